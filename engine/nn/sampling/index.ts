// The door of the sampler.
export { Sampler } from './sampler.ts'
export { SAMPLING_STEPS, samplingSettings, type SamplingSettings } from './settings.ts'
