// The settings that every text model's training shares; each model adds its own and chooses the defaults by preset.
import { z } from 'zod'

export const trainingSettings = {
  vocabularySize: z.int().min(260).max(16_384).default(1024).meta({
    title: 'Vocabulary',
    unit: 'tokens',
    reason: 'Few tokens for a short text: each is then seen often enough to be learnt.',
  }),
  batchSize: z
    .int()
    .min(1)
    .max(256)
    .default(32)
    .meta({ title: 'Batch', unit: 'rows', reason: 'How many places of the text are read side by side.' }),
  sequenceLength: z.int().min(4).max(512).default(64).meta({
    title: 'Sequence length',
    unit: 'tokens',
    reason: 'How far back one step can assign blame; memory still flows from piece to piece.',
  }),
  accumulation: z.int().min(1).max(256).default(1).meta({
    title: 'Gradient accumulation',
    unit: 'parts',
    reason: 'A batch worked through in parts learns the same with less memory, a little more slowly.',
  }),
  epochs: z.number().min(0.01).max(1000).default(40).meta({
    title: 'Passes',
    reason: 'The most passes over the text; a time limit or early stopping may end sooner.',
  }),
  learningRate: z
    .number()
    .min(1e-6)
    .max(0.1)
    .default(6e-3)
    .meta({
      title: 'Learning rate',
      reason: 'The highest point of the schedule: warm-up, then down to zero.',
      search: { from: 5e-4, to: 3e-2, scale: 'log' },
    }),
  steadyShare: z.number().min(0).max(1).default(0).meta({
    title: 'Steady share',
    reason:
      'Up to this share of the run the rate keeps its height, then it falls in a straight line; 0 is a half cosine. 1 is for runs that go on for days.',
  }),
  muon: z.boolean().default(false).meta({
    title: 'Muon',
    reason:
      'Turns each step of the inner matrices so that no direction is forgotten: fewer steps on large texts, a little more work in each. Models without attention do not use it.',
  }),
  warmupSteps: z.int().min(0).max(10_000).default(100).meta({
    title: 'Warm-up',
    unit: 'steps',
    reason: 'The optimizer first needs an idea of how large gradients are.',
  }),
  weightDecay: z
    .number()
    .min(0)
    .max(1)
    .default(0.01)
    .meta({
      title: 'Weight decay',
      reason: 'Pulls weights that earn nothing back to zero.',
      search: { from: 1e-3, to: 0.3, scale: 'log' },
    }),
  clipNorm: z
    .number()
    .min(0.01)
    .max(100)
    .default(1)
    .meta({ title: 'Gradient clipping', reason: 'One odd passage must not undo a minute of learning.' }),
  averageDecay: z.number().min(0).max(0.9999).default(0.99).meta({
    title: 'Weight averaging',
    reason:
      'The model that is kept is a running average of the last weights: steadier than any one of them. 0 is off.',
  }),
  conditionDropout: z.number().min(0).max(1).default(0.15).meta({
    title: 'Unconditioned share',
    reason: 'The model must also write when no emotion is asked for.',
  }),
  validationShare: z
    .number()
    .min(0.01)
    .max(0.5)
    .default(0.1)
    .meta({ title: 'Held out', reason: 'Whole documents are kept from training, to measure honestly.' }),
  validationSpread: z.boolean().default(false).meta({
    title: 'Hold out throughout',
    reason:
      'Off, so that no later page of a book helps with an earlier one. On for collections: whole documents are drawn from everywhere.',
  }),
  validationsPerEpoch: z
    .number()
    .min(0.01)
    .max(100)
    .default(1)
    .meta({ title: 'Measurements a pass', reason: 'How often the held-out text is measured.' }),
  patience: z.int().min(1).max(1000).default(8).meta({
    title: 'Patience',
    unit: 'measurements',
    reason: 'Training ends when so many measurements in a row brought nothing better.',
  }),
}

export type TrainingSettings = z.infer<z.ZodObject<typeof trainingSettings>>
