// training.*: the workshop: which models there are, runs that learn from this project, live and resumable.
import { eventIterator } from '@orpc/contract'
import * as z from 'zod'
import { base, id } from './base.ts'

/** One setting of a model, derived from its definition: enough to draw a form and to explain the default. */
export const settingField = z.object({
  key: z.string(),
  type: z.enum(['number', 'integer', 'boolean', 'choice']),
  title: z.string(),
  reason: z.string(),
  default: z.union([z.number(), z.boolean(), z.string()]),
  min: z.number().nullable(),
  max: z.number().nullable(),
  choices: z.array(z.string()),
})

export const modelDefinition = z.object({
  id: z.string(),
  title: z.string(),
  summary: z.string(),
  paper: z.string(),
  presets: z.array(
    z.object({ id: z.string(), title: z.string(), settings: z.record(z.string(), z.unknown()) }),
  ),
  settings: z.array(settingField),
})

export const trainingRun = z.object({
  id,
  name: z.string(),
  modelId: z.string(),
  preset: z.string(),
  state: z.enum(['queued', 'running', 'stopped', 'finished', 'failed']),
  /** Why it ended: finished, early-stop, stopped, time, interrupted, or an error message. */
  reason: z.string(),
  startedAt: z.number(),
  endedAt: z.number().nullable(),
  step: z.number(),
  /** Best validation loss, nats per token; null before the first validation. */
  bestLoss: z.number().nullable(),
  bitsPerByte: z.number().nullable(),
  /** The Kneser-Ney 3-gram on the same tokens, nats per token. */
  baselineLoss: z.number().nullable(),
  parameters: z.number().nullable(),
  hasModel: z.boolean(),
})

export const trainingEvent = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('step'),
    step: z.number(),
    loss: z.number(),
    tokensPerS: z.number(),
    elapsedMs: z.number(),
    remainingMs: z.number().nullable(),
  }),
  z.object({
    kind: z.literal('validation'),
    step: z.number(),
    loss: z.number(),
    bitsPerByte: z.number(),
    best: z.boolean(),
  }),
  z.object({ kind: z.literal('sample'), step: z.number(), text: z.string() }),
  /** The run as it now stands: sent first, on every change of state, and last. */
  z.object({ kind: z.literal('run'), run: trainingRun }),
])

export const training = {
  models: base.output(z.array(modelDefinition)),
  runs: base.output(z.array(trainingRun)),
  /** Queues a run on the whole manuscript. TOO_LITTLE_TEXT { words, needed }. */
  start: base
    .input(
      z.object({
        modelId: z.string(),
        preset: z.string(),
        settings: z.record(z.string(), z.union([z.number(), z.boolean(), z.string()])).default({}),
        name: z.string().max(200).default(''),
        seed: z.number().int().default(1),
        maxMinutes: z.number().positive().max(10_000).optional(),
      }),
    )
    .output(trainingRun),
  /** Replays the run's kept history, then follows it live until it ends. */
  watch: base.input(z.object({ runId: id })).output(eventIterator(trainingEvent)),
  /** Keeps the best weights and the last checkpoint. Idempotent. */
  stop: base.input(z.object({ runId: id })).output(trainingRun),
  resume: base
    .input(z.object({ runId: id, maxMinutes: z.number().positive().optional() }))
    .output(trainingRun),
  remove: base.input(z.object({ runId: id })),
}
