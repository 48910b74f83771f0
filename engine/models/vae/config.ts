// The variational autoencoder's own settings and its presets.
import { z } from 'zod'
import { trainingSettings } from '../training-settings.ts'
import type { Preset } from '../types.ts'

export const vaeSettings = z.object({
  ...trainingSettings,
  // A plan is of a sentence or two, not of a page.
  sequenceLength: trainingSettings.sequenceLength.default(32),
  embedding: z.int().min(4).max(1024).default(128).meta({
    title: 'Embedding',
    unit: 'numbers',
    reason: 'What the model knows of a token before reading on.',
  }),
  hidden: z
    .int()
    .min(4)
    .max(2048)
    .default(256)
    .meta({ title: 'Memory', unit: 'numbers', reason: 'What the writer can carry from word to word.' }),
  encoderHidden: z.int().min(4).max(2048).default(128).meta({
    title: 'Reader’s memory',
    unit: 'numbers',
    reason: 'Summing up a sentence takes less than writing it.',
  }),
  latent: z.int().min(2).max(256).default(32).meta({
    title: 'Plan',
    unit: 'numbers',
    reason: 'How many ways a sentence can differ from another on the map; more than it needs lie idle.',
  }),
  latentNoise: z.number().min(0).max(1).default(1).meta({
    title: 'Blur',
    reason: 'Places on the map overlap, so that all between two sentences means something. 0 turns it off.',
  }),
  annealing: z.number().min(0).max(1).default(0.3).meta({
    title: 'Annealing',
    reason:
      'The share of the run over which the price of a plan rises to full; at once, and none would be made.',
  }),
  freeBits: z.number().min(0).max(4).default(0.15).meta({
    title: 'Free information',
    unit: 'nats',
    reason: 'So much each number of a plan may say for nothing; else the writer learns to do without.',
  }),
  plannedShare: z.number().min(0).max(1).default(0.75).meta({
    title: 'Planned share',
    reason: 'The rest of the text is learnt without a plan, so that the model can also simply go on.',
  }),
  freshShare: z.number().min(0).max(1).default(0.5).meta({
    title: 'Fresh share',
    reason: 'So often a piece begins without what came before, as a sentence from the map does.',
  }),
  dropout: z.number().min(0).max(0.9).default(0.25).meta({
    title: 'Dropout',
    reason: 'Hides part of what each layer says, the same part for a whole piece.',
  }),
  recurrentDropout: z.number().min(0).max(0.9).default(0.2).meta({
    title: 'Recurrent dropout',
    reason: 'Hides connections of the memory with itself (weight dropping).',
  }),
  wordDropout: z.number().min(0).max(0.9).default(0.2).meta({
    title: 'Word dropout',
    reason: 'Hides words already written from the writer, which must then ask the plan (Bowman et al. 2016).',
  }),
})

export type VaeSettings = z.infer<typeof vaeSettings>

export const vaePresets: Readonly<Record<Preset, Partial<VaeSettings>>> = {
  tiny: {
    vocabularySize: 300,
    embedding: 16,
    hidden: 24,
    encoderHidden: 16,
    latent: 4,
    batchSize: 4,
    sequenceLength: 16,
    epochs: 2,
    warmupSteps: 5,
    learningRate: 1e-2,
  },
  small: { embedding: 192, learningRate: 0.008, epochs: 60, patience: 12 },
  base: { vocabularySize: 4096, embedding: 256, hidden: 1024, encoderHidden: 512, latent: 64 },
}
