// SeqGAN's own settings and its presets.
import { z } from 'zod'
import { recurrentSettings, TINY_RECURRENT } from '../recurrent-settings.ts'
import { trainingSettings } from '../training-settings.ts'
import type { Preset } from '../types.ts'

export const seqganSettings = z.object({
  ...trainingSettings,
  sequenceLength: trainingSettings.sequenceLength.default(32),
  embedding: recurrentSettings.embedding,
  hidden: recurrentSettings.hidden,
  dropout: recurrentSettings.dropout.default(0.25),
  recurrentDropout: recurrentSettings.recurrentDropout.default(0.25),
  gameStart: z.number().min(0).max(1).default(0.6).meta({
    title: 'Start of the game',
    reason:
      'The share of the run in which the writer only learns to copy; against a beginner no judge learns much.',
  }),
  gameWeight: z.number().min(0).max(10).default(0.1).meta({
    title: 'Weight of the judge',
    reason:
      'What the judge’s opinion counts beside likelihood; more, and the writer repeats what once pleased.',
  }),
  gameLength: z.int().min(2).max(64).default(16).meta({
    title: 'Length of a turn',
    unit: 'tokens',
    reason: 'So much the writer writes before it is judged; the work grows with the square.',
  }),
  rollouts: z.int().min(1).max(32).default(2).meta({
    title: 'Completions',
    reason: 'How often a text is finished by chance to judge one word of it; more is steadier and slower.',
  }),
  gumbel: z.boolean().default(false).meta({
    title: 'Soft words',
    reason:
      'The judge’s gradient flows back through blurred words (Gumbel-softmax) instead of through rewards.',
  }),
  gumbelTemperature: z.number().min(0.05).max(5).default(0.7).meta({
    title: 'Blur of soft words',
    reason: 'Lower is nearer to real words and gives a rougher gradient.',
  }),
  judgeEmbedding: z.int().min(4).max(512).default(48).meta({
    title: 'Judge’s embedding',
    unit: 'numbers',
    reason: 'The judge needs to know less of a word than the writer.',
  }),
  judgeFilters: z.int().min(2).max(512).default(32).meta({
    title: 'Judge’s filters',
    reason: 'How many turns of phrase of each length the judge knows.',
  }),
})

export type SeqganSettings = z.infer<typeof seqganSettings>

export const seqganPresets: Readonly<Record<Preset, Partial<SeqganSettings>>> = {
  tiny: { ...TINY_RECURRENT, gameLength: 6, judgeEmbedding: 8, judgeFilters: 4 },
  small: { embedding: 256, learningRate: 0.01, epochs: 60, patience: 12 },
  base: { vocabularySize: 4096, embedding: 256, hidden: 1024, judgeEmbedding: 128, judgeFilters: 128 },
}
