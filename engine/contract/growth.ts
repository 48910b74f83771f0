// growth.*: dialogues that grow from a goal and an arc: written beat by beat beside the dialogue, looked through, taken in.
import { eventIterator } from '@orpc/contract'
import * as z from 'zod'
import { BONDS } from '../domain/cast/relation.ts'
import { BEAT_ROLES, GROWTH_LIMITS, GROWTH_SHAPES, TONES } from '../domain/dialogue/growth/growth.ts'
import { BATCH_STATES, REFUSALS } from '../domain/lines/npc-line.ts'
import { base, id } from './base.ts'
import { lineFeeling } from './cast.ts'
import { toldContext } from './context-piece.ts'
import { dialogueGraph, dialogueNode, dialogueVariable } from './dialogue.ts'
import { emotion, feelingFields } from './feeling.ts'
import { budget } from './lines.ts'

const upTo = (limit: number) => z.number().int().min(1).max(limit)

const wish = z.object({
  /** What the talk is to come to; models are told, the grammar does not understand it. */
  goal: z.string().trim().max(600).default(''),
  /** Who speaks, by turns. */
  castIds: z.array(id).min(1).max(GROWTH_LIMITS.cast),
  /** The player's own sheet; null: somebody of whom nothing is known. */
  playerId: id.nullable().default(null),
  bond: z.enum(BONDS).default('stranger'),
  /** Feelings from the first words to the last. */
  arc: z.array(emotion).min(1).max(GROWTH_LIMITS.arc).default(['neutral']),
  shape: z.enum(GROWTH_SHAPES).default('braid'),
  breadth: upTo(GROWTH_LIMITS.breadth).default(3),
  depth: upTo(GROWTH_LIMITS.depth).default(3),
  lines: upTo(GROWTH_LIMITS.lines).default(2),
  conditions: z.boolean().default(true),
  maxNodes: z.number().int().min(20).max(GROWTH_LIMITS.nodes).default(120),
  sceneId: id.nullable().default(null),
  /** One of cowriter.writers; null: the studio's own grammar, which needs no model. */
  writerId: id.nullable().default(null),
  maxCharacters: z.number().int().min(20).max(2000).default(160),
  filter: z.enum(['off', 'mild', 'strict']).default('off'),
  budget: budget.default({}),
})
const seed = z.number().int().optional()

const origin = z.object({ nodeId: id, exit: id }).nullable()

const part = z.object({
  id,
  /** Of which it is the words: the node's, or one of its options. */
  nodeId: id,
  role: z.enum(BEAT_ROLES),
  tone: z.enum(TONES),
  speakerId: id.nullable(),
  /** Asked for. */
  emotion,
  depth: z.number().int(),
  factId: id.nullable(),
  /** `failed`: no draft was good enough. */
  state: z.enum(['waiting', 'written', 'failed']),
  text: z.string(),
  tagged: lineFeeling,
  /** What an analyser reads in it. */
  feeling: z.object(feelingFields).nullable(),
  score: z.number(),
  reasons: z.array(z.object({ key: z.string(), value: z.number(), weight: z.number().optional() })),
  refused: z.partialRecord(z.enum(REFUSALS), z.number().int()),
  isDropped: z.boolean(),
})

const state = z.object({
  dialogueId: id,
  origin,
  wish: wish.extend({ seed: z.number().int() }),
  state: z.enum(BATCH_STATES),
  writerName: z.string(),
  tokens: z.number().int(),
  createdAt: z.number(),
  startId: id,
  /** With their words as far as they are written, each at the place that it would have. */
  nodes: z.array(dialogueNode),
  variables: z.array(dialogueVariable),
  parts: z.array(part),
  done: z.number().int(),
  total: z.number().int(),
})

const growing = eventIterator(
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('started'), growth: state }),
    z.object({ kind: z.literal('loading'), share: z.number() }),
    /** What a model was told for the beat that follows; the grammar is told nothing. */
    z.object({ kind: z.literal('told'), told: toldContext }),
    z.object({
      kind: z.literal('part'),
      part,
      done: z.number().int(),
      total: z.number().int(),
      tokens: z.number().int(),
    }),
    z.object({ kind: z.literal('ended'), growth: state }),
  ]),
)

const one = z.object({ dialogueId: id, partId: id })

export const growth = {
  /** How large it would become; nothing is written. NOT_FOUND. */
  plan: base
    .input(wish.extend({ dialogueId: id, seed }))
    .output(z.object({ nodes: z.number().int(), lines: z.number().int(), options: z.number().int() })),
  /**
   * What a model would be told for the first line; nothing is sent. Null: the grammar is told nothing.
   * NOT_FOUND, MODEL_MISSING.
   */
  preview: base.input(wish.extend({ dialogueId: id, seed })).output(toldContext.nullable()),
  /**
   * Grows out of a way of a node (null: in an empty dialogue), beat by beat, beside the dialogue. A stop keeps what is there.
   * NOT_FOUND; CONFLICT where something grows already; the errors of the writer, with what was written kept.
   */
  begin: base.input(wish.extend({ dialogueId: id, origin: origin.default(null), seed })).output(growing),
  /** Goes on with what is missing. @param budget counts anew. NOT_FOUND, CONFLICT while it grows. */
  resume: base.input(z.object({ dialogueId: id, budget: budget.default({}) })).output(growing),

  /** Null where nothing grows. */
  get: base.input(z.object({ dialogueId: id })).output(state.nullable()),
  /** Which beats are taken in; one undo step. NOT_FOUND. */
  decide: base
    .input(z.object({ dialogueId: id, partIds: z.array(id).min(1).max(2000), keep: z.boolean() }))
    .output(state),
  /** One beat anew, by the same writer; one undo step. NOT_FOUND, the errors of the writer. */
  rewrite: base.input(one).output(state),
  /** One beat in the writer's own words; one undo step. NOT_FOUND, BAD_INPUT for none. */
  edit: base.input(one.extend({ text: z.string().max(4000) })).output(state),
  /**
   * Takes in what was written and not dropped; one undo step, after which it is a proposal again. Where the way led before,
   * all its ends lead then. BAD_INPUT where nothing is left of it; CONFLICT while it grows.
   */
  apply: base
    .input(z.object({ dialogueId: id }))
    .output(z.object({ dialogue: dialogueGraph, made: z.array(id) })),
  /** One undo step. CONFLICT while it grows. */
  discard: base.input(z.object({ dialogueId: id })),
}
