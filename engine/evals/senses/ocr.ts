// How well words in pictures are read: pictures beside text files of the same name that hold what stands in them, or pictures
// that are drawn for it.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join, parse } from 'node:path'
import { readText } from '../../analysis/senses/photo/text-analyzer.ts'
import { SenseFile } from '../../analysis/senses/sense-file.ts'
import { drawOcrPictures } from './ocr-pictures.ts'

export interface OcrScores {
  readonly count: number
  readonly characters: number
  /** Edits over characters of the truth; any run of white space counts as one space. */
  readonly cer: number
  /** The same without white space: Chinese has none, and where it goes in a picture is a matter of taste. */
  readonly cerWithoutSpaces: number
  readonly unreadable: number
}

export interface DrawnOcrScores extends OcrScores {
  /** `cer` of each kind of picture. */
  readonly cerByKind: Readonly<Record<string, number>>
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

interface Count {
  wrong: number
  wrongPacked: number
  characters: number
  charactersPacked: number
  pictures: number
  unreadable: number
}

const nothing = (): Count => ({
  wrong: 0,
  wrongPacked: 0,
  characters: 0,
  charactersPacked: 0,
  pictures: 0,
  unreadable: 0,
})

const share = (count: number, of: number): number => Math.round((10_000 * count) / (of || 1)) / 10_000

const scoresOf = (count: Count): OcrScores => ({
  count: count.pictures,
  characters: count.characters,
  cer: share(count.wrong, count.characters),
  cerWithoutSpaces: share(count.wrongPacked, count.charactersPacked),
  unreadable: count.unreadable,
})

const countIn = async (bytes: Uint8Array, truth: string, counts: readonly Count[]): Promise<void> => {
  let [read, unreadable] = ['', 0]
  try {
    const picture = await new SenseFile('image', '', bytes).picture()
    read = (await readText(picture))?.lines.map(({ text }) => text).join('\n') ?? ''
  } catch {
    unreadable = 1
  }
  const [wrong, wrongPacked] = [edits(plain(truth), plain(read)), edits(packed(truth), packed(read))]
  for (const count of counts) {
    count.pictures++
    count.unreadable += unreadable
    count.wrong += wrong
    count.wrongPacked += wrongPacked
    count.characters += Array.from(plain(truth)).length
    count.charactersPacked += Array.from(packed(truth)).length
  }
}

/** Throws where no picture has a text beside it. */
export const scoreOcr = async (folder: string, progress: (done: number) => void): Promise<OcrScores> => {
  const names = readdirSync(folder).filter(
    (name) => extname(name) !== '.txt' && existsSync(join(folder, `${parse(name).name}.txt`)),
  )
  if (names.length === 0)
    throw new Error(`${folder} has no pictures with a .txt of the same name beside them.`)
  const count = nothing()
  for (const [index, name] of names.entries()) {
    progress(index)
    const truth = readFileSync(join(folder, `${parse(name).name}.txt`), 'utf8')
    await countIn(new Uint8Array(readFileSync(join(folder, name))), truth, [count])
  }
  return scoresOf(count)
}

/** On pictures drawn with the fonts of this machine, `each` of every kind and language. */
export const scoreDrawnOcr = async (
  each: number,
  seed: number,
  progress: (done: number) => void,
): Promise<DrawnOcrScores> => {
  const all = nothing()
  const kinds = new Map<string, Count>()
  for await (const { kind, bytes, truth } of drawOcrPictures(each, seed)) {
    progress(all.pictures)
    const own = kinds.get(kind) ?? nothing()
    kinds.set(kind, own)
    await countIn(bytes, truth, [all, own])
  }
  const cerByKind = Object.fromEntries(
    [...kinds].map(([kind, { wrong, characters }]) => [kind, share(wrong, characters)]),
  )
  return { ...scoresOf(all), cerByKind }
}
