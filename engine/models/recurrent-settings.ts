// The settings that the recurrent models share: their size, and what is hidden from them; each model picks and chooses defaults.
import { z } from 'zod'

export const recurrentSettings = {
  embedding: z.int().min(4).max(1024).default(128).meta({
    title: 'Embedding',
    unit: 'numbers',
    reason: 'What the model knows of a token before reading on.',
  }),
  hidden: z.int().min(4).max(2048).default(256).meta({
    title: 'Memory',
    unit: 'numbers',
    reason: 'What the model can carry from word to word.',
  }),
  layers: z.int().min(1).max(4).default(1).meta({
    title: 'Layers',
    reason: 'More layers read more deeply and need more text.',
  }),
  dropout: z
    .number()
    .min(0)
    .max(0.9)
    .default(0.3)
    .meta({
      title: 'Dropout',
      reason:
        'Hides part of what each layer says, the same part for a whole sequence, so that the book is not learnt by heart.',
      search: { from: 0, to: 0.5, scale: 'linear' },
    }),
  recurrentDropout: z
    .number()
    .min(0)
    .max(0.9)
    .default(0.3)
    .meta({
      title: 'Recurrent dropout',
      reason: 'Hides connections of the memory with itself (weight dropping).',
      search: { from: 0, to: 0.5, scale: 'linear' },
    }),
  wordDropout: z
    .number()
    .min(0)
    .max(0.9)
    .default(0.05)
    .meta({
      title: 'Word dropout',
      reason: 'Hides whole tokens, so that no single word decides.',
      search: { from: 0, to: 0.3, scale: 'linear' },
    }),
}

/** Small enough for a test, quick enough to learn something in it. */
export const TINY_RECURRENT = {
  vocabularySize: 300,
  embedding: 16,
  hidden: 24,
  batchSize: 4,
  sequenceLength: 16,
  epochs: 2,
  warmupSteps: 5,
  learningRate: 1e-2,
} as const
