// The LSTM's entry in the registry.
import type { ModelDefinition } from '../types.ts'
import { lstmPresets, lstmSettings, type LstmSettings } from './config.ts'
import { LstmModel } from './model.ts'

export const lstm: ModelDefinition<LstmSettings> = {
  id: 'lstm',
  version: 1,
  title: 'LSTM',
  summary:
    'A recurrent writer with cells that remember for longer: a little slower than the GRU, a little steadier.',
  paper: 'Hochreiter & Schmidhuber 1997, Neural Computation 9(8)',
  settings: lstmSettings,
  presets: lstmPresets,
  create: (settings, shape, random) => new LstmModel(settings, shape, random),
}
