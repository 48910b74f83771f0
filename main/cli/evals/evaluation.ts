// What an evaluation is: a question about quality, and a run that answers it with figures.
import type { EngineClient } from '../../../engine/contract/index.ts'
import type { Terminal } from '../terminal.ts'

export interface Evaluation {
  readonly id: string
  readonly title: string
  /** The figures; also printed as the JSON result. */
  run(context: {
    readonly engine: EngineClient
    readonly terminal: Terminal
    /** An empty folder that goes away afterwards. */
    readonly folder: string
    readonly minutes: number | undefined
    /** How often, where something is done again and again. */
    readonly runs?: number | undefined
    /** Where the data lies that the product does not bring. */
    readonly data: string | undefined
    /** A folder in which a long run is kept and taken up again. */
    readonly keep: string | undefined
    readonly seeds: readonly number[] | undefined
    /** A labelled file, how it is written, and the part of it that is wanted. */
    readonly set?: string | undefined
    /** A model file in place of what ships. */
    readonly model?: string | undefined
    readonly format?: string | undefined
    readonly split?: string | undefined
  }): Promise<Readonly<Record<string, unknown>>>
}
