// model.*: trained models as things of their own: what they are, made smaller, taken along into other programs.
import { eventIterator } from '@orpc/contract'
import * as z from 'zod'
import { base, exported, file, fraction, id, progress } from './base.ts'
import { fileCard, fileTrouble, newVoice, serverFacts, voiceChange, voiceSource } from './voices.ts'

/**
 * The model of a run of the open project; or, for which none need be open, one that comes with the studio, or a model
 * file (or a run's folder) on the disk.
 */
export const modelSource = z.union([
  z.object({ runId: id }),
  z.object({ shippedId: id }),
  z.object({ path: z.string().min(1) }),
])

export const trainedModel = z.object({
  source: modelSource,
  name: z.string(),
  modelId: z.string(),
  language: z.string(),
  parameters: z.number(),
  sizeBytes: z.number(),
  step: z.number(),
  /** Nats per token and bits per byte on the text that was held out. */
  validationLoss: z.number(),
  bitsPerByte: z.number(),
  vocabularySize: z.number(),
  /** Matrices as 8-bit numbers with a scale a row. */
  eightBit: z.boolean(),
  /** Of a model that was made from a larger one. */
  shrunk: z
    .object({
      from: z.string(),
      /** Share of every matrix that became zero. */
      prune: fraction,
      eightBit: z.boolean(),
      lossBefore: z.number(),
      lossAfter: z.number(),
      bytesBefore: z.number(),
    })
    .nullable(),
  /** Ids of the formats in which it can leave. */
  formats: z.array(z.string()),
})

export const modelFormat = z.object({
  id: z.string(),
  title: z.string(),
  extension: z.string(),
  options: z.array(
    z.object({ key: z.string(), title: z.string(), choices: z.array(z.string()), default: z.string() }),
  ),
})

export const model = {
  /** Every model of the open project, the one trained last first, shrunk ones behind, then those that come with the studio. */
  list: base.output(z.array(trainedModel)),
  /** MODEL_MISSING, NOT_FOUND, FILE_NOT_FOUND; FILE_UNREADABLE for a file that is no model of ours. */
  info: base.input(z.object({ source: modelSource })).output(
    trainedModel.extend({
      tokenizer: z.string(),
      settings: z.record(z.string(), z.unknown()),
      tensors: z.array(z.object({ name: z.string(), dtype: z.string(), shape: z.array(z.number()) })),
    }),
  ),
  /** Model files and servers that the writer added; they write in every project. */
  sources: base.output(z.array(voiceSource)),
  /**
   * Remembers a model file, every model file of a folder, or a server; nothing is copied. What is known already is not
   * added twice. FILE_NOT_FOUND, FILE_UNREADABLE; SERVER_FAILED { trouble }, DOOR_CLOSED.
   */
  add: base.input(newVoice).output(z.array(voiceSource)),
  /** BAD_INPUT for what its kind does not have. NOT_FOUND. */
  change: base.input(z.object({ id, change: voiceChange })).output(voiceSource),
  /** Forgets it and its key; a file stays where it is. NOT_FOUND. */
  remove: base.input(z.object({ id })),
  /** Looks without adding: what a file (or a folder's files) says of itself and whether it fits, or what a server has. */
  probe: base.input(z.union([newVoice, z.object({ id })])).output(
    z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('files'),
        files: z.array(fileCard),
        unreadable: z.array(z.object({ path: z.string(), trouble: fileTrouble, why: z.string() })),
      }),
      serverFacts.extend({ kind: z.literal('server') }),
    ]),
  ),
  /** Model files in the folders of other programs on this machine; looked for only when asked. */
  findKnown: base.output(
    z.array(z.object({ program: z.string(), path: z.string(), name: z.string(), sizeBytes: z.number() })),
  ),
  /**
   * What servers were given to read from this project, the last first: as it was sent, with what was masked beside it.
   */
  sent: base.input(z.object({ limit: z.number().int().min(1).max(200).default(30) })).output(
    z.array(
      z.object({
        id,
        kind: z.enum(['passage', 'conversation', 'picture']),
        modelName: z.string(),
        at: z.number(),
        /** In order they are what was sent; `original` is what stands in the text there instead. */
        pieces: z.array(z.object({ sent: z.string(), original: z.string().nullable() })),
      }),
    ),
  ),
  formats: base.output(z.array(modelFormat)),
  /**
   * Writes to `path` (whole or not at all) or, without one, keeps the file for `download`; callers in the same process
   * get it as the stream's return value too. UNSUPPORTED_FORMAT where the model cannot leave so.
   */
  export: base
    .input(
      z.object({
        source: modelSource,
        format: z.string(),
        options: z.record(z.string(), z.string()).default({}),
        path: z.string().optional(),
      }),
    )
    .output(
      eventIterator(z.discriminatedUnion('kind', [progress, exported]), z.object({ file: file.nullable() })),
    ),
  /** The bytes of an export without a path; handed out once. NOT_FOUND. */
  download: base.input(z.object({ downloadId: id })).output(z.instanceof(File)),
  /**
   * Prunes, makes 8-bit, or both, and measures before and after on the held-out end of the project's text. The result
   * is a run of the project that the co-writer can choose, or with `path` a model file. BAD_INPUT where nothing is asked.
   */
  shrink: base
    .input(
      z.object({
        source: modelSource,
        prune: fraction.default(0),
        eightBit: z.boolean().default(false),
        name: z.string().max(200).default(''),
        path: z.string().optional(),
      }),
    )
    .output(
      eventIterator(
        z.discriminatedUnion('kind', [progress, z.object({ kind: z.literal('done'), model: trainedModel })]),
      ),
    ),
}
