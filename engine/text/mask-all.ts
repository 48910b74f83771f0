// One set of stand-ins for many texts: chosen once, the same everywhere. What is to be masked is found and decided elsewhere.
import type { DetailKind } from '../domain/mask.ts'
import { isShortName, shortenedAlike } from './voices/chinese-names.ts'
import { TITLES } from './voices/speech-words.ts'

const HAN = /\p{sc=Han}/u
const LETTER = String.raw`[[\p{L}\p{N}]--\p{sc=Han}]`

export interface Replacement {
  readonly original: string
  readonly standIn: string
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/gu, String.raw`\$&`)

const sourceOf = (original: string): string =>
  HAN.test(original) || !/^[\p{L}\p{N}]/u.test(original)
    ? escape(original)
    : `(?<!${LETTER})${escape(original)}(?!${LETTER})`

/** Longer ones first, so that a whole name is not cut by its part. Null where there is nothing to look for. */
export const patternOf = (originals: readonly string[]): RegExp | null => {
  const sorted = [...new Set(originals)].filter((each) => each !== '').toSorted((a, b) => b.length - a.length)
  return sorted.length === 0 ? null : new RegExp(sorted.map(sourceOf).join('|'), 'gv')
}

/** In one pass, so that no stand-in is masked again. */
export const createMasker = (replacements: readonly Replacement[]): ((text: string) => string) => {
  const standIns = new Map(replacements.map(({ original, standIn }) => [original, standIn]))
  const pattern = patternOf([...standIns.keys()])
  return pattern === null
    ? (text) => text
    : (text) => text.replace(pattern, (found) => standIns.get(found) ?? found)
}

const PEOPLE =
  'Averil Bastian Corwen Delphia Edrick Fenella Garrick Hestia Ivor Jessamy Kester Linnea Mortimer Nerys Osric Perdita Quillon Rosamund Sorrel Tamsin Ulric Verity Wystan Xanthe Yorick Zelda'.split(
    ' ',
  )
const CHINESE_PEOPLE =
  '沈知遥 陆平川 顾念安 江望舒 程以宁 许南乔 温子衿 裴云起 闻人语 祝长歌 柳闻莺 宋砚秋'.split(' ')
const PLACES =
  'Aldmoor Brinsea Caldwick Dunmere Eastholt Farrowby Greyford Hallowell Inchmere Kelbrook'.split(' ')
const CHINESE_PLACES = '青渡 云栖镇 白石湾 南桥 柳塘 北原 松崖 长汀'.split(' ')

/** Names that are rare, plain and not each other's beginning; a story reads on with them. */
export const poolFor = (kind: 'name' | 'place', original: string): readonly string[] => {
  if (kind === 'name') return HAN.test(original) ? CHINESE_PEOPLE : PEOPLE
  return HAN.test(original) ? CHINESE_PLACES : PLACES
}

export const plainStandIn = (kind: DetailKind, index: number, original: string): string => {
  const isChinese = HAN.test(original)
  switch (kind) {
    case 'name':
      return isChinese ? `某人${index}` : `Person${index}`
    case 'place':
      return isChinese ? `某地${index}` : `Place${index}`
    case 'email':
      return `writer${index}@example.invalid`
    case 'phone':
      return `555-01${String(index).padStart(2, '0')}`
    case 'number':
      return `0000-0000-${String(index).padStart(4, '0')}`
    case 'address':
      return isChinese ? `某某路${index}号` : `${index} Nowhere Street`
  }
}

interface Wanted {
  readonly kind: DetailKind
  readonly original: string
}

const wordsOf = (original: string): readonly string[] => original.split(/[\s·]+/u)
const isTitle = (word: string): boolean => word.replace(/\.$/u, '') in TITLES

/** Of one person under several names the parts of one stand-in: Mary, Miss Mary, Mary Lennox; 李明, 小李. */
class StandIns {
  readonly chosen: Map<string, string>
  readonly #used: Set<string>
  readonly #taken: (word: string) => boolean

  constructor(known: readonly Replacement[], taken: (word: string) => boolean) {
    this.chosen = new Map(known.map(({ original, standIn }) => [original, standIn]))
    this.#used = new Set(this.chosen.values())
    this.#taken = taken
  }

  take({ kind, original }: Wanted, all: readonly Wanted[]): void {
    const like = kind === 'name' && isShortName(original) ? this.#shortened(original, all) : null
    const standIn = like ?? this.#whole(kind, original)
    this.#used.add(standIn)
    this.chosen.set(original, standIn)
  }

  #whole(kind: DetailKind, original: string): string {
    const words = wordsOf(original)
    if (words.length > 1 && kind === 'name' && !HAN.test(original))
      return words.map((word) => (isTitle(word) ? word : this.#partOf(word))).join(' ')
    const parts = words.map((word) => this.chosen.get(word))
    if (words.length > 1 && parts.every((part) => part !== undefined)) return parts.join(' ')
    return this.#fresh(kind, original)
  }

  /** For a part that stands nowhere by itself as well, and then for whoever shares it. */
  #partOf(word: string): string {
    const standIn = this.chosen.get(word) ?? this.#fresh('name', word)
    this.#used.add(standIn)
    this.chosen.set(word, standIn)
    return standIn
  }

  #fresh(kind: DetailKind, original: string): string {
    const pool = kind === 'name' || kind === 'place' ? poolFor(kind, original) : []
    const free = pool.find((each) => !this.#used.has(each) && !this.#taken(each))
    return free ?? plainStandIn(kind, this.chosen.size + 1, original)
  }

  /** Of the only one whose name it shortens. */
  #shortened(short: string, all: readonly Wanted[]): string | null {
    const whole = all.filter(
      ({ kind, original }) =>
        kind === 'name' &&
        original !== short &&
        HAN.test(original) &&
        !isShortName(original) &&
        shortenedAlike(short, original, original) !== null,
    )
    const standIn = whole.length === 1 ? this.chosen.get(whole[0].original) : undefined
    const made = standIn === undefined ? null : shortenedAlike(short, whole[0].original, standIn)
    return made === null || made === '' || this.#used.has(made) || this.#taken(made) ? null : made
  }
}

/**
 * Stand-ins that stand nowhere in the texts. Names of one person get parts of one stand-in.
 * @param taken words that a stand-in must not be
 * @param known what stands for others already: parts of their names are theirs here, too
 */
export const chooseStandIns = (
  wanted: readonly Wanted[],
  taken: (word: string) => boolean,
  known: readonly Replacement[] = [],
): readonly Replacement[] => {
  const standIns = new StandIns(known, taken)
  const rank = ({ original }: Wanted): number =>
    HAN.test(original) && isShortName(original) ? Infinity : wordsOf(original).length
  for (const each of wanted.toSorted((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b))))
    standIns.take(each, wanted)
  return wanted.map(({ original }) => ({ original, standIn: standIns.chosen.get(original) ?? original }))
}
