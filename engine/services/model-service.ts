// model.*: trained models listed, described, made smaller, taken along. The work itself is the tensor thread's.
import { createReadStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Inputs, Outputs } from '../contract/index.ts'
import { WHOLE_BOOK } from '../domain/dataset.ts'
import { EMOTIONS } from '../domain/emotion.ts'
import { EngineError } from '../domain/errors.ts'
import { newId } from '../domain/ids.ts'
import type { TrainingRun } from '../domain/training-run.ts'
import { conditionOf } from '../generation/wanted.ts'
import type { Condition } from '../models/condition.ts'
import { findModel } from '../models/registry.ts'
import { chooseOptions, modelExporters, type ModelExporter } from '../training/model-exporters.ts'
import { asJob } from './as-job.ts'
import type { OpenProject, RequestContext } from './context.ts'
import { exportDownloads } from './export-downloads.ts'
import { safeName } from '../exporters/safe-name.ts'
import { checkTarget, writeExport } from './export-target.ts'
import {
  findSource,
  modelOfRun,
  modelOfShipped,
  toContractModel,
  type FoundModel,
  type TrainedModel,
} from './model-source.ts'
import { os, projectOf } from './os.ts'
import { withProgress } from './progress-stream.ts'
import { sentLog } from './sent-log.ts'
import { shippedModels } from './shipped-models.ts'
import { trainingCorpus } from './training-corpus.ts'
import { voiceSourceHandlers } from './voice-sources.ts'
import { trainedRuns } from './writers.ts'

type Events<Stream> = Stream extends AsyncIterable<infer Event> ? Event : never
type ExportEvent = Events<Outputs['model']['export']>
type ShrinkEvent = Events<Outputs['model']['shrink']>
/** As the contract hands it on, defaults filled in. */
type ShrinkWish = Required<Omit<Inputs['model']['shrink'], 'path'>> & { readonly path?: string | undefined }

const exporterFor = (format: string, found: FoundModel): ModelExporter => {
  const exporter = modelExporters.find(({ id }) => id === format)
  if (exporter?.accepts(findModel(found.header.card.modelId), found.header.card) === true) return exporter
  throw new EngineError(
    'UNSUPPORTED_FORMAT',
    'This model cannot leave in this format. Nothing was written; choose one of its formats.',
    { format, model: found.header.card.modelId },
  )
}

/** What a format cannot hold is found only in the model itself, such as a tokenizer of the first kind. */
const cannotLeave = (error: unknown): never => {
  const why = error instanceof Error ? error.message : String(error)
  throw new EngineError('UNSUPPORTED_FORMAT', `${why}. Nothing was written.`, {}, { cause: error })
}

/** The same condition as the co-writer's for this wish. */
const conditionFor = (emotion: string | undefined, language: string): Condition | undefined => {
  const known = EMOTIONS.find((each) => each === emotion)
  return known && conditionOf({ emotion: known, valence: null }, language === 'zh' ? 'zh' : 'en')
}

async function* exportModel(
  input: Inputs['model']['export'],
  context: RequestContext,
  signal: AbortSignal | undefined,
): AsyncGenerator<ExportEvent, { file: File | null }> {
  const found = await findSource(context, input.source)
  const exporter = exporterFor(input.format, found)
  const options = chooseOptions(exporter, input.options ?? {})
  if (!options)
    throw new EngineError('BAD_INPUT', 'This format has no such option or choice. Nothing was written.', {
      format: exporter.id,
      options: JSON.stringify(input.options),
    })
  const target = input.path === undefined ? null : await checkTarget(input.path)
  const file = yield* asJob<ExportEvent, File | null>(
    context,
    'model',
    `${found.name} → ${exporter.title}`,
    signal,
    async function* (job) {
      const bytes = yield* withProgress(async (report) => {
        report('export', 0, 0)
        const modelFile = await found.file()
        const condition = conditionFor(options['emotion'], found.header.card.language)
        const request = { modelFile, format: exporter.id, options, ...(condition ? { condition } : {}) }
        return context.engine.tensors.exportModel(request).catch(cannotLeave)
      })
      job.signal.throwIfAborted()
      const name = `${safeName(found.name.replace(/\.safetensors$/, ''), 'model')}.${exporter.extension}`
      const download = target === null ? new File([new Uint8Array(bytes)], name) : null
      if (target !== null) await writeExport(target, { bytes, companions: [] })
      yield {
        kind: 'done',
        path: target,
        sizeBytes: bytes.length,
        downloadId: download && exportDownloads.keep(context.session, download),
      }
      return download
    },
  )
  return { file: file ?? null }
}

const usualName = (name: string, { prune, eightBit }: Pick<ShrinkWish, 'prune' | 'eightBit'>): string =>
  [name, ...(prune > 0 ? [`−${Math.round(prune * 100)} %`] : []), ...(eightBit ? ['8 bit'] : [])].join(' · ')

/** The shrunk model as a run of its own: it can write at once, and not be trained on. */
const addRun = async (
  { engine, session }: RequestContext,
  project: OpenProject,
  file: string,
  found: FoundModel,
  name: string,
): Promise<TrainedModel> => {
  const { runs, blobs } = project.store
  const { hash } = await blobs.put(
    () => createReadStream(file) as AsyncIterable<Uint8Array>,
    'application/x-safetensors',
  )
  const { card, parameters } = found.header
  const now = engine.now()
  const draft: TrainingRun = {
    id: newId(),
    name,
    modelId: card.modelId,
    preset: found.run?.preset ?? 'small',
    settings: found.run?.settings ?? {},
    dataset: found.run?.dataset ?? WHOLE_BOOK,
    seed: found.run?.seed ?? 0,
    maxMinutes: null,
    state: 'finished',
    reason: 'shrunk',
    startedAt: now,
    endedAt: now,
    step: card.step,
    bestLoss: null,
    bitsPerByte: null,
    baselineLoss: found.run?.baselineLoss ?? null,
    parameters,
    modelHash: hash,
    adapter: null,
    trial: null,
    memory: null,
    backend: null,
  }
  const made = await modelOfRun({ engine, session }, draft)
  const { validationLoss: bestLoss, bitsPerByte } = made.header.card
  runs.insert({ ...draft, bestLoss, bitsPerByte })
  project.events.publish('change', { kind: 'training' })
  return toContractModel(made)
}

async function* shrink(
  wish: ShrinkWish,
  context: RequestContext,
  signal: AbortSignal | undefined,
): AsyncGenerator<ShrinkEvent> {
  const { engine } = context
  const { prune, eightBit } = wish
  if (prune === 0 && !eightBit)
    throw new EngineError('BAD_INPUT', 'Say what share to prune, or ask for 8 bits. Nothing was changed.')
  // The text that the loss is measured on.
  const project = projectOf(context)
  const found = await findSource(context, wish.source)
  const path = wish.path === undefined ? null : await checkTarget(wish.path)
  const name = wish.name.trim() || usualName(found.name, wish)
  const folder = join(engine.dataDir, 'models')
  // Beside its place, so that a rename is enough; a file that broke off never has the name that was asked for.
  const temporary = join(path === null ? folder : dirname(path), `.${newId()}.safetensors`)
  yield* asJob<ShrinkEvent, void>(context, 'model', name, signal, async function* (job) {
    try {
      yield* withProgress(async (report) => {
        report('measure', 0, 100)
        await mkdir(dirname(temporary), { recursive: true })
        const request = {
          modelFile: await found.file(),
          target: temporary,
          name: found.name,
          plan: { prune, quantize: eightBit },
          documents: await trainingCorpus(engine, project, found.run?.dataset),
        }
        const onProgress = (share: number): void => {
          job.report(Math.round(share * 100), 100)
          report('measure', Math.round(share * 100), 100)
        }
        return engine.tensors.shrinkModel(request, { signal: job.signal, onProgress })
      })
      job.signal.throwIfAborted()
      if (path === null) yield { kind: 'done', model: await addRun(context, project, temporary, found, name) }
      else {
        await rename(temporary, path)
        const made = await findSource(context, { path })
        yield { kind: 'done', model: toContractModel({ ...made, name: basename(path) }) }
      }
    } finally {
      await rm(temporary, { force: true })
    }
  })
}

export const modelRouter = {
  ...voiceSourceHandlers,

  list: os.model.list.handler(async ({ context }) => {
    const models: TrainedModel[] = []
    for (const run of trainedRuns(projectOf(context)))
      models.push(toContractModel(await modelOfRun(context, run)))
    for (const shipped of await shippedModels()) models.push(toContractModel(modelOfShipped(shipped)))
    return models
  }),

  info: os.model.info.handler(async ({ input, context }) => {
    const found = await findSource(context, input.source)
    const { card, tokenizerKind, tensors } = found.header
    return {
      ...toContractModel(found),
      tokenizer: tokenizerKind,
      settings: { ...card.settings },
      tensors: [...tensors].map(([name, { dtype, shape }]) => ({ name, dtype, shape: [...shape] })),
    }
  }),

  sent: os.model.sent.handler(({ input, context }) => sentLog(projectOf(context).store, input.limit)),

  formats: os.model.formats.handler(() =>
    modelExporters.map(({ id, title, extension, options }) => ({
      id,
      title,
      extension,
      options: options.map((option) => ({ ...option, choices: [...option.choices] })),
    })),
  ),

  export: os.model.export.handler(({ input, context, signal }) => exportModel(input, context, signal)),

  download: os.model.download.handler(({ input, context }) =>
    exportDownloads.take(context.session, input.downloadId),
  ),

  shrink: os.model.shrink.handler(({ input, context, signal }) => shrink(input, context, signal)),
}
