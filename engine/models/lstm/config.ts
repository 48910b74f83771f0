// The LSTM's own settings and its presets.
import { z } from 'zod'
import { recurrentSettings, TINY_RECURRENT } from '../recurrent-settings.ts'
import { trainingSettings } from '../training-settings.ts'
import type { Preset } from '../types.ts'

export const lstmSettings = z.object({ ...trainingSettings, ...recurrentSettings })

export type LstmSettings = z.infer<typeof lstmSettings>

export const lstmPresets: Readonly<Record<Preset, Partial<LstmSettings>>> = {
  tiny: TINY_RECURRENT,
  small: {
    embedding: 256,
    learningRate: 0.012,
    dropout: 0.25,
    recurrentDropout: 0.25,
    epochs: 80,
    patience: 12,
  },
  base: { vocabularySize: 4096, embedding: 256, hidden: 1024, layers: 2 },
}
