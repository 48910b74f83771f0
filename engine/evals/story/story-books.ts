// Which novels the shipped story model reads, and which it must never see: whole authors, so that no style is half known.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Random } from '../../nn/seed.ts'
import { storyParagraphs } from './story-text.ts'

/** The same authors that other experiments keep from their writers; by them in the second collection: its numbers. */
const HELD_OUT_AUTHORS: ReadonlySet<string> = new Set(['Dickens', 'Doyle', 'Kipling', 'Lee', 'Schreiner'])
const HELD_OUT_NUMBERS: ReadonlySet<string> = new Set(['766', '1661'])

export interface StoryBook {
  readonly name: string
  readonly isHeldOut: boolean
  readonly paragraphs: readonly string[]
}

/** Files are named AUTHOR_TITLE_YEAR.txt, or LitBank_NUMBER_TITLE.txt. */
export const isHeldOut = (name: string): boolean => {
  const [author = '', number = ''] = name.split('_')
  return HELD_OUT_AUTHORS.has(author) || (author === 'LitBank' && HELD_OUT_NUMBERS.has(number))
}

/** Every .txt of the folder. A long paragraph that stood before, or stands in a book held out, is left out: some works come twice. */
export const readStoryBooks = (folder: string): readonly StoryBook[] => {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.txt'))
    .map((file) => file.slice(0, -'.txt'.length))
    .toSorted((a, b) => Number(isHeldOut(b)) - Number(isHeldOut(a)) || (a < b ? -1 : 1))
  if (names.length === 0) throw new Error(`There are no .txt files in ${folder}`)
  const seen = new Set<string>()
  return names.map((name) => {
    const paragraphs = storyParagraphs(readFileSync(path.join(folder, `${name}.txt`), 'utf8'))
    return {
      name,
      isHeldOut: isHeldOut(name),
      paragraphs: paragraphs.filter((paragraph) => {
        if (paragraph.length < LONG) return true
        if (seen.has(paragraph)) return false
        seen.add(paragraph)
        return true
      }),
    }
  })
}

const LONG = 80
/** A few pages: long enough to learn how one paragraph follows another. */
const STRETCH_CHARACTERS = 8000

/** The books cut into stretches of a few pages, all in one random order: rows that read on see many hands. */
export const shuffledStretches = (
  books: readonly StoryBook[],
  random: Random,
): readonly (readonly string[])[] => {
  const stretches = books.flatMap(({ paragraphs }) => {
    const cut: string[][] = []
    let size = Infinity
    for (const paragraph of paragraphs) {
      if (size >= STRETCH_CHARACTERS) {
        cut.push([])
        size = 0
      }
      cut.at(-1)!.push(paragraph)
      size += paragraph.length
    }
    return cut
  })
  return random.shuffle(stretches)
}

/** One stretch from the middle of each book held out: enough to watch a run by. */
export const glimpses = (books: readonly StoryBook[], characters: number): readonly string[] =>
  books
    .filter(({ isHeldOut: held }) => held)
    .flatMap(({ paragraphs }) => {
      let size = 0
      const from = Math.floor(paragraphs.length / 2)
      return paragraphs.slice(from).filter((paragraph) => {
        if (size >= characters) return false
        size += paragraph.length
        return true
      })
    })
