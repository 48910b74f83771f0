// What every format of a dialogue is: it gets a frozen dialogue and gives files; the formats stand in the registry.
import type { Dialogue } from '../../domain/dialogue/dialogue.ts'
import type { ExportedBook, ExportOption } from '../book-snapshot.ts'

export interface TranslatedLine {
  readonly text: string
  /** What was translated. */
  readonly source: string
}

export interface DialogueSnapshot {
  /** Speakers under their present names. */
  readonly dialogue: Dialogue
  /** Of the project: equal for every export of it. */
  readonly projectId: string
  /** Of the texts. */
  readonly language: string
  readonly translations: (language: string) => ReadonlyMap<string, TranslatedLine>
}

/** As of books, but one list without groups. */
export type DialogueOption = Omit<ExportOption, 'group'>

export interface DialogueExporter {
  readonly id: string
  readonly version: string
  readonly title: string
  readonly extension: string
  readonly mime: string
  readonly options: readonly DialogueOption[]
  /** The same snapshot and options give the same bytes. BAD_INPUT while an expression cannot be read. */
  run(snapshot: DialogueSnapshot, options: Readonly<Record<string, string | boolean>>): Promise<ExportedBook>
}

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

/** One file, nothing beside it. */
export const oneFile = (text: string): ExportedBook => ({ bytes: utf8(text), companions: [] })

/** For names of files and of things that want plain letters. */
export const slug = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/gu, '-')
    .replace(/^-+|-+$/gu, '')
    .toLowerCase()
    .slice(0, 40)
