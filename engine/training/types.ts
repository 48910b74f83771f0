// What can be asked of the tensor thread, and what it answers; plain data that crosses threads.
import type { Condition } from '../models/condition.ts'
import type { CandidatesRequest } from '../models/passage.ts'
import type { Preset } from '../models/types.ts'
import type { BackendInfo } from '../nn/backend.ts'
import type { TokenizerJson } from '../text/tokenizers/tokenizer.ts'
import type { TuningPlan } from './adapted-model.ts'
import type { TrainingDocument } from './corpus.ts'
import type { ExportOptions } from './model-exporters.ts'
import type { ShrinkPlan } from './shrink-model.ts'

export interface TuningRequest {
  readonly plan: TuningPlan
  /** The model's file; copied into runDir, so that the run goes on without it. */
  readonly baseFile: string
}

export interface TrainRequest {
  /** Folder for checkpoint, best model and metrics; made where it is missing. */
  readonly runDir: string
  readonly modelId: string
  readonly preset: Preset
  /** Overrides of the preset. */
  readonly settings?: Readonly<Record<string, unknown>>
  /** Goes on from a trained model instead of a new one; modelId and preset then say nothing. */
  readonly tuning?: TuningRequest
  /** In the order of the book: the end is held out for validation. */
  readonly documents: readonly TrainingDocument[]
  /** A prepared corpus in place of documents: too many to prepare at every start. */
  readonly corpusFile?: string
  /**
   * The rate falls in a straight line to zero over so many steps from where the run stands, and the run ends. For runs of
   * unknown length: a copy of their checkpoint is cooled down whenever a model is to be kept.
   */
  readonly cooldownSteps?: number
  readonly language: string
  /** Quotation marks and dashes of the text are plain already, and the model shall be shown no others. */
  readonly plainMarks?: boolean
  /** For texts whose units are fixed; without it one is trained on the text. */
  readonly tokenizer?: TokenizerJson
  readonly seed: number
  /** Whole minutes of training, over all resumptions; without it the settings' passes decide. */
  readonly maxMinutes?: number
  /** Ends, to be resumed, once this share of the run is over; measured then. */
  readonly untilShare?: number
  /** Goes on from the checkpoint in runDir; a run without checkpoint starts anew. */
  readonly resume?: boolean
  /** 0 or absent: no samples. */
  readonly sampleEverySteps?: number
  readonly prompt?: string
  readonly checkpointEverySeconds?: number
  /** A run that needs more works through its batches in parts, or is refused. */
  readonly ceilingMb?: number
  /** Folder for TensorBoard's event files; absent: none are written. */
  readonly eventsDir?: string
}

export type TrainEvent =
  | {
      readonly type: 'started'
      readonly backend: BackendInfo
      readonly parameters: number
      readonly trainTokens: number
      readonly validationTokens: number
      readonly vocabularySize: number
      /** Kneser-Ney 3-gram over the same tokens, nats a token. */
      readonly baselineLoss: number
      readonly baselineBitsPerByte: number
      /** Reckoned, and in how many parts each batch is worked through. */
      readonly memory: { readonly needMb: number; readonly parts: number }
    }
  | {
      readonly type: 'step'
      readonly step: number
      readonly epoch: number
      readonly loss: number
      readonly learningRate: number
      readonly tokensPerS: number
      readonly elapsedMs: number
      readonly remainingMs: number
      /** What the model tells beside its loss: of a game, or of a plan. */
      readonly numbers: Readonly<Record<string, number>>
    }
  | {
      readonly type: 'validation'
      readonly step: number
      readonly loss: number
      readonly bitsPerByte: number
      /** Better than all before: the kept model is now this one. */
      readonly best: boolean
    }
  | {
      readonly type: 'sample'
      readonly step: number
      readonly text: string
      /** How much samples written side by side repeat each other, 0 … 1; null where they are too short to say. */
      readonly selfBleu: number | null
    }
  | { readonly type: 'checkpoint'; readonly step: number }

export interface TrainResult {
  readonly reason: 'finished' | 'early-stop' | 'stopped' | 'time' | 'rung'
  readonly step: number
  /** Nats a token on held-out text. */
  readonly bestLoss: number
  readonly bestBitsPerByte: number
  readonly baselineLoss: number
  readonly baselineBitsPerByte: number
  /** best.safetensors: weights, settings and tokenizer. */
  readonly modelFile: string
  readonly elapsedMs: number
}

export interface SampleRequest extends CandidatesRequest {
  readonly modelFile: string
}

export interface ExportRequest {
  readonly modelFile: string
  /** Id of an exporter that accepts the model. */
  readonly format: string
  readonly options: ExportOptions
  /** Towards which a file that knows no conditions always writes. */
  readonly condition?: Condition
}

export interface ShrinkRequest {
  readonly modelFile: string
  /** Where the new model file is written. */
  readonly target: string
  /** What the model is called. */
  readonly name: string
  readonly plan: ShrinkPlan
  /** Measured on their held-out end, as in training. */
  readonly documents: readonly TrainingDocument[]
}
