// The door of the sampler.
export { Sampler, type Alternative } from './sampler.ts'
export { samplingSettings, type SamplingSettings } from './settings.ts'
