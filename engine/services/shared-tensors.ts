// Training, and passages that nobody watches, as the tensor thread does them; by other machines where they listen.
import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import * as z from 'zod'
import type { SampleChunk } from '../models/passage.ts'
import type { TensorThread } from '../training/tensor-thread.ts'
import type { SampleRequest, TrainEvent, TrainRequest, TrainResult } from '../training/types.ts'
import type { SharedWork } from './shared-work.ts'
import type { WorkDesk } from './work-desk.ts'
import type { WorkInput } from './work-kinds.ts'

const trainEvent = z.custom<TrainEvent>(
  (value) =>
    z
      .looseObject({ type: z.enum(['started', 'step', 'validation', 'sample', 'checkpoint']) })
      .safeParse(value).success,
)

/** A request as it leaves: its folder becomes a name, its files their hashes. */
const toInput = async (
  { files }: Pick<SharedWork, 'files'>,
  { runDir, tuning, documents, modelId, preset, settings, language, seed, ...limits }: TrainRequest,
): Promise<WorkInput<'train'>> => {
  const { maxMinutes, untilShare, sampleEverySteps, checkpointEverySeconds, ceilingMb } = limits
  return {
    run: basename(runDir),
    documents: documents.map(({ condition, ...document }) => ({
      ...document,
      ...(condition
        ? { condition: { ...condition, ...(condition.mix ? { mix: [...condition.mix] } : {}) } }
        : {}),
    })),
    modelId,
    preset,
    settings: { ...settings },
    language,
    seed,
    maxMinutes,
    untilShare,
    sampleEverySteps,
    checkpointEverySeconds,
    ceilingMb,
    ...(tuning ? { tuning: { plan: tuning.plan, base: await files.put(tuning.baseFile) } } : {}),
  } as WorkInput<'train'>
}

export class SharedTensors implements Pick<TensorThread, 'train' | 'sample'> {
  readonly #tensors: Pick<TensorThread, 'train' | 'sample'>
  readonly #desk: Pick<WorkDesk, 'others'>

  constructor(tensors: Pick<TensorThread, 'train' | 'sample'>, desk: Pick<WorkDesk, 'others'>) {
    this.#tensors = tensors
    this.#desk = desk
  }

  /** As the tensor thread's. What began on this machine goes on here; what began elsewhere keeps its checkpoints there. */
  async train(
    request: TrainRequest,
    options: { readonly signal: AbortSignal; onEvent(event: TrainEvent): void },
  ): Promise<TrainResult> {
    const others = existsSync(request.runDir) ? null : await this.#desk.others()
    if (!others) return this.#tensors.train(request, options)
    const { model, ...result } = await others.ask('train', await toInput(others, request), {
      signal: options.signal,
      onEvent: (event) => {
        const told = trainEvent.safeParse(event)
        if (told.success) options.onEvent(told.data)
      },
    })
    return { ...result, modelFile: await others.files.get(model) }
  }

  /** For batches: elsewhere, pieces come when the passage is whole. */
  async *sample(
    request: SampleRequest,
    { signal }: { readonly signal: AbortSignal },
  ): AsyncGenerator<SampleChunk, void> {
    const others = await this.#desk.others()
    if (!others) return yield* this.#tensors.sample(request, { signal })
    const { modelFile, ...wish } = request
    const input = { model: await others.files.put(modelFile), request: wish } as WorkInput<'write'>
    yield* (await others.ask('write', input, { signal })).chunks
  }
}
