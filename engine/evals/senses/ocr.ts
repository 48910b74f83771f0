// How well words in pictures are read: pictures beside text files of the same name that hold what stands in them.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, parse } from 'node:path'
import { readText } from '../../analysis/senses/photo/text-analyzer.ts'
import { SenseFile } from '../../analysis/senses/sense-file.ts'

export interface OcrScores {
  readonly count: number
  readonly characters: number
  /** Edits over characters of the truth; any run of white space counts as one space. */
  readonly cer: number
  /** The same without white space: Chinese has none, and where it goes in a picture is a matter of taste. */
  readonly cerWithoutSpaces: number
  readonly unreadable: number
}

/** Levenshtein's distance in characters. */
const edits = (one: string, two: string): number => {
  const [a, b] = [Array.from(one), Array.from(two)]
  let row = Uint32Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = new Uint32Array(b.length + 1)
    next[0] = i
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1))
    row = next
  }
  return row[b.length]
}

/** Full-width and half-width forms are one. */
const plain = (text: string): string => text.normalize('NFKC').replaceAll(/\s+/g, ' ').trim()
const packed = (text: string): string => plain(text).replaceAll(' ', '')

/** Throws where no picture has a text beside it. */
export const scoreOcr = async (folder: string, progress: (done: number) => void): Promise<OcrScores> => {
  const names = readdirSync(folder).filter(
    (name) => !name.endsWith('.txt') && existsSync(join(folder, `${parse(name).name}.txt`)),
  )
  if (names.length === 0)
    throw new Error(`${folder} has no pictures with a .txt of the same name beside them.`)
  let [wrong, wrongPacked, characters, charactersPacked, unreadable] = [0, 0, 0, 0, 0]
  for (const [index, name] of names.entries()) {
    progress(index)
    const truth = readFileSync(join(folder, `${parse(name).name}.txt`), 'utf8')
    let read = ''
    try {
      const picture = await new SenseFile(
        'image',
        '',
        new Uint8Array(readFileSync(join(folder, name))),
      ).picture()
      read = (await readText(picture))?.lines.map(({ text }) => text).join('\n') ?? ''
    } catch {
      unreadable++
    }
    wrong += edits(plain(truth), plain(read))
    wrongPacked += edits(packed(truth), packed(read))
    characters += Array.from(plain(truth)).length
    charactersPacked += Array.from(packed(truth)).length
  }
  const share = (count: number, of: number): number => Math.round((10_000 * count) / (of || 1)) / 10_000
  return {
    count: names.length,
    characters,
    cer: share(wrong, characters),
    cerWithoutSpaces: share(wrongPacked, charactersPacked),
    unreadable,
  }
}
