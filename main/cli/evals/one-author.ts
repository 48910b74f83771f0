// One author against all others in a folder of novels, AUTHOR_TITLE_YEAR.txt: a book to learn from, another to measure on.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { UsageError } from '../problems.ts'

/** An author with a voice of his own, and a book to learn from that is not the one measured on. */
export const AUTHOR = 'Morris'
const [OWN, HELD_OUT] = ['Morris_Roots', 'Morris_Wood']

export interface Words {
  readonly others: number
  readonly own: number
  readonly heldOut: number
}

const wordsOf = (file: string, count: number): string =>
  readFileSync(file, 'utf8')
    .split(/(?<=\s)(?=\S)/)
    .slice(0, count)
    .join('')

/** @param words of each part; those of the others are spread evenly over their books */
export const oneAuthor = (data: string, words: Words) => {
  const names = readdirSync(data).filter((name) => name.endsWith('.txt'))
  const find = (start: string): string => {
    const name = names.find((each) => each.startsWith(start))
    if (name === undefined) throw new UsageError(`there is no ${start}*.txt in ${data}`)
    return path.join(data, name)
  }
  const others = names.filter((name) => !name.startsWith(`${AUTHOR}_`)).toSorted()
  const share = Math.ceil(words.others / others.length)
  return {
    others: others.map((name) => ({ id: name, text: wordsOf(path.join(data, name), share) })),
    own: [{ id: OWN, text: wordsOf(find(OWN), words.own) }],
    heldOut: [{ id: HELD_OUT, text: wordsOf(find(HELD_OUT), words.heldOut) }],
  }
}
