// What a request can reach: the engine's process-wide parts, the connection it came on, and that connection's project.
import type { EventPublisher } from '@orpc/server'
import type { Outputs } from '../contract/index.ts'
import type { Holder } from '../store/lock.ts'
import type { ProjectStore } from '../store/project-store.ts'
import type { EngineParts } from './engine-parts.ts'

type Published<Stream> = Stream extends AsyncIterable<infer Event> ? Event : never
export type ProjectChange = Published<Outputs['project']['watch']>
export type SceneFeelings = Published<Outputs['feeling']['watch']>

/** A project file that is open in this engine; shared by every connection on it, closed when the last one leaves. */
export interface OpenProject {
  readonly store: ProjectStore
  readonly path: string
  /** Null: it may be written. Else it is a copy of how the file was at that time, and who may have been writing it. */
  readonly readOnly: { readonly asOf: number; readonly holder: Holder | null } | null
  readonly events: EventPublisher<{ change: ProjectChange; feelings: SceneFeelings }>
}

/** One connection: a window, a terminal, a program. */
export interface Session {
  readonly id: string
  project: OpenProject | null
}

export interface RequestContext {
  readonly engine: EngineParts
  readonly session: Session
  /** The key that a program came with; absent in a window or a terminal. */
  readonly caller?: string
  /** Where somebody counts what is written. */
  readonly onTokens?: (count: number) => void
}
