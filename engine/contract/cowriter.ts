// cowriter.*: F_GAN as the window sees it: candidates for the next passage, streamed, scored, decided, remembered.
import { eventIterator } from '@orpc/contract'
import * as z from 'zod'
import { base, fraction, id, placeInText } from './base.ts'
import { contextChanges } from './context-piece.ts'
import { LEVER_LIMIT, LEVERS } from '../domain/levers.ts'
import { materialRef } from './life.ts'
import { emotion, feelingFields, measure } from './feeling.ts'
import { voiceAbilities, voiceSpeed } from './voices.ts'

export const sampling = z.object({
  temperature: z.number().min(0).max(5),
  topK: z.number().int().min(0),
  topP: fraction,
  minP: fraction,
  repetitionPenalty: z.number().min(0.5).max(5),
  typical: fraction,
  topNSigma: z.number().min(0).max(10),
  frequencyPenalty: z.number().min(-5).max(5),
  presencePenalty: z.number().min(-5).max(5),
  penaltyWindow: z.number().int().min(0).max(4096),
  dryMultiplier: z.number().min(0).max(5),
  dryBase: z.number().min(1).max(4),
  dryAllowedLength: z.number().int().min(1).max(50),
  xtcProbability: fraction,
  xtcThreshold: fraction,
  mirostatTau: z.number().min(0).max(10),
  mirostatEta: fraction,
  /** Added to the logits of single tokens, by number. */
  bias: z.record(z.string(), z.number()),
  /** Which samplers apply, one after another; `cowriter.samplers` names them. BAD_INPUT for one that there is not. */
  order: z.array(z.string().max(40)).max(40),
})

const phrases = z.array(z.string().max(200)).max(200)

/** One written token and what could have stood in its place, the likeliest first. */
export const tokenTrace = z.object({
  text: z.string(),
  alternatives: z.array(z.object({ text: z.string(), probability: fraction })),
})

/** A switch and a weight; what is left out keeps its default. */
const lever = z.object({ on: z.boolean(), weight: z.number().min(0).max(LEVER_LIMIT) }).partial()
const leverName = z.enum(LEVERS)

export const candidate = z.object({
  id,
  index: z.number(),
  text: z.string(),
  ...feelingFields,
  mix: z.array(fraction).length(7),
  /** |target − judged| on the scale of the target's measure, null without a target. */
  distance: z.number().nullable(),
  score: z.number(),
  /** What the score is made of, each 0 … 1, with its share; a key `filter-…` names what the content filter found. */
  reasons: z.array(z.object({ key: z.string(), value: z.number(), weight: z.number().optional() })),
  decision: z.enum(['offered', 'accepted', 'rejected']),
  rating: z.number().int().min(-1).max(1),
})

const sentenceSources = z.object({
  /** Offsets into the candidate's text. */
  from: z.number(),
  to: z.number(),
  sources: z.array(
    z.object({
      /** `entry:…` or `media:…`. */
      id: z.string(),
      title: z.string(),
      words: z.array(z.string()),
      /** In a recording: milliseconds from its beginning. */
      atMs: z.number().nullable(),
    }),
  ),
  /** Names and numbers that stand nowhere else. */
  unsupported: z.array(z.string()),
})

export const generation = z.object({
  id,
  sceneId: id.nullable(),
  blockId: id.nullable(),
  runId: id.nullable(),
  modelId: z.string(),
  modelName: z.string(),
  seed: z.number(),
  settings: z.record(z.string(), z.unknown()),
  /** The exact text the model continued. */
  prompt: z.string(),
  target: z.object({
    emotion: emotion.nullable(),
    valence: z.number().nullable(),
    /** What other drawn curves ask for at the place. */
    measures: z.partialRecord(measure.exclude(['valence']), z.number()).optional(),
  }),
  parentId: id.nullable(),
  createdAt: z.number(),
  candidates: z.array(candidate),
})

export const cowriter = {
  /** The samplers that there are, in the order in which they usually apply. */
  samplers: base.output(z.array(z.string())),
  /**
   * Every model that can write now: finished or stopped runs of this project, what comes with the studio in the project's
   * language, then files and servers that were added. The first one writes when none is named.
   */
  writers: base.output(
    z.array(
      z.object({
        id,
        kind: z.enum(['run', 'shipped', 'file', 'server']),
        name: z.string(),
        modelId: z.string(),
        /** 0 where nobody says. */
        parameters: z.number(),
        validationLoss: z.number().nullable(),
        /** How much it is best asked for at once: what `continue` takes where nothing is said. */
        usual: z.object({ words: z.number(), candidates: z.number() }),
        /** Tokens that it takes in, its own passage included. */
        contextTokens: z.number(),
        abilities: voiceAbilities,
        /** Null until it has written here. */
        speed: voiceSpeed.nullable(),
      }),
    ),
  ),
  /**
   * Continues the text before the cursor. Abort stops within one token; what was written so far is kept in history.
   * MODEL_MISSING when nothing can write yet. MODEL_FAILED { trouble }, SERVER_FAILED { trouble }, DOOR_CLOSED.
   */
  continue: base
    .input(
      z.object({
        ...placeInText,
        writerId: id.optional(),
        words: z.number().int().min(1).max(2000).optional(),
        candidates: z.number().int().min(1).max(8).optional(),
        seed: z.number().int().optional(),
        emotion: emotion.optional(),
        sampling: sampling.partial().default({}),
        /** Phrases that must not be written, in any case; where one begins, another way is taken. */
        ban: phrases.default([]),
        /** Writing ends before any of these. */
        stop: phrases.default([]),
        /** So many alternatives are told with every token. */
        alternatives: z.number().int().min(0).max(100).default(0),
        /** What pulls while a passage is written, and what its score is made of. */
        levers: z.partialRecord(leverName, lever).default({}),
        /** What is kept from view until asked for; left out: as the plan says that the scene was made from, else off. */
        filter: z.enum(['off', 'mild', 'strict']).optional(),
        parentId: id.optional(),
        /** What of the life record and the media it is about, this once; left out: what lies on the scene and above it. */
        material: z.array(materialRef).max(200).optional(),
        /** What is left out of what the model is told, or told otherwise. */
        context: contextChanges.optional(),
      }),
    )
    .output(
      eventIterator(
        z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('started'), generationId: id, modelName: z.string(), seed: z.number() }),
          /** A large model is read from the disk first; share 0 … 1. */
          z.object({ kind: z.literal('loading'), share: fraction }),
          /** Pieces are joined in order; nothing is ever dropped. */
          z.object({ kind: z.literal('text'), index: z.number(), text: z.string() }),
          /**
           * Where alternatives were asked for: tokens in order; what the guards cut from the text is among them. What the
           * filter holds back is not, neither as token nor as alternative.
           */
          z.object({ kind: z.literal('tokens'), index: z.number(), tokens: z.array(tokenTrace) }),
          z.object({ kind: z.literal('scored'), candidate }),
          /** Candidates in rank order, best first. */
          z.object({ kind: z.literal('done'), generation }),
        ]),
      ),
    ),
  decide: base
    .input(z.object({ candidateId: id, decision: z.enum(['accepted', 'rejected', 'offered']) }))
    .output(candidate),
  rate: base.input(z.object({ candidateId: id, rating: z.number().int().min(-1).max(1) })).output(candidate),
  /**
   * Where each sentence of a candidate comes from, and what in it neither material nor story supports; empty where it was
   * written without material.
   */
  sources: base.input(z.object({ candidateId: id })).output(z.array(sentenceSources)),
  /**
   * Where words of the text come from that were taken from a candidate, edited since or not: its sentence that has most of
   * them. Null where none has, or where it was written without material.
   */
  sourcesOf: base
    .input(z.object({ candidateId: id, words: z.string().min(1).max(5000) }))
    .output(sentenceSources.extend({ text: z.string() }).nullable()),
  history: base
    .input(z.object({ sceneId: id.optional(), limit: z.number().int().min(1).max(500).default(50) }))
    .output(z.array(generation)),
}
