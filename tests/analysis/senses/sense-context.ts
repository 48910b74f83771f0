// What an analyser gets beside its file, for tests that run one without its process: nobody listens.
import type { SenseContext } from '../../../engine/analysis/senses/analyzer.ts'
import { NO_SETUP } from '../../../engine/analysis/senses/sense-setup.ts'

export const senseContext = (more: Partial<SenseContext> = {}): SenseContext => ({
  setup: NO_SETUP,
  signal: new AbortController().signal,
  progress: () => undefined,
  see: () => Promise.resolve([]),
  keepFrame: () => undefined,
  keepVoice: () => undefined,
  learn: () => undefined,
  ask: () => Promise.reject(new Error('nobody is asked')),
  ...more,
})
