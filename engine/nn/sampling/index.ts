// The door of the sampler.
export { remaining, without, type Remaining } from './distribution.ts'
export { Sampler } from './sampler.ts'
export { SAMPLING_STEPS, samplingSettings, type SamplingSettings } from './settings.ts'
