// What an importer makes of a file: a flat outline whose lines carry their own text. Ids of nodes are given at commit.
import type { Block } from '../domain/document.ts'
import type { BookKind, LabelColor, Language, NodeFacts } from '../domain/project.ts'

/** A line of the outline. A part or chapter holds the text up to the next line itself. */
export interface ImportedSection {
  readonly kind: BookKind
  readonly title: string
  /** What stands in the text when the writer merges this line into the one before: its heading, or a scene break. */
  readonly lead: readonly Block[]
  readonly blocks: readonly Block[]
  /** What another program's project says of it. */
  readonly facts?: Partial<NodeFacts>
}

/** A line beside the book, of research or notes; a folder holds the deeper lines that follow it. */
export interface ImportedNote {
  readonly kind: 'folder' | 'note'
  readonly title: string
  /** From 0. */
  readonly depth: number
  /** Of a note. */
  readonly blocks: readonly Block[]
  readonly facts?: Partial<NodeFacts>
}

/** What was left out or repaired; `code` is looked up in the window's locales. */
export interface ImportRemark {
  readonly code: string
  readonly count: number
  readonly sample: string
}

/** What somebody said of words of the book; text nodes name it by its key in their `comments`. */
export interface ImportedThread {
  readonly key: string
  /** The words it was about, also where they are no text here. */
  readonly quote: string
  readonly resolved: boolean
  /** `author` is empty for the writer of the book. */
  readonly messages: readonly { readonly author: string; readonly text: string; readonly at: number }[]
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
  /** Notes and research; in reading order. */
  readonly beside?: readonly ImportedNote[]
  /** What the other program called the colours of its labels. */
  readonly labels?: Readonly<Partial<Record<LabelColor, string>>>
  readonly pictures: readonly ImportedPicture[]
  readonly comments?: readonly ImportedThread[]
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

/** Files under one root: a folder on the disk, or an opened zip. Nothing outside it can be reached through it. */
export interface BookFolder {
  /** Of the folder or zip. */
  readonly name: string
  /** Relative, `/` between names, sorted as people sort; hidden files and links are left out. */
  readonly paths: readonly string[]
  /** Undefined when there is no such file. FILE_TOO_LARGE beyond what a book could hold. */
  readonly read: (path: string) => Uint8Array | undefined
}

/** Reads a book that is many files. */
export interface FolderImporter {
  readonly id: string
  readonly version: string
  readonly title: string
  /** Of the one file that stands for the whole folder, where there is such a file. */
  readonly projectExtensions: readonly string[]
  readonly fits: (paths: readonly string[]) => boolean
  /** Errors: EMPTY_FILE, FILE_UNREADABLE, FILE_TOO_LARGE. */
  read(folder: BookFolder, context: ImportContext): Promise<ImportedBook>
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
