// What the tensor thread and its owner say to each other.
import type { SampleChunk } from '../models/passage.ts'
import type {
  ExportRequest,
  SampleRequest,
  ShrinkRequest,
  TrainEvent,
  TrainRequest,
  TrainResult,
} from './types.ts'
import type { ShrinkReport } from './shrink-model.ts'
import type { CountRequest, TokenCount } from './count-tokens.ts'
import type { LatentRequest, LatentResult } from './latent-desk.ts'
import type { PreferenceRequest, PreferenceResult } from './preferences/preference-desk.ts'

export type ToWorker =
  | { readonly type: 'train'; readonly id: number; readonly request: TrainRequest }
  | { readonly type: 'sample'; readonly id: number; readonly request: SampleRequest }
  | { readonly type: 'export'; readonly id: number; readonly request: ExportRequest }
  | { readonly type: 'shrink'; readonly id: number; readonly request: ShrinkRequest }
  | { readonly type: 'count'; readonly id: number; readonly request: CountRequest }
  | { readonly type: 'latent'; readonly id: number; readonly request: LatentRequest }
  | { readonly type: 'prefer'; readonly id: number; readonly request: PreferenceRequest }
  | { readonly type: 'abort'; readonly id: number }
  | { readonly type: 'close' }

export type Answer = TrainResult | ShrinkReport | Uint8Array | TokenCount | LatentResult | PreferenceResult

export type FromWorker =
  | { readonly type: 'event'; readonly id: number; readonly event: TrainEvent }
  | { readonly type: 'chunks'; readonly id: number; readonly chunks: readonly SampleChunk[] }
  /** Of long work that is neither training nor writing: share done, 0 … 1. */
  | { readonly type: 'progress'; readonly id: number; readonly share: number }
  | { readonly type: 'result'; readonly id: number; readonly result: Answer }
  | { readonly type: 'error'; readonly id: number; readonly name: string; readonly message: string }

/** What the worker is started with. */
export interface WorkerSettings {
  /** Absent: as many as serve best when training starts, at most one for each physical core. */
  readonly threads?: number
  /** What computes; absent: the processor's own. */
  readonly backend?: string
}
