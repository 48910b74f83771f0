// The sampler's settings, their meaning for a form, and the order in which they apply.
import { z } from 'zod'

/** Each step by name; the default order is llama.cpp's: penalties first, then cuts, XTC, temperature last. */
export const SAMPLING_STEPS = [
  'bias',
  'penalties',
  'dry',
  'topNSigma',
  'topK',
  'typical',
  'topP',
  'minP',
  'xtc',
  'temperature',
] as const
export type SamplingStep = (typeof SAMPLING_STEPS)[number]

const share = z.number().min(0).max(1)

export const samplingSettings = z.object({
  temperature: z.number().min(0).max(5).default(0.8).meta({
    title: 'Temperature',
    reason: 'Below 1 the model keeps to what it is sure of; 0 always takes the likeliest token.',
  }),
  topK: z.int().min(0).max(1000).default(40).meta({
    title: 'Top-k',
    unit: 'tokens',
    reason: 'Only the k likeliest tokens can be chosen. 0 is off.',
  }),
  topP: share.default(0.95).meta({
    title: 'Top-p',
    reason: 'Only the likeliest tokens that together reach this probability. 1 is off.',
  }),
  minP: share.default(0.05).meta({
    title: 'Min-p',
    reason: 'Drops tokens much less likely than the likeliest one. 0 is off.',
  }),
  typical: share.default(1).meta({
    title: 'Typical',
    reason: 'Prefers tokens about as surprising as the text as a whole. 1 is off.',
  }),
  topNSigma: z.number().min(0).max(10).default(0).meta({
    title: 'Top-nσ',
    reason: 'Keeps logits within n standard deviations of the best. 0 is off.',
  }),
  repetitionPenalty: z.number().min(0.5).max(50).default(1.05).meta({
    title: 'Repetition penalty',
    reason: 'Makes recent tokens less likely; small models like to circle. 1 is off.',
  }),
  frequencyPenalty: z.number().min(-5).max(5).default(0).meta({
    title: 'Frequency penalty',
    reason: 'Taken off once for every recent occurrence. 0 is off.',
  }),
  presencePenalty: z.number().min(-5).max(5).default(0).meta({
    title: 'Presence penalty',
    reason: 'Taken off once from all that occurred recently. 0 is off.',
  }),
  penaltyWindow: z.int().min(0).max(4096).default(64).meta({
    title: 'Penalty window',
    unit: 'tokens',
    reason: 'How far back the penalties look.',
  }),
  dryMultiplier: z.number().min(0).max(5).default(0.8).meta({
    title: 'DRY',
    reason: 'Breaks off word-for-word repetitions, the longer the harder. 0 is off.',
  }),
  dryBase: z.number().min(1).max(4).default(1.75).meta({
    title: 'DRY growth',
    reason: 'How much harder each repeated token makes the next.',
  }),
  dryAllowedLength: z.int().min(1).max(50).default(3).meta({
    title: 'DRY free length',
    unit: 'tokens',
    reason: 'Repetitions up to this length are normal language.',
  }),
  xtcProbability: share.default(0).meta({
    title: 'XTC',
    reason: 'How often the obvious choices are taken away. 0 is off.',
  }),
  xtcThreshold: share.default(0.1).meta({
    title: 'XTC threshold',
    reason: 'From which probability on a choice counts as obvious.',
  }),
  mirostatTau: z.number().min(0).max(10).default(0).meta({
    title: 'Mirostat target',
    unit: 'bits',
    reason: 'Holds surprise near this value instead of all cuts above. 0 is off.',
  }),
  mirostatEta: share.default(0.1).meta({
    title: 'Mirostat rate',
    reason: 'How fast it follows.',
  }),
  bias: z.record(z.string(), z.number()).default({}).meta({
    title: 'Token bias',
    reason: 'Added to single tokens by number.',
  }),
  order: z
    .array(z.enum(SAMPLING_STEPS))
    .refine((order) => new Set(order).size === order.length, 'A sampler applies once.')
    .default([...SAMPLING_STEPS])
    .meta({
      title: 'Order',
      reason: 'Steps left out do not apply. The usual order cuts before it heats.',
    }),
})

export type SamplingSettings = z.infer<typeof samplingSettings>
