// The GRU's own settings and its presets.
import { z } from 'zod'
import { recurrentSettings, TINY_RECURRENT } from '../recurrent-settings.ts'
import { trainingSettings } from '../training-settings.ts'
import type { Preset } from '../types.ts'

export const gruSettings = z.object({ ...trainingSettings, ...recurrentSettings })

export type GruSettings = z.infer<typeof gruSettings>

export const gruPresets: Readonly<Record<Preset, Partial<GruSettings>>> = {
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
