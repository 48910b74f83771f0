// What every reader of a dialogue's file gives: a dialogue with ids of its own and a list of what was left out.
import type { Dialogue } from '../../domain/dialogue/dialogue.ts'
import { EngineError } from '../../domain/errors.ts'
import type { ImportRemark } from '../imported-book.ts'

export interface ImportedDialogue {
  /** Ids hold within it only. */
  readonly dialogue: Dialogue
  readonly remarks: readonly ImportRemark[]
}

export interface DialogueImporter {
  readonly id: string
  readonly version: string
  readonly title: string
  /** Lower case, without the point; the longest that fits a name wins. */
  readonly extensions: readonly string[]
  /** Errors: BAD_INPUT, UNSUPPORTED_FORMAT. */
  read(text: string, name: string): ImportedDialogue
}

export const notThis = (what: string, problem: string): EngineError =>
  new EngineError(
    'UNSUPPORTED_FORMAT',
    `This file does not read as ${what}: ${problem}. Nothing was imported.`,
    {
      format: what,
    },
  )
