// Work that other machines may do: what is asked of them and what comes back. How it travels is the transport's, what the
// kinds do is work-kinds.ts'.
import type { WorkKindId, WorkInput, WorkOutput } from './work-kinds.ts'

export interface AskOptions {
  readonly signal: AbortSignal
  /** What the work tells on its way; once more from its beginning where another worker had to begin again. */
  readonly onEvent?: (event: unknown) => void
}

/** Files that travel beside the work, by the SHA-256 of what is in them. */
export interface SharedFiles {
  /** @returns the hash. Sends nothing that is there already. */
  put(path: string): Promise<string>
  /** @returns the path of a file that holds it; fetched once. NOT_FOUND. */
  get(hash: string): Promise<string>
  /** Nobody needs it any more. Idempotent. */
  drop(hash: string): Promise<void>
}

/** Short notes that outlive the machine that wrote them, by name. */
export interface SharedNotes {
  get(name: string): Promise<string | null>
  /** Null takes it away. */
  set(name: string, text: string | null): Promise<void>
}

export interface WorkLoad {
  readonly workers: number
  readonly waiting: number
  readonly underWay: number
}

/** The way to the others. */
export interface SharedWork {
  readonly files: SharedFiles
  /**
   * Done once, whoever does it: lost workers are replaced, and a queue that was away is waited for. The same input asked
   * again meets the work that is under way, or its result. Rejects with the signal's reason, or the work's error.
   */
  ask<Kind extends WorkKindId>(
    kind: Kind,
    input: WorkInput<Kind>,
    options: AskOptions,
  ): Promise<WorkOutput<Kind>>
  load(): Promise<WorkLoad>
  close(): Promise<void>
}

export type WorkEvent =
  | { readonly kind: 'ready'; readonly address: string }
  | { readonly kind: 'began' | 'done'; readonly work: string; readonly id: string }
  | { readonly kind: 'failed'; readonly work: string; readonly id: string; readonly why: string }
  | { readonly kind: 'connection'; readonly lost: boolean }
