// lines.*: what the cast says in games: written in batches over a matrix of situations, checked, ranked, edited, and put
// into dialogues, which leave through their exporters.
import { eventIterator } from '@orpc/contract'
import * as z from 'zod'
import { BONDS } from '../domain/cast/relation.ts'
import { LINE_STATES, SITUATIONS } from '../domain/lines/line-matrix.ts'
import { BATCH_STATES, REFUSALS } from '../domain/lines/npc-line.ts'
import { base, id } from './base.ts'
import { lineFeeling } from './cast.ts'
import { toldContext } from './context-piece.ts'
import { emotion, feelingFields } from './feeling.ts'

const decision = z.enum(['offered', 'accepted', 'rejected'])
export const budget = z.object({
  minutes: z.number().positive().max(100_000).optional(),
  tokens: z.number().int().positive().max(1e12).optional(),
})

const wish = z.object({
  characterIds: z.array(id).min(1).max(500),
  /** Of `situations`, or described in the writer's own words, which the grammar does not understand. */
  situations: z.array(z.string().trim().min(1).max(300)).min(1).max(200),
  /** Empty: as it comes. */
  emotions: z.array(emotion).max(7).default([]),
  bonds: z.array(z.enum(BONDS)).max(BONDS.length).default([]),
  states: z.array(z.enum(LINE_STATES)).max(LINE_STATES.length).default([]),
  perCell: z.number().int().min(1).max(500).default(5),
  /** The scene at whose end they are said; null: when everything has happened. */
  sceneId: id.nullable().default(null),
  /** One of cowriter.writers; null: the studio's own grammar, which needs no model. */
  writerId: id.nullable().default(null),
  maxCharacters: z.number().int().min(8).max(2000).default(160),
  filter: z.enum(['off', 'mild', 'strict']).default('off'),
  seed: z.number().int().optional(),
  budget: budget.default({}),
})

const batch = z.object({
  id,
  title: z.string(),
  wish: wish.extend({ seed: z.number().int() }),
  state: z.enum(BATCH_STATES),
  writerName: z.string(),
  cells: z.number().int(),
  asked: z.number().int(),
  kept: z.number().int(),
  refused: z.partialRecord(z.enum(REFUSALS), z.number().int()),
  tokens: z.number().int(),
  createdAt: z.number(),
})

const line = z.object({
  id,
  batchId: id,
  /** Of its cell. */
  key: z.string(),
  characterId: id,
  situation: z.string(),
  bond: z.enum(BONDS),
  state: z.enum(LINE_STATES),
  wanted: emotion.nullable(),
  text: z.string(),
  /** As it was written, before the writer touched it. */
  original: z.string(),
  /** What it is tagged with, and what an analyser reads in it. */
  emotion: lineFeeling,
  feeling: z.object(feelingFields),
  score: z.number(),
  reasons: z.array(z.object({ key: z.string(), value: z.number(), weight: z.number().optional() })),
  decision,
  rating: z.number().int().min(-1).max(1),
  createdAt: z.number(),
})

const writing = eventIterator(
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('started'), batch }),
    z.object({ kind: z.literal('loading'), share: z.number() }),
    /** Of all that was asked for. */
    z.object({
      kind: z.literal('progress'),
      done: z.number(),
      total: z.number(),
      refused: z.number(),
      tokens: z.number(),
    }),
    /** What a model was told for the lines that follow; the grammar is told nothing. */
    z.object({ kind: z.literal('told'), told: toldContext }),
    z.object({ kind: z.literal('lines'), lines: z.array(line) }),
    z.object({ kind: z.literal('ended'), batch }),
  ]),
)

const filter = {
  batchId: id.optional(),
  characterId: id.optional(),
  situation: z.string().max(300).optional(),
  decision: decision.optional(),
}

export const lines = {
  situations: base.output(z.array(z.enum(SITUATIONS))),
  /**
   * What a model would be told for the first lines of such a batch; nothing is sent. Null: the grammar is told nothing.
   * NOT_FOUND, MODEL_MISSING.
   */
  preview: base.input(wish).output(toldContext.nullable()),
  /**
   * Writes cell by cell. Stopping, at any moment, keeps what is there; `resume` goes on with what is missing.
   * BAD_INPUT for a situation that the grammar does not know; the errors of the writer, with what was written kept.
   */
  generate: base.input(wish.extend({ title: z.string().max(200).optional() })).output(writing),
  /** @param budget counts anew. NOT_FOUND, CONFLICT where it is being written. */
  resume: base.input(z.object({ batchId: id, budget: budget.default({}) })).output(writing),

  batches: base.output(z.array(batch)),
  /** With its lines; one undo step. CONFLICT while it is being written. */
  removeBatch: base.input(z.object({ batchId: id })),

  /** In the order of their writing. */
  list: base
    .input(
      z.object({
        ...filter,
        limit: z.number().int().min(1).max(20_000).default(1000),
        offset: z.number().int().min(0).default(0),
      }),
    )
    .output(z.array(line)),
  /** The writer's own words for a line, one undo step; `original` stays. BAD_INPUT for none. */
  edit: base.input(z.object({ id, text: z.string().max(4000) })).output(line),
  /** One undo step for all of them. */
  decide: base.input(z.object({ ids: z.array(id).min(1).max(20_000), decision })).output(z.array(line)),
  rate: base.input(z.object({ id, rating: z.number().int().min(-1).max(1) })).output(line),
  remove: base.input(z.object({ ids: z.array(id).min(1).max(20_000) })),

  /**
   * A new dialogue of lines that were not rejected. `barks`: one of a situation by chance, the situation told by variables;
   * `sheet`: one after another. One undo step; BAD_INPUT where there are none.
   */
  toDialogue: base
    .input(
      z.object({ ...filter, title: z.string().max(200), shape: z.enum(['barks', 'sheet']).default('barks') }),
    )
    .output(z.object({ dialogueId: id, lines: z.number().int() })),
}
