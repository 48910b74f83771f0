// What an emotion weight file says of itself in its metadata: checked on the way in, so that a damaged file is refused.
import * as z from 'zod'
import { EMOTIONS } from '../../domain/emotion.ts'
import { LANGUAGES } from '../../domain/project.ts'
import { OUTPUTS } from './labels.ts'

const perOutput = z.array(z.number()).length(OUTPUTS)

export const modelDescription = z.object({
  language: z.enum(LANGUAGES),
  version: z.string(),
  features: z.object({ words: z.number().int(), characters: z.number().int() }),
  readers: z.array(
    z.object({
      vocabulary: z.number().int(),
      embedding: z.number().int(),
      hidden: z.number().int(),
    }),
  ),
  /** Logit of output k: Σ parts · weights[part][k] + offset[k]; the parts are n-grams, then readers. */
  blend: z.object({ weights: z.array(perOutput).min(1), offset: perOutput }),
  /** Of the mix: each share is (probability · lean)^sharpness · (the lexicon's share)^lexicon, over their sum. */
  mix: z.object({
    sharpness: z.number().positive(),
    lexicon: z.number().nonnegative(),
    lean: z.array(z.number().positive()).length(EMOTIONS.length),
    /** The mean valence of mixes of fiction, which is where pleasant and unpleasant part. */
    centre: z.number(),
  }),
  /** Probability from which a label is given, best for F1 on the development set. */
  thresholds: perOutput,
  /** Words of the readers, by number. */
  vocabulary: z.array(z.string()),
  /** Other words that are no names. */
  known: z.array(z.string()),
})

export type ModelDescription = z.infer<typeof modelDescription>

export const ratingDescription = z.object({
  version: z.string(),
  features: z.object({ words: z.number().int(), characters: z.number().int() }),
})
