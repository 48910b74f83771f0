// The LSTM's own settings and its presets.
import { z } from 'zod'
import { trainingSettings } from '../training-settings.ts'
import type { Preset } from '../types.ts'

export const lstmSettings = z.object({
  ...trainingSettings,
  embedding: z.int().min(4).max(1024).default(128).meta({
    title: 'Embedding',
    unit: 'numbers',
    reason: 'What the model knows of a token before reading on.',
  }),
  hidden: z.int().min(4).max(2048).default(256).meta({
    title: 'Memory',
    unit: 'numbers',
    reason: 'What the model can carry from word to word; its cells keep things longer than a GRU does.',
  }),
  layers: z
    .int()
    .min(1)
    .max(4)
    .default(1)
    .meta({ title: 'Layers', reason: 'More layers read more deeply and need more text.' }),
  dropout: z.number().min(0).max(0.9).default(0.3).meta({
    title: 'Dropout',
    reason:
      'Hides part of what each layer says, the same part for a whole sequence, so that the book is not learnt by heart.',
  }),
  recurrentDropout: z.number().min(0).max(0.9).default(0.3).meta({
    title: 'Recurrent dropout',
    reason: 'Hides connections of the memory with itself (weight dropping).',
  }),
  wordDropout: z
    .number()
    .min(0)
    .max(0.9)
    .default(0.05)
    .meta({ title: 'Word dropout', reason: 'Hides whole tokens, so that no single word decides.' }),
})

export type LstmSettings = z.infer<typeof lstmSettings>

export const lstmPresets: Readonly<Record<Preset, Partial<LstmSettings>>> = {
  tiny: {
    vocabularySize: 300,
    embedding: 16,
    hidden: 24,
    batchSize: 4,
    sequenceLength: 16,
    epochs: 2,
    warmupSteps: 5,
    learningRate: 1e-2,
  },
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
