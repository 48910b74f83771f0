// What a text model is: a definition the registry lists, and the network that trainer and sampler drive without knowing it.
import type * as tf from '@tensorflow/tfjs-core'
import type { z } from 'zod'
import type { LayerAdapter } from '../nn/adapters/layer-adapter.ts'
import type { Random } from '../nn/seed.ts'
import type { TrainingSettings } from './training-settings.ts'

export const PRESETS = ['tiny', 'small', 'base'] as const
export type Preset = (typeof PRESETS)[number]

/** Tensors by a name that stays the same for ever: it is the name in the weight file. */
export type NamedVariables = ReadonlyMap<string, tf.Variable>

/** A piece of every row's text, time first: entry t·batch + row. */
export interface SequenceBatch {
  readonly time: number
  readonly batch: number
  /** int32 [time · batch] */
  readonly tokens: tf.Tensor1D
  /** int32 [time · batch]: the token that follows each. */
  readonly targets: tf.Tensor1D
  /** [time · batch, CONDITION_SIZE] */
  readonly conditions: tf.Tensor2D
  /** Share of the training run that is over, 0 … 1; absent where there is no run. */
  readonly progress?: tf.Scalar
}

/** A map of texts: every point is a plan to which the model can write. */
export interface LatentSpace {
  /** Numbers a plan; plans without a text are drawn from independent standard normal numbers. */
  readonly size: number
  /** tokens int32 [time · rows], time first → means and deviations, each [rows, size]. */
  encode(tokens: tf.Tensor1D, rows: number): readonly [tf.Tensor2D, tf.Tensor2D]
  /** From the host, between steps: one plan a row, which the rows keep until memory is cleared. */
  setPlans(memory: NamedVariables, plans: readonly Float32Array[]): void
}

/**
 * How training goes on once a share of the run is over: a game between two networks, for instance.
 * What was best before is forgotten then: the model that is kept has gone through both.
 */
export interface SecondStage {
  /** Share of the run, 0 … 1. */
  readonly startsAt: number
  /** In place of trainingLoss: worth mean nats a token, with whatever gradient it likes. */
  loss(batch: SequenceBatch, memory: NamedVariables): tf.Scalar
}

/** Layers of attention to which an adapter may be fitted. */
export interface Adaptable {
  readonly layers: number
  readonly heads: number
  readonly headWidth: number
  /** What a low-rank adapter may change: matrices [out, in] by name. */
  readonly matrices: NamedVariables
  /** The embedding [vocabulary, width], which is the output layer too. */
  readonly table: NamedVariables
  /** Of its norms. */
  readonly gains: NamedVariables
  /** From now on the adapter, which the caller keeps, has its say in every step that is traced. */
  attach(adapter: LayerAdapter | null): void
}

/** A network beside the model that tells real texts from written ones. */
export interface TextJudge {
  /** Tokens that are judged at once. */
  readonly length: number
  /** tokens int32 [rows · length], a row's text in one piece → logits [rows]; above 0 means real. */
  judge(tokens: tf.Tensor1D, rows: number): tf.Tensor1D
}

/** The network itself. Its methods are step functions: pure TF.js, ready for compile(). */
export interface TextModel {
  readonly weights: NamedVariables
  /** State that flows from one piece of text to the next (may be empty); the caller owns and disposes it. */
  memory(batch: number, purpose?: 'training' | 'reading'): NamedVariables
  /** Mean nats a token with dropout on; moves `memory` forward. */
  trainingLoss(batch: SequenceBatch, memory: NamedVariables): tf.Scalar
  /** Logits [time · batch, vocabulary] without dropout; moves `memory` forward. */
  logits(batch: Omit<SequenceBatch, 'targets'>, memory: NamedVariables): tf.Tensor2D
  /** Natural log-probability of every target [time · batch], without dropout or memory, with gradients: for preferences. */
  likelihoods?(batch: SequenceBatch): tf.Tensor1D
  readonly adaptable?: Adaptable
  readonly latent?: LatentSpace
  /** Numbers that the last training step left, each [], for curves; not a number until they mean something. */
  readonly telemetry?: NamedVariables
  readonly secondStage?: SecondStage
  readonly textJudge?: TextJudge
  dispose(): void
}

export interface ModelShape {
  readonly vocabularySize: number
}

/** The proportions of a network that is Llama's in all but its conditions: its weights leave for llama.cpp as they are. */
export interface LlamaShape {
  readonly layers: number
  readonly heads: number
  readonly width: number
  readonly hidden: number
  /** How many positions it looks back. */
  readonly window: number
  readonly normEpsilon: number
}

/** One entry of the registry. `Settings` holds the network's own settings and all TrainingSettings. */
export interface ModelDefinition<Settings extends TrainingSettings = TrainingSettings> {
  readonly id: string
  /** Changes when saved weights of older versions can no longer be read. */
  readonly version: number
  readonly title: string
  readonly summary: string
  /** Where the architecture was first described. */
  readonly paper: string
  /** Its models keep a map of texts. */
  readonly hasLatentSpace?: true
  /** Every field carries `.meta({ title, reason, unit? })`: forms and documentation derive from it. */
  readonly settings: z.ZodType<Settings>
  readonly presets: Readonly<Record<Preset, Partial<Settings>>>
  /** Its networks are `adaptable`. */
  readonly takesAdapters?: boolean
  /** For a model whose weights have Llama's names and meaning. */
  readonly llama?: (settings: Settings) => LlamaShape
  /** `random` draws the initial weights and, later, the dropout masks. */
  create(settings: Settings, shape: ModelShape, random: Random): TextModel
}
