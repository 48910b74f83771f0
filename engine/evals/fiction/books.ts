// Novels in a folder of text files as paragraphs, and who may see which: no author is on two sides of an experiment.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** Who reads a book: the model that writes, the model that referees, or nobody before the test. */
export type Share = 'writer' | 'referee' | 'heldOut'

export interface Book {
  readonly name: string
  readonly share: Share
  /** Prose paragraphs in reading order, one line each, straight quotes. */
  readonly paragraphs: readonly string[]
}

const straight = (text: string): string =>
  text.replace(/[“”]/g, '"').replace(/[‘’]/g, "'").replace(/[—–]/g, '-').replace(/_/g, '')

const paragraphsOf = (text: string): string[] =>
  straight(text.replace(/\r\n?/g, '\n'))
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.replace(/\s+/g, ' ').trim())
    // Headings and dates have no end of sentence.
    .filter((paragraph) => /[.!?]["')]*$/.test(paragraph))

/** Files are named AUTHOR_TITLE_YEAR; a collection without authors is the writer's. */
const shareOf = (name: string): Share => {
  const author = name.split('_')[0] ?? name
  if (author === 'LitBank') return 'writer'
  const draw = createHash('sha256').update(author).digest()[0] % 10
  return draw < 2 ? 'heldOut' : draw < 5 ? 'referee' : 'writer'
}

/** Every .txt of the folder. A paragraph of a held-out book stands nowhere else, whatever the files repeat. */
export const readBooks = (folder: string): readonly Book[] => {
  const books = readdirSync(folder)
    .filter((file) => file.endsWith('.txt'))
    .toSorted()
    .map((file) => {
      const name = file.slice(0, -'.txt'.length)
      return {
        name,
        share: shareOf(name),
        paragraphs: paragraphsOf(readFileSync(path.join(folder, file), 'utf8')),
      }
    })
  if (books.length === 0) throw new Error(`There are no .txt files in ${folder}`)
  const secret = new Set(books.filter(({ share }) => share === 'heldOut').flatMap((book) => book.paragraphs))
  return books.map((book) =>
    book.share === 'heldOut'
      ? book
      : { ...book, paragraphs: book.paragraphs.filter((paragraph) => !secret.has(paragraph)) },
  )
}

const wordsOf = (paragraph: string): number => paragraph.split(' ').length

/** An equal stretch of every book of a share: so many hands, `characters` in all, each from its beginning. */
export const stretches = (books: readonly Book[], share: Share, characters: number): readonly string[] => {
  const own = books.filter((book) => book.share === share)
  const each = characters / own.length
  return own.flatMap(({ paragraphs }) => {
    let size = 0
    return paragraphs.filter((paragraph) => {
      const words = wordsOf(paragraph)
      if (words < 12 || words > 220 || size > each) return false
      size += paragraph.length
      return true
    })
  })
}
