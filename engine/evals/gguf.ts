// A model that was really trained, with a merged low-rank adapter, leaves as GGUF: does llama.cpp say what we say?
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { loadBackend } from '../nn/backend.ts'
import type { TrainingDocument } from '../training/corpus.ts'
import { loadModel } from '../training/model-file.ts'
import { modelExporters } from '../training/model-exporters.ts'
import { train } from '../training/trainer.ts'
import type { TrainRequest } from '../training/types.ts'
import { agreementOf, readByModel } from './gguf/compare.ts'
import { loadLlama, readByLlama } from './gguf/llama.ts'

export interface GgufRequest {
  readonly others: readonly TrainingDocument[]
  /** What the adapter learns from. */
  readonly own: readonly TrainingDocument[]
  /** Read by both, and never learnt from. */
  readonly heldOut: string
  /** Of training the base; the adapter takes half as long. */
  readonly minutes: number
  readonly settings?: Readonly<Record<string, unknown>>
  readonly folder: string
  readonly seed: number
  readonly threads?: number
  readonly signal: AbortSignal
  now(): number
  say(line: string): void
}

const POSITIONS = 200

export async function runGguf(request: GgufRequest) {
  const { folder, others, own, heldOut, minutes, settings = {}, seed, signal, now, say } = request
  const found = await loadLlama()
  if (!('llama' in found))
    throw new Error(`node-llama-cpp is needed to read what is exported; ${found.reason}`)
  const backend = await loadBackend({ threads: request.threads ?? 1 })
  const learn = async (
    name: string,
    wish: Pick<TrainRequest, 'documents' | 'settings' | 'tuning'>,
    share: number,
  ) => {
    const common = { modelId: 'transformer', preset: 'small', language: 'en', seed, resume: true } as const
    const result = await train(
      { runDir: join(folder, name), ...common, ...wish, maxMinutes: minutes * share },
      {
        signal,
        backend,
        now,
        onEvent: (event) => {
          if (event.type === 'validation') say(`${name}  step ${event.step}  ${event.loss.toFixed(4)} nats`)
        },
      },
    )
    signal.throwIfAborted()
    return result
  }
  const base = await learn('base', { documents: others, settings }, 1)
  const tuning = { baseFile: base.modelFile, plan: { kind: 'lora', scale: 2 } } as const
  const adapted = await learn('adapter', { documents: own, tuning }, 0.5)
  const loaded = await loadModel(adapted.modelFile)
  const tokens = [...loaded.tokenizer.encode(heldOut)].slice(0, POSITIONS)
  const theirTokens: boolean[] = []
  // A model that knows so much at once is read in stretches no longer, each from its beginning.
  const window = loaded.card.settings.sequenceLength
  const parts = Array.from({ length: Math.ceil(tokens.length / window) }, (_, i) =>
    tokens.slice(i * window, (i + 1) * window),
  )
  const ours = parts.flatMap((part) => readByModel(loaded.model, part))
  const gguf = modelExporters.find(({ id }) => id === 'gguf')!
  const agreement = async (precision: 'f32' | 'f16' | 'q8_0') => {
    const modelPath = join(folder, `${precision}.gguf`)
    await writeFile(modelPath, gguf.run(loaded, { precision, emotion: 'none' }))
    const theirs = await found.llama.loadModel({ modelPath, gpuLayers: 0 })
    const cut = theirs.tokenize(heldOut).map(Number).slice(0, POSITIONS)
    theirTokens.push(cut.every((token, at) => token === tokens[at]))
    const read: Float32Array[] = []
    for (const part of parts) read.push(...(await readByLlama(theirs, part)))
    await theirs.dispose()
    const figures = agreementOf(ours, read)
    const { sameTop, positions, furthest } = figures
    say(
      `${precision}: the same likeliest token at ${sameTop} of ${positions}, furthest ${furthest.toExponential(1)}`,
    )
    return figures
  }
  const [f32, f16, q8] = [await agreement('f32'), await agreement('f16'), await agreement('q8_0')]
  loaded.model.dispose()
  return {
    seed,
    positions: tokens.length,
    sameTokens: theirTokens.every((same) => same),
    f32,
    f16,
    q8,
    base: { steps: base.step, bitsPerByte: base.bestBitsPerByte, minutes: base.elapsedMs / 60_000 },
    adapter: {
      steps: adapted.step,
      bitsPerByte: adapted.bestBitsPerByte,
      minutes: adapted.elapsedMs / 60_000,
    },
    settings: loaded.card.settings,
  }
}
