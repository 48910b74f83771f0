// npc.*: sessions in which somebody of the story speaks with a player: line by line, with a feeling that lasts and a bounded
// memory. A session belongs to the key that made it.
import { eventIterator } from '@orpc/contract'
import * as z from 'zod'
import { base, chance, fraction, id } from './base.ts'
import { change, emotionalState, lineFeeling, storyEvent } from './cast.ts'
import { toldContext } from './context-piece.ts'

const signed = z.number().min(-1).max(1)
const minutes = z.number().min(0).max(1e9)
const relation = z.object({ trust: signed, respect: signed, familiarity: fraction })
const remembered = z.object({ text: z.string().trim().min(1).max(300), importance: fraction })

const turn = z.object({
  role: z.enum(['player', 'npc', 'event']),
  text: z.string(),
  feeling: lineFeeling,
  atMinutes: minutes,
})

const summary = {
  id,
  characterId: id.nullable(),
  name: z.string(),
  playerName: z.string(),
  /** Spoken to the end, forgotten ones too. */
  lines: z.number().int(),
  /** How the next line would sound. */
  feeling: lineFeeling,
  relation,
  state: emotionalState,
  createdAt: z.number(),
  updatedAt: z.number(),
}
const session = z.object({
  ...summary,
  /** The newest lines word for word, and what stayed of those before. */
  turns: z.array(turn),
  memories: z.array(remembered.extend({ atMinutes: minutes })),
})

/** Minutes that have passed for them since the last time; absent: those of the clock on the wall. */
const passed = minutes.optional()
/** A name of the caller's own: the same one asked again gets the same answer again, and nothing is said twice. */
const turnId = z.string().min(1).max(64).optional()

export const npc = {
  /** Of the cast (`characterId`: the id, or a name), or of whom `persona` tells. NOT_FOUND, BAD_INPUT, CONFLICT (too many), READ_ONLY. */
  create: base
    .input(
      z.object({
        characterId: z.string().min(1).max(200).optional(),
        persona: change.optional(),
        playerName: z.string().trim().max(200).default(''),
        /** What they hold the player for. */
        relation: relation.partial().default({}),
        /** What they shall know of before the first word. */
        memories: z.array(remembered).max(60).default([]),
        /** Where in the story they are: they know nothing of later. Absent: all of it has happened. */
        sceneId: id.optional(),
        /** Who writes their lines; absent: the first that follows instructions, else whoever comes first. */
        writerId: id.optional(),
      }),
    )
    .output(session),
  /** The caller's own, spoken with last first. */
  list: base.output(z.array(z.object(summary))),
  /** NOT_FOUND. */
  get: base.input(z.object({ id })).output(session),
  /** NOT_FOUND. */
  remove: base.input(z.object({ id })),
  /** Something happens to them; nobody speaks. `event` says what it means to them, `text` is remembered. NOT_FOUND, CONFLICT. */
  happen: base
    .input(
      z.object({
        id,
        text: z.string().trim().min(1).max(2000),
        event: storyEvent.default({}),
        minutes: passed,
        turnId,
      }),
    )
    .output(session),
  /**
   * The player says something, they answer. Stopped or failed, nothing of it was said and they feel as before. NOT_FOUND,
   * CONFLICT while they speak, MODEL_MISSING, MODEL_FAILED, SERVER_FAILED, DOOR_CLOSED.
   */
  say: base
    .input(
      z.object({
        id,
        text: z.string().trim().min(1).max(4000),
        minutes: passed,
        /** At most, of the answer. */
        words: z.number().int().min(1).max(300).default(40),
        ...chance,
        turnId,
      }),
    )
    .output(
      eventIterator(
        z.discriminatedUnion('kind', [
          /** How the player's words were heard, and the feeling that they answer in. */
          z.object({ kind: z.literal('heard'), heard: lineFeeling, feeling: lineFeeling }),
          /** What they are told beside the question; to the studio itself only, never to who calls from outside. */
          z.object({ kind: z.literal('told'), told: toldContext }),
          z.object({ kind: z.literal('text'), text: z.string() }),
          z.object({
            kind: z.literal('line'),
            /** Whole, as it is kept. */
            text: z.string(),
            /** As it was meant. */
            emotion: lineFeeling,
            /** As an analyser reads it. */
            reads: lineFeeling,
            relation,
            state: emotionalState,
            tokens: z.number().int(),
            /** It was said before, under the same `turnId`. */
            repeated: z.boolean(),
          }),
        ]),
      ),
    ),
}
