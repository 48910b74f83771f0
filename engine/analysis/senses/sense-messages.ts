// What the engine and the process of the analysers say to each other: plain data.
import type { MediaFinding } from '../../domain/media-finding.ts'
import type { MediaKind } from '../../domain/media.ts'
import type { ClipFacts } from './clip/clip.ts'
import type { KnownFacts } from './sense-file.ts'
import type { SenseSetup } from './sense-setup.ts'

export type ToSenses =
  | {
      readonly type: 'file'
      readonly id: number
      readonly kind: MediaKind
      readonly mime: string
      readonly sizeBytes: number
      readonly facts: KnownFacts
    }
  /** In order; together `sizeBytes`. */
  | { readonly type: 'piece'; readonly id: number; readonly bytes: Uint8Array }
  | {
      readonly type: 'run'
      readonly id: number
      readonly analyzers: readonly string[]
      readonly setup: SenseSetup
    }
  /** To an `ask`: what the server said, or why it did not. */
  | {
      readonly type: 'answer'
      readonly ticket: number
      readonly text: string
      readonly problem: string | null
    }

export type FromSenses =
  | { readonly type: 'started'; readonly id: number; readonly analyzer: string }
  | { readonly type: 'progress'; readonly id: number; readonly share: number }
  | { readonly type: 'frame'; readonly id: number; readonly atMs: number; readonly bytes: Uint8Array }
  | { readonly type: 'voice'; readonly id: number; readonly features: Float32Array }
  | { readonly type: 'ask'; readonly id: number; readonly ticket: number; readonly jpeg: Uint8Array }
  | { readonly type: 'learnt'; readonly id: number; readonly facts: ClipFacts }
  /** Resident memory of the whole process, told while it works: not every system lets the engine look. */
  | { readonly type: 'memory'; readonly id: number; readonly bytes: number }
  /** A program of the system that this process has started or that has ended: it must not outlive this process. */
  | { readonly type: 'program'; readonly pid: number; readonly isRunning: boolean }
  | {
      readonly type: 'found'
      readonly id: number
      readonly analyzer: string
      readonly findings: readonly MediaFinding[]
      readonly problem: string | null
      readonly tookMs: number
    }
  | { readonly type: 'done'; readonly id: number }
