// What the engine and the process in which llama.cpp runs say to each other.
import type { CandidatesRequest, SampleChunk } from '../passage.ts'

export interface LoadWish {
  readonly path: string
  readonly contextTokens: number
  /** Whether a graphics card may help, where there is one. */
  readonly gpu: boolean
  /** Known from an earlier time; absent: the desk finds out. */
  readonly threads?: number
  /** Passages that are written at once, each with a context of its own; absent: one. */
  readonly writers?: number
}

export interface Loaded {
  readonly contextTokens: number
  readonly threads: number
  /** The kind of graphics card that helps, e.g. `vulkan`; null where none does. */
  readonly gpu: string | null
  readonly gpuLayers: number
}

export type ToLlama =
  | { readonly type: 'load'; readonly id: number; readonly wish: LoadWish }
  | {
      readonly type: 'write'
      readonly id: number
      readonly wish: LoadWish
      readonly request: CandidatesRequest
    }
  | {
      readonly type: 'count'
      readonly id: number
      readonly wish: LoadWish
      readonly texts: readonly string[]
    }
  | { readonly type: 'abort'; readonly id: number }

/** `missing`: no llama.cpp for this machine; `memory`: too little of it; `too-long`: more than the model takes in. */
export type LlamaTrouble = 'missing' | 'too-long' | 'memory' | 'unreadable' | 'failed'

export type LlamaResult = Loaded | readonly number[] | null

export type FromLlama =
  | { readonly type: 'result'; readonly id: number; readonly result: LlamaResult }
  | { readonly type: 'error'; readonly id: number; readonly trouble: LlamaTrouble; readonly message: string }
  | { readonly type: 'progress'; readonly id: number; readonly share: number }
  | { readonly type: 'chunks'; readonly id: number; readonly chunks: readonly SampleChunk[] }
