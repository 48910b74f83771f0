// service.*: the studio behind an address, for games and other programs: who may call it, and what they call.
import { eventIterator } from '@orpc/contract'
import * as z from 'zod'
import { SERVICE_SCOPES } from '../domain/service.ts'
import { base, chance, fraction, id } from './base.ts'
import { emotion, feelingFields } from './feeling.ts'

const state = z.object({
  running: z.boolean(),
  /** Null while it does not run. */
  url: z.string().nullable(),
  /** Pieces of writing under way, and those that wait for their turn. */
  writing: z.number().int(),
  waiting: z.number().int(),
  /** Since it began: requests that were answered, turned away, and tokens that were written. */
  answered: z.number().int(),
  refused: z.number().int(),
  tokens: z.number().int(),
})

const key = z.object({
  id,
  name: z.string().min(1).max(100),
  scopes: z.array(z.enum(SERVICE_SCOPES)),
  createdAt: z.number(),
  /** Null: until it is taken away. */
  expiresAt: z.number().nullable(),
  /** Null: without a limit. Days begin at midnight UTC. */
  requestsAMinute: z.number().int().min(1).nullable(),
  tokensADay: z.number().int().min(1).nullable(),
})

const curve = z
  .array(z.object({ x: fraction, y: z.number().min(-1).max(1) }))
  .min(1)
  .max(200)
  .refine((points) => points.every((point, index) => index === 0 || point.x > points[index - 1].x), {
    message: 'the points must run from left to right, each at its own place',
  })

export const service = {
  /** Serves the connection's project. CONFLICT when it already runs, DOOR_CLOSED for an address beyond this machine. */
  start: base
    .input(
      z.object({
        /** Any but a loopback address needs the door `serve`. */
        host: z.string().min(1).max(253).default('127.0.0.1'),
        /** 0: a free one. */
        port: z.number().int().min(0).max(65_535).default(0),
        /** Where keys are kept; absent: with the studio's own data. */
        keyFile: z.string().max(4096).optional(),
        /** So many write at once, each in a thread of its own. */
        workers: z.number().int().min(1).max(64).default(1),
        /** So many may wait; the next is told when to come back. */
        queue: z.number().int().min(0).max(10_000).default(64),
        /** Pages of these origins may call; none by default. */
        origins: z.array(z.url()).max(100).default([]),
        /** What is under way gets so long when the service ends. */
        drainMs: z.number().int().min(0).max(600_000).default(10_000),
        /** A line of JSON a request on standard error; never what was written or read. */
        log: z.boolean().default(false),
      }),
    )
    .output(state),
  /** Takes no more, ends what is under way, then closes. Idempotent. */
  stop: base.output(state),
  state: base.output(state),
  keys: base.input(z.object({ keyFile: z.string().max(4096).optional() })).output(z.array(key)),
  /** The secret is told this once; what is kept is its hash. */
  addKey: base
    .input(
      key
        .omit({ id: true, createdAt: true })
        .partial({ expiresAt: true, requestsAMinute: true, tokensADay: true })
        .extend({ scopes: z.array(z.enum(SERVICE_SCOPES)).min(1), keyFile: z.string().max(4096).optional() }),
    )
    .output(key.extend({ secret: z.string() })),
  /** NOT_FOUND. What the key has under way goes on to its end. */
  removeKey: base.input(z.object({ id, keyFile: z.string().max(4096).optional() })).output(z.array(key)),
  /**
   * Writes on from a text that is not in the project, once or along an arc; nothing is kept. Abort stops within one
   * token. MODEL_MISSING, NOT_FOUND, MODEL_FAILED, SERVER_FAILED, DOOR_CLOSED.
   */
  write: base
    .input(
      z.object({
        text: z.string().max(100_000),
        writerId: id.optional(),
        /** Of each passage. */
        words: z.number().int().min(1).max(2000).optional(),
        ...chance,
        emotion: emotion.optional(),
        /** Valence over the passages, x 0 … 1; each passage aims at its middle. `emotion` outranks it. */
        arc: curve.optional(),
        passages: z.number().int().min(1).max(50).default(1),
      }),
    )
    .output(
      eventIterator(
        z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('started'), modelName: z.string(), seed: z.number() }),
          z.object({ kind: z.literal('text'), passage: z.number(), text: z.string() }),
          z.object({
            kind: z.literal('passage'),
            passage: z.number(),
            text: z.string(),
            tokens: z.number(),
            /** The valence that was aimed at; null without an arc. */
            wanted: z.number().nullable(),
            ...feelingFields,
          }),
          z.object({ kind: z.literal('done'), text: z.string(), tokens: z.number() }),
        ]),
      ),
    ),
}
