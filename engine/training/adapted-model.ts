// A trained model with an adapter on top, trained and measured like any model: only the adapter's weights are its own.
import type * as tf from '@tensorflow/tfjs-core'
import type { RegisteredModel } from '../models/registry.ts'
import type { NamedVariables, SequenceBatch, TextModel } from '../models/types.ts'
import type { LayerAdapter } from '../nn/adapters/layer-adapter.ts'
import { largestRank, Lora } from '../nn/adapters/lora.ts'
import { PrefixTuning } from '../nn/adapters/prefix-tuning.ts'
import { pull, push } from '../nn/compile/index.ts'
import type { Random } from '../nn/seed.ts'
import { readWeights, writeWeights } from '../nn/weights.ts'
import { readVariables, writeVariables, type LoadedModel } from './model-file.ts'

export type AdapterPlan =
  /** Without a rank: the largest within 2 % of the model's weights. */
  | { readonly kind: 'lora'; readonly rank?: number; readonly scale: number }
  | { readonly kind: 'prefix'; readonly length: number }

/** The share of a model's weights that low-rank adapters may hold together. */
const LORA_SHARE = 0.02

export const DEFAULT_LORA = { kind: 'lora', scale: 2 } as const satisfies AdapterPlan

const sizeOf = (variables: NamedVariables): number =>
  [...variables.values()].reduce((sum, { size }) => sum + size, 0)

/** A new adapter that fits the model. Throws TypeError for a model without layers of attention. */
export function createAdapter(model: TextModel, plan: AdapterPlan, random: Random): LayerAdapter {
  const { adaptable } = model
  if (!adaptable) throw new TypeError('This model has no layers to which an adapter could be fitted')
  switch (plan.kind) {
    case 'lora': {
      const rank = plan.rank ?? largestRank(adaptable.matrices, sizeOf(model.weights), LORA_SHARE)
      return new Lora(adaptable.matrices, { rank, scale: plan.scale }, random)
    }
    case 'prefix':
      return new PrefixTuning({ ...adaptable, length: plan.length }, random)
  }
}

/** Its weights are the adapter's; the base stays as it is and is the caller's. */
class AdaptedModel implements TextModel {
  readonly weights: NamedVariables
  readonly #base: TextModel
  readonly #adapter: LayerAdapter

  constructor(base: TextModel, adapter: LayerAdapter) {
    this.#base = base
    this.#adapter = adapter
    this.weights = adapter.weights
  }

  memory(batch: number, purpose?: 'training' | 'reading'): NamedVariables {
    return this.#base.memory(batch, purpose)
  }

  trainingLoss(batch: SequenceBatch, memory: NamedVariables): tf.Scalar {
    return this.#with(() => this.#base.trainingLoss(batch, memory))
  }

  logits(batch: Omit<SequenceBatch, 'targets'>, memory: NamedVariables): tf.Tensor2D {
    return this.#with(() => this.#base.logits(batch, memory))
  }

  dispose(): void {
    this.#adapter.dispose()
  }

  /** Several adapted models share one base: each is attached only while its own step is traced or run. */
  #with<T>(step: () => T): T {
    const { adaptable } = this.#base
    adaptable!.attach(this.#adapter)
    try {
      return step()
    } finally {
      adaptable!.attach(null)
    }
  }
}

/** The base's definition, but what it creates are adapters over `base`: ready for a Learner. */
export function adaptedDefinition({ definition, model }: LoadedModel, plan: AdapterPlan): RegisteredModel {
  return {
    ...definition,
    create: (_settings, _shape, random) => new AdaptedModel(model, createAdapter(model, plan, random)),
  }
}

/** Writes the adapter alone, with its plan. */
export async function saveAdapter(file: string, adapter: NamedVariables, plan: AdapterPlan): Promise<void> {
  const metadata = { format: 'arcwright-adapter-1', plan: JSON.stringify(plan) }
  await writeWeights(file, { tensors: readVariables(adapter), metadata })
}

/** Fits a saved adapter to `model`. Throws where the file is no adapter, or one of a model of another shape. */
export async function loadAdapter(file: string, model: TextModel, random: Random): Promise<LayerAdapter> {
  const { tensors, metadata } = await readWeights(file)
  const { format, plan } = metadata
  if (format !== 'arcwright-adapter-1' || plan === undefined) throw new Error('This file holds no adapter')
  const adapter = createAdapter(model, JSON.parse(plan) as AdapterPlan, random)
  writeVariables(adapter.weights, tensors)
  return adapter
}

/** Makes a low-rank adapter part of the model itself. Throws TypeError for adapters that cannot be merged. */
export function mergeAdapter(model: TextModel, adapter: LayerAdapter): void {
  if (!(adapter instanceof Lora) || !model.adaptable)
    throw new TypeError('Only low-rank adapters can become part of a model')
  const { matrices } = model.adaptable
  pull([...adapter.weights.values(), ...matrices.values()])
  adapter.mergeInto(matrices)
  push(matrices.values())
}
