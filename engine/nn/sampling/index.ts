// The door of the sampler.
export { Sampler, type Alternative, type Choice } from './sampler.ts'
export { samplingSettings, SAMPLING_STEPS, type SamplingSettings, type SamplingStep } from './settings.ts'
