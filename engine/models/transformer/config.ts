// The transformer's own settings and its presets.
import { z } from 'zod'
import { trainingSettings } from '../training-settings.ts'
import type { Preset } from '../types.ts'

export const transformerSettings = z
  .object({
    ...trainingSettings,
    width: z.int().min(8).max(4096).default(256).meta({
      title: 'Width',
      unit: 'numbers',
      reason: 'What the model holds in mind at each token; a multiple of twice the heads.',
    }),
    layers: z
      .int()
      .min(1)
      .max(48)
      .default(6)
      .meta({ title: 'Layers', reason: 'How often each token is thought over in the light of the others.' }),
    heads: z.int().min(1).max(64).default(8).meta({
      title: 'Heads',
      reason: 'In how many ways at once a token looks back at what was said.',
    }),
    hidden: z.int().min(8).max(16_384).default(688).meta({
      title: 'Hidden width',
      unit: 'numbers',
      reason: 'The room in which each thought is worked out: about 8/3 of the width.',
    }),
    dropout: z
      .number()
      .min(0)
      .max(0.9)
      .default(0.1)
      .meta({
        title: 'Dropout',
        reason: 'Hides part of what each layer adds; short texts read often need more of it.',
        search: { from: 0, to: 0.4, scale: 'linear' },
      }),
  })
  .refine(({ width, heads }) => width % (2 * heads) === 0, {
    path: ['heads'],
    message: 'The width must be a multiple of twice the heads.',
  })

export type TransformerSettings = z.infer<typeof transformerSettings>

export const transformerPresets: Readonly<Record<Preset, Partial<TransformerSettings>>> = {
  tiny: {
    vocabularySize: 300,
    width: 16,
    layers: 2,
    heads: 2,
    hidden: 32,
    dropout: 0,
    batchSize: 4,
    sequenceLength: 16,
    epochs: 2,
    warmupSteps: 5,
    learningRate: 1e-2,
  },
  small: {
    width: 128,
    layers: 4,
    heads: 4,
    hidden: 344,
    dropout: 0.1,
    batchSize: 16,
    sequenceLength: 64,
    learningRate: 2e-3,
    weightDecay: 0.1,
    epochs: 60,
    patience: 10,
  },
  base: {
    vocabularySize: 4096,
    width: 384,
    layers: 8,
    heads: 6,
    hidden: 1024,
    dropout: 0.15,
    batchSize: 32,
    sequenceLength: 256,
    learningRate: 1e-3,
    weightDecay: 0.1,
    warmupSteps: 200,
  },
}
