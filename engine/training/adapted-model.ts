// A trained model with an adapter on top, trained and measured like any model: only the adapter's weights are its own.
import type * as tf from '@tensorflow/tfjs-core'
import type { RegisteredModel } from '../models/registry.ts'
import type { NamedVariables, SequenceBatch, TextModel } from '../models/types.ts'
import type { LayerAdapter } from '../nn/adapters/layer-adapter.ts'
import { largestRank, Lora, sizeAtRank } from '../nn/adapters/lora.ts'
import { PrefixTuning } from '../nn/adapters/prefix-tuning.ts'
import { pull, push } from '../nn/compile/index.ts'
import type { Random } from '../nn/seed.ts'

export type AdapterPlan =
  /**
   * Without a rank: the largest within 2 % of the model's weights; what is left of them goes to the embedding, whose rank
   * is `tableRank`. Files from before there were `tableRank` and `gains` have neither.
   */
  | {
      readonly kind: 'lora'
      readonly rank?: number
      readonly scale: number
      readonly tableRank?: number
      readonly gains?: boolean
    }
  | { readonly kind: 'prefix'; readonly length: number }

/** The share of a model's weights that low-rank adapters may hold together. */
const LORA_SHARE = 0.02

/** `full`: no adapter at all, every weight of the trained model learns on. */
export type TuningPlan = AdapterPlan | { readonly kind: 'full' }

export const ADAPTER_DEFAULTS = {
  lora: { kind: 'lora', scale: 2 },
  prefix: { kind: 'prefix', length: 16 },
} as const satisfies Record<AdapterPlan['kind'], AdapterPlan>

const sizeOf = (variables: NamedVariables): number =>
  [...variables.values()].reduce((sum, { size }) => sum + size, 0)

const adaptableOf = ({ adaptable }: TextModel): NonNullable<TextModel['adaptable']> => {
  if (adaptable) return adaptable
  throw new TypeError('This model has no layers to which an adapter could be fitted')
}

/** The plan with every choice made, for this model. Throws TypeError for a model without layers of attention. */
export function completePlan(model: TextModel, plan: AdapterPlan): AdapterPlan {
  const { matrices, table, gains } = adaptableOf(model)
  if (plan.kind === 'prefix') return plan
  const budget = LORA_SHARE * sizeOf(model.weights) - sizeOf(gains)
  const rank = plan.rank ?? Math.max(1, largestRank(matrices, budget))
  const left = budget - sizeAtRank(matrices, rank)
  return { gains: true, tableRank: largestRank(table, left), ...plan, rank }
}

/** A new adapter that fits the model, of a complete plan. Throws TypeError for a model without layers of attention. */
export function createAdapter(model: TextModel, plan: AdapterPlan, random: Random): LayerAdapter {
  const adaptable = adaptableOf(model)
  switch (plan.kind) {
    case 'lora':
      return new Lora(adaptable, { ...plan, rank: plan.rank ?? 1 }, random)
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

  /** The base must tell them: a model that takes adapters does. */
  likelihoods(batch: SequenceBatch): tf.Tensor1D {
    return this.#with(() => this.#base.likelihoods!(batch))
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

/** Both as one model, which owns them. */
class CompleteModel extends AdaptedModel {
  override readonly weights: NamedVariables
  readonly #owned: TextModel

  constructor(base: TextModel, adapter: LayerAdapter) {
    super(base, adapter)
    this.#owned = base
    this.weights = weightsWith(base, adapter)
  }

  override dispose(): void {
    super.dispose()
    this.#owned.dispose()
  }
}

/** What the file of an adapted model holds: it stands alone, whatever becomes of its base. */
export const weightsWith = (
  base: Pick<TextModel, 'weights'>,
  adapter: Pick<LayerAdapter, 'weights'>,
): NamedVariables => new Map([...base.weights, ...adapter.weights])

interface Trained {
  readonly definition: RegisteredModel
  readonly model: TextModel
}

/** The model's definition, but what it creates begins with the weights of `model`: ready for a Learner. */
export function continuedDefinition({ definition, model }: Trained): RegisteredModel {
  return {
    ...definition,
    create: (settings, shape, random) => {
      const created = definition.create(settings, shape, random)
      for (const [name, weight] of created.weights) weight.assign(model.weights.get(name)!)
      return created
    },
  }
}

/** The base's definition, but what it creates are adapters over `model`, of a complete plan: ready for a Learner. */
export function adaptedDefinition({ definition, model }: Trained, plan: AdapterPlan): RegisteredModel {
  return {
    ...definition,
    create: (_settings, _shape, random) => new AdaptedModel(model, createAdapter(model, plan, random)),
  }
}

/** Base and adapter as one model for use. A low-rank adapter becomes part of the matrices: it then costs nothing. */
export function joinAdapter(base: TextModel, adapter: LayerAdapter): TextModel {
  if (!(adapter instanceof Lora)) return new CompleteModel(base, adapter)
  const { weights } = base
  pull([...adapter.weights.values(), ...weights.values()])
  adapter.mergeInto(weights)
  push(weights.values())
  adapter.dispose()
  return base
}
