// Every kind of work that another machine can do: what it needs, what it gives, how it is done. Nothing in it knows of a
// project: whoever asks keeps the result, so that a result that comes twice is kept once.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { encodeFinding } from '../analysis/finding-codec.ts'
import type { SampleChunk } from '../models/passage.ts'
import type { TrainEvent } from '../training/types.ts'
import type { EngineParts } from './engine-parts.ts'
import { fulfilOrder, type FulfilledOrder } from '../generation/lines/fulfil-order.ts'
import { grammarWriter } from '../generation/lines/grammar-writer.ts'
import type { LineOrder, LineWriter } from '../generation/lines/line-order.ts'
import { CarriedCheckpoint } from './carried-checkpoint.ts'
import { continuedLines } from './line-writers.ts'
import { plainReaders } from './line-readers.ts'
import { OWN_SIDE_BY_SIDE } from './voices.ts'
import type { SharedFiles, SharedNotes } from './shared-work.ts'

type Tools = Pick<EngineParts, 'analysis' | 'tensors'>

/** Where a piece of work is done. */
export interface WorkPlace {
  /** Somebody wants it to end. */
  readonly signal: AbortSignal
  readonly files: SharedFiles
  readonly notes: SharedNotes
  /** A folder for what must still be there when the work is begun again on this machine. */
  readonly folder: string
  report(event: unknown): void
}

interface Kind<Input extends z.ZodType, Output extends z.ZodType> {
  readonly input: Input
  readonly output: Output
  /** Stopped, it gives what it has instead of nothing: whoever asked waits for it. */
  readonly givesWhenStopped: boolean
  run(tools: Tools, input: z.infer<Input>, place: WorkPlace): Promise<z.infer<Output>>
}

const kind = <Input extends z.ZodType, Output extends z.ZodType>(
  of: Kind<Input, Output>,
): Kind<Input, Output> => of

const sha256 = z.string().regex(/^[0-9a-f]{64}$/u)
/** Becomes the name of a folder. */
const folderName = z.string().regex(/^[\w-]{1,64}$/u)

const condition = z.object({
  mix: z.array(z.number()).optional(),
  valence: z.number().optional(),
  arousal: z.number().optional(),
  dominance: z.number().optional(),
  language: z.enum(['en', 'zh']).optional(),
})

/** How texts feel, one finding each, in order. */
const analyze = kind({
  input: z.object({ texts: z.array(z.string()) }),
  output: z.object({ findings: z.array(z.string()) }),
  givesWhenStopped: false,
  async run({ analysis }, { texts }, { signal }) {
    return { findings: (await analysis.analyze(texts, signal)).map(encodeFinding) }
  },
})

const passage = z.object({
  prompt: z.string(),
  maxWords: z.number(),
  candidates: z.number(),
  seed: z.number(),
  sampling: z.record(z.string(), z.unknown()).optional(),
  condition: condition.optional(),
  conditionWeight: z.number().optional(),
  guide: z
    .object({
      wish: z.record(z.string(), z.number()),
      strength: z.number(),
      words: z.record(z.string(), z.array(z.number())).optional(),
    })
    .optional(),
  favour: z.object({ words: z.array(z.string()), strength: z.number() }).optional(),
  stop: z.array(z.string()).optional(),
  ban: z.array(z.string()).optional(),
})

/** A passage by a model of ours, whole: what streams stays on the machine that shows it. */
const write = kind({
  input: z.object({ model: sha256, request: passage }),
  output: z.object({ chunks: z.array(z.custom<SampleChunk>((value) => typeof value === 'object')) }),
  givesWhenStopped: false,
  async run({ tensors }, { model, request }, { signal, files }) {
    const modelFile = await files.get(model)
    const wish = { ...request, modelFile } as Parameters<Tools['tensors']['sample']>[0]
    const chunks: SampleChunk[] = []
    for await (const chunk of tensors.sample(wish, { signal })) chunks.push(chunk)
    signal.throwIfAborted()
    return { chunks }
  },
})

/** Lines of one cell, checked and ranked. The order tells all that is known of the story: no project goes with it. */
const lines = kind({
  input: z.object({
    /** Null: the studio's own grammar. */
    model: sha256.nullable(),
    order: z.custom<LineOrder>(
      (value) =>
        z
          .looseObject({
            cell: z.looseObject({ situation: z.string() }),
            brief: z.looseObject({ character: z.looseObject({ name: z.string() }) }),
            seed: z.string(),
            count: z.number(),
            known: z.array(z.string()),
          })
          .safeParse(value).success,
    ),
  }),
  output: z.custom<FulfilledOrder>(
    (value) =>
      z
        .looseObject({ lines: z.array(z.looseObject({ text: z.string() })), tokens: z.number() })
        .safeParse(value).success,
  ),
  givesWhenStopped: false,
  async run({ analysis, tensors }, { model, order }, { signal, files }) {
    const modelFile = model === null ? null : await files.get(model)
    const writer: LineWriter =
      modelFile === null
        ? grammarWriter
        : {
            id: '',
            name: '',
            fingerprint: model ?? '',
            write: (wanted, count, stop) =>
              continuedLines(
                {
                  write: (request, end) => tensors.sample({ ...request, modelFile }, { signal: end }),
                  sideBySide: OWN_SIDE_BY_SIDE,
                },
                wanted,
                count,
                stop,
              ),
          }
    const given = await fulfilOrder(order, writer, plainReaders({ analysis }), signal)
    // Half an order is nobody's: it is written again.
    signal.throwIfAborted()
    return given
  },
})

const reason = z.enum(['finished', 'early-stop', 'stopped', 'time', 'rung'])

/** A run of training. Its checkpoints are sent along: another worker goes on from the last one, to the same end. */
const train = kind({
  input: z.object({
    run: folderName,
    modelId: z.string(),
    preset: z.enum(['tiny', 'small', 'base']),
    settings: z.record(z.string(), z.unknown()).optional(),
    documents: z.array(
      z.object({
        id: z.string(),
        text: z.string(),
        group: z.string().optional(),
        condition: condition.optional(),
      }),
    ),
    language: z.string(),
    seed: z.number(),
    maxMinutes: z.number().optional(),
    untilShare: z.number().optional(),
    sampleEverySteps: z.number().optional(),
    checkpointEverySeconds: z.number().optional(),
    ceilingMb: z.number().optional(),
    tuning: z
      .object({
        base: sha256,
        plan: z.union([
          z.object({ kind: z.literal('full') }),
          z.object({ kind: z.literal('prefix'), length: z.number() }),
          z.object({
            kind: z.literal('lora'),
            scale: z.number(),
            rank: z.number().optional(),
            tableRank: z.number().optional(),
            gains: z.boolean().optional(),
          }),
        ]),
      })
      .optional(),
  }),
  output: z.object({
    reason,
    step: z.number(),
    bestLoss: z.number(),
    bestBitsPerByte: z.number(),
    baselineLoss: z.number(),
    baselineBitsPerByte: z.number(),
    elapsedMs: z.number(),
    model: sha256,
  }),
  givesWhenStopped: true,
  async run({ tensors }, { run, tuning, ...input }, { signal, files, notes, folder, report }) {
    const runDir = join(folder, run)
    const identity = JSON.stringify({ ...input, tuning })
    const carried = new CarriedCheckpoint({ files, notes }, { run, identity, runDir })
    await carried.fetch()
    const adapted = tuning && { plan: tuning.plan, baseFile: await files.get(tuning.base) }
    const request = { ...input, runDir, resume: true, ...(adapted ? { tuning: adapted } : {}) }
    const onEvent = (event: TrainEvent): void => {
      if (event.type === 'checkpoint') carried.send()
      report(event)
    }
    const { modelFile, ...result } = await tensors.train(request, { signal, onEvent })
    const model = await files.put(modelFile)
    // What may go on later goes on from here.
    if (result.reason === 'stopped' || result.reason === 'rung') await carried.rest()
    else {
      await carried.forget(model)
      await rm(runDir, { recursive: true })
    }
    return { ...result, model }
  },
})

export const WORK_KINDS = { analyze, write, lines, train }

export type WorkKindId = keyof typeof WORK_KINDS
export type WorkInput<Id extends WorkKindId> = z.input<(typeof WORK_KINDS)[Id]['input']>
export type WorkOutput<Id extends WorkKindId> = z.output<(typeof WORK_KINDS)[Id]['output']>

export const isWorkKind = (id: string): id is WorkKindId => Object.hasOwn(WORK_KINDS, id)

/** Does a piece of work here. Throws ZodError where the input is not what the kind needs. */
export const doWork = async (
  tools: Tools,
  id: WorkKindId,
  input: unknown,
  place: WorkPlace,
): Promise<unknown> => {
  const found: Kind<z.ZodType, z.ZodType> = WORK_KINDS[id]
  return found.run(tools, found.input.parse(input), place)
}
