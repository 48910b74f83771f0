// The door of the sampler.
export { Sampler } from './sampler.ts'
export { samplingSettings, type SamplingSettings } from './settings.ts'
