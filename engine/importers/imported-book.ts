// What an importer makes of a file: a flat outline whose lines carry their own text. Ids of nodes are given at commit.
import type { Block } from '../domain/document.ts'
import type { Language, BookKind } from '../domain/project.ts'

/** A line of the outline. A part or chapter holds the text up to the next line itself. */
export interface ImportedSection {
  readonly kind: BookKind
  readonly title: string
  /** What stands in the text when the writer merges this line into the one before: its heading, or a scene break. */
  readonly lead: readonly Block[]
  readonly blocks: readonly Block[]
}

/** What was left out or repaired; `code` is looked up in the window's locales. */
export interface ImportRemark {
  readonly code: string
  readonly count: number
  readonly sample: string
}

/** A picture that came with the file; image blocks name it by its key until it has a place in the project. */
export interface ImportedPicture {
  readonly key: string
  /** With its extension. */
  readonly name: string
  readonly bytes: Uint8Array
}

export interface ImportedBook {
  readonly title: string
  readonly author: string
  readonly language: Language
  readonly encoding: string
  readonly sections: readonly ImportedSection[]
  readonly pictures: readonly ImportedPicture[]
  readonly remarks: readonly ImportRemark[]
}

export interface ImportFile {
  readonly name: string
  readonly bytes: Uint8Array
}

export interface ImportContext {
  readonly signal: AbortSignal
  /** May be called as often as convenient; the service thins it out. */
  readonly progress: (stage: string, done: number, total: number) => void
}

export interface Importer {
  readonly id: string
  readonly version: string
  readonly title: string
  /** Lower case, without the point. */
  readonly extensions: readonly string[]
  /** Errors: EMPTY_FILE, NOT_TEXT. Throws the signal's reason when stopped. */
  read(file: ImportFile, context: ImportContext): Promise<ImportedBook>
}

/** Remarks of the same code counted together, the first sample kept. */
export class RemarkList {
  readonly #remarks = new Map<string, ImportRemark>()

  add(code: string, sample = '', count = 1): void {
    if (count === 0) return
    const known = this.#remarks.get(code)
    const short = sample.replace(/\s+/gu, ' ').trim().slice(0, 120)
    this.#remarks.set(code, { code, count: (known?.count ?? 0) + count, sample: known?.sample || short })
  }

  list(): ImportRemark[] {
    return [...this.#remarks.values()]
  }
}

/** A book's name when the file says none: the file's own. */
export const titleFromName = (name: string): string =>
  name
    .replace(/^.*[\\/]/u, '')
    .replace(/\.[^.]*$/u, '')
    .replaceAll('_', ' ')
    .trim() || name
