// The variational autoencoder's own settings and its presets.
import { z } from 'zod'
import { recurrentSettings, TINY_RECURRENT } from '../recurrent-settings.ts'
import { trainingSettings } from '../training-settings.ts'
import type { Preset } from '../types.ts'

export const vaeSettings = z.object({
  ...trainingSettings,
  // A plan is of a sentence or two, not of a page.
  sequenceLength: trainingSettings.sequenceLength.default(32),
  embedding: recurrentSettings.embedding,
  hidden: recurrentSettings.hidden,
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
  dropout: recurrentSettings.dropout.default(0.25),
  recurrentDropout: recurrentSettings.recurrentDropout.default(0.2),
  // Hides words already written from the writer, which must then ask the plan (Bowman et al. 2016).
  wordDropout: recurrentSettings.wordDropout.default(0.2),
})

export type VaeSettings = z.infer<typeof vaeSettings>

export const vaePresets: Readonly<Record<Preset, Partial<VaeSettings>>> = {
  tiny: { ...TINY_RECURRENT, encoderHidden: 16, latent: 4 },
  small: { embedding: 192, learningRate: 0.008, epochs: 60, patience: 12 },
  base: { vocabularySize: 4096, embedding: 256, hidden: 1024, encoderHidden: 512, latent: 64 },
}
