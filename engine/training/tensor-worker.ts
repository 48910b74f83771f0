// The worker thread in which tensors live: trains and writes on request; who asks is tensor-thread's business.
import { stat } from 'node:fs/promises'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import type { SampleChunk } from '../models/passage.ts'
import { loadBackend } from '../nn/backend.ts'
import { chooseThreads } from '../nn/choose-threads.ts'
import { countTokens } from './count-tokens.ts'
import { contrasts, Decoder } from './decoder.ts'
import { answerLatent, type LatentRequest, type LatentResult } from './latent-desk.ts'
import { LatentMap } from './latent-map.ts'
import type { FromWorker, ToWorker, WorkerSettings } from './messages.ts'
import { answerPreferences } from './preferences/preference-desk.ts'
import { modelExporters } from './model-exporters.ts'
import { loadModel, type LoadedModel } from './model-file.ts'
import { shrinkModel } from './shrink-model.ts'
import { train } from './trainer.ts'
import type { ExportRequest, SampleRequest } from './types.ts'

const port = parentPort!
const settings = workerData as WorkerSettings
const running = new Map<number, AbortController>()
const say = (message: FromWorker) => port.postMessage(message)

let writing: Promise<unknown> = Promise.resolve()
/** Each holds the weights once more: a writer who asks for one candidate and a batch that asks for eight go side by side. */
const MOST_DECODERS = 2
/** The last model that was asked to write, ready for the next request. */
let ready: {
  readonly key: string
  readonly loaded: LoadedModel
  readonly decoders: Map<string, Decoder>
} | null = null

port.on('message', (message: ToWorker) => {
  switch (message.type) {
    case 'abort':
      running.get(message.id)?.abort()
      return
    case 'close':
      for (const controller of running.values()) controller.abort()
      port.close()
      return
    case 'train':
    case 'sample':
    case 'export':
    case 'shrink':
    case 'count':
    case 'latent':
    case 'prefer':
      void answer(message)
  }
})

async function answer(message: Exclude<ToWorker, { type: 'abort' | 'close' }>): Promise<void> {
  const { id } = message
  const controller = new AbortController()
  running.set(id, controller)
  try {
    const { backend: backendId, ...rest } = settings
    const backend = await loadBackend(backendId === undefined ? rest : { ...rest, id: backendId })
    const { signal } = controller
    switch (message.type) {
      case 'train': {
        const now = () => performance.now()
        const threads = settings.threads ?? (backend.device === 'cpu' ? chooseThreads(now) : backend.threads)
        const result = await train(message.request, {
          signal,
          backend: { ...backend, threads },
          now,
          wallNow: Date.now,
          onEvent: (event) => say({ type: 'event', id, event }),
        })
        say({ type: 'result', id, result })
        break
      }
      case 'count':
        say({ type: 'result', id, result: countTokens(message.request) })
        break
      case 'latent': {
        const turn = writing.then(() => latent(message.request, signal, backend.threads))
        writing = turn.catch(() => undefined)
        say({ type: 'result', id, result: await turn })
        break
      }
      case 'prefer': {
        const progress = (share: number) => say({ type: 'progress', id, share })
        const work = { threads: backend.threads, signal, progress, turn: nextTurn }
        say({ type: 'result', id, result: await answerPreferences(message.request, work) })
        break
      }
      case 'sample': {
        // One passage at a time: the model's memory holds one.
        const turn = writing.then(() => sample(id, message.request, signal, backend.threads))
        writing = turn.catch(() => undefined)
        await turn
        say({ type: 'result', id, result: null })
        break
      }
      case 'export':
        say({ type: 'result', id, result: await exportModel(message.request) })
        break
      case 'shrink': {
        const { modelFile, target, plan, ...rest } = message.request
        const onProgress = (share: number) => say({ type: 'progress', id, share })
        const options = { ...rest, threads: backend.threads, signal, onProgress }
        say({ type: 'result', id, result: await shrinkModel(modelFile, target, plan, options) })
      }
    }
  } catch (error) {
    const { name, message: text } = error instanceof Error ? error : new Error(String(error))
    say({ type: 'error', id, name, message: text })
  } finally {
    running.delete(id)
  }
}

/** The last model whose map was asked for. */
let mapped: { readonly key: string; readonly loaded: LoadedModel; readonly map: LatentMap } | null = null

async function latent(request: LatentRequest, signal: AbortSignal, threads: number): Promise<LatentResult> {
  signal.throwIfAborted()
  const { mtimeMs, size } = await stat(request.modelFile)
  const key = [request.modelFile, mtimeMs, size].join('|')
  if (mapped?.key !== key) {
    const loaded = await loadModel(request.modelFile)
    mapped?.loaded.model.dispose()
    mapped = { key, loaded, map: new LatentMap(loaded.model, loaded.tokenizer, threads) }
  }
  return answerLatent(mapped.map, request, signal)
}

async function sample(
  id: number,
  request: SampleRequest,
  signal: AbortSignal,
  threads: number,
): Promise<void> {
  // A few rows at a time are too little work to share: one thread is faster and leaves the others to training.
  const decoder = await decoderFor(request, Math.min(threads, request.candidates > 8 ? 2 : 1))
  let held: SampleChunk[] = []
  let heldSince = performance.now()
  for (const chunk of decoder.write(request, () => signal.aborted)) {
    held.push(chunk)
    // Every few milliseconds an abort can arrive and the text can leave.
    if (performance.now() - heldSince < 8) continue
    say({ type: 'chunks', id, chunks: held })
    held = []
    await nextTurn()
    heldSince = performance.now()
  }
  if (held.length > 0) say({ type: 'chunks', id, chunks: held })
}

async function exportModel({ modelFile, format, options, condition }: ExportRequest): Promise<Uint8Array> {
  const exporter = modelExporters.find((each) => each.id === format)
  if (!exporter) throw new RangeError(`There is no model format ${format}`)
  const loaded = await loadModel(modelFile)
  try {
    return exporter.run(loaded, options, condition)
  } finally {
    loaded.model.dispose()
  }
}

async function decoderFor(request: SampleRequest, threads: number): Promise<Decoder> {
  const { modelFile, candidates } = request
  const contrast = contrasts(request)
  const { mtimeMs, size } = await stat(modelFile)
  const key = [modelFile, mtimeMs, size].join('|')
  if (ready?.key !== key) {
    const loaded = await loadModel(modelFile)
    forgetReady()
    ready = { key, loaded, decoders: new Map() }
  }
  const { loaded, decoders } = ready
  const shape = [candidates, threads, contrast].join('|')
  const { feelings, card } = loaded
  const { plainMarks = false } = card
  const options = { candidates, threads, contrast, feelings, plainMarks, frozen: true }
  const decoder = decoders.get(shape) ?? new Decoder(loaded.model, loaded.tokenizer, options)
  // The last one used stands last.
  decoders.delete(shape)
  decoders.set(shape, decoder)
  for (const [other, old] of decoders) {
    if (decoders.size <= MOST_DECODERS) break
    old.dispose()
    decoders.delete(other)
  }
  return decoder
}

function forgetReady(): void {
  for (const decoder of ready?.decoders.values() ?? []) decoder.dispose()
  ready?.loaded.model.dispose()
}
