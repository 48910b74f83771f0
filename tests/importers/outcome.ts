// What became of a file that was not a book: a clear error, or a book that the studio can keep and edit.
import { expect } from 'vitest'
import { sceneDocument } from '../../engine/contract/document.ts'
import type { Block } from '../../engine/domain/document.ts'
import { EngineError } from '../../engine/domain/errors.ts'
import type { ImportedBook, Importer } from '../../engine/importers/imported-book.ts'

export const quiet = { signal: new AbortController().signal, progress: () => undefined }

export const read = (importer: Importer, bytes: Uint8Array): Promise<ImportedBook> =>
  importer.read({ name: `book.${importer.extensions[0]}`, bytes }, quiet)

/** Of everything that reading a hostile file may say. */
export const CLEAR = /^(?:read|FILE_UNREADABLE|FILE_TOO_LARGE|NOT_TEXT|EMPTY_FILE|UNSUPPORTED_FORMAT)$/u

const holdTogether = (book: ImportedBook): void => {
  const lines = [...book.sections, ...(book.beside ?? [])]
  for (const { title, blocks } of lines) {
    expect(title.length).toBeLessThanOrEqual(300)
    if (blocks.length === 0) continue
    // What an editor sends back must pass the same door.
    const checked = sceneDocument.safeParse({ type: 'doc', content: blocks satisfies readonly Block[] })
    if (!checked.success) throw new Error(`not a document: ${checked.error.message}`)
  }
  const json = JSON.stringify(lines)
  expect(json).not.toMatch(/"href":"(?!https?:|mailto:)/iu)
  expect(book.title.length).toBeLessThanOrEqual(300)
  expect(book.author.length).toBeLessThanOrEqual(300)
  for (const { name } of book.pictures) expect(name).not.toMatch(/[\\/]|^\.\.?$/u)
  for (const { messages } of book.comments ?? []) expect(messages.length).toBeGreaterThan(0)
}

/** `read`, or the code of a clear error; anything else as text, which is a finding. */
export const outcome = async (work: Promise<ImportedBook>): Promise<string> => {
  let book: ImportedBook
  try {
    book = await work
  } catch (error) {
    return error instanceof EngineError ? error.code : String(error)
  }
  holdTogether(book)
  return 'read'
}
