// What evals and benchmarks have in common: a name, a reason, and a run that reports figures.
import type { EngineClient } from '../../engine/contract/index.ts'
import type { Terminal } from './terminal.ts'

export interface Measurement {
  readonly id: string
  readonly title: string
  /** The figures; also printed as the JSON result. */
  run(context: {
    readonly engine: EngineClient
    readonly terminal: Terminal
    /** An empty folder that goes away afterwards. */
    readonly folder: string
    readonly minutes: number | undefined
  }): Promise<Readonly<Record<string, unknown>>>
}
