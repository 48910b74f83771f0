// One set of stand-ins for many texts: chosen once, the same everywhere. What is to be masked is found and decided elsewhere.
import type { DetailKind } from '../domain/mask.ts'

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

/**
 * Stand-ins that stand nowhere in the texts. A name of several words is made of those of its parts, where they have one.
 * @param taken words that a stand-in must not be
 */
export const chooseStandIns = (
  wanted: readonly { readonly kind: DetailKind; readonly original: string }[],
  taken: (word: string) => boolean,
): readonly Replacement[] => {
  const chosen = new Map<string, string>()
  const used = new Set<string>()
  const words = (original: string): readonly string[] => original.split(/[\s·]+/u)
  for (const { kind, original } of wanted.toSorted(
    (a, b) => words(a.original).length - words(b.original).length,
  )) {
    const parts = words(original).map((part) => chosen.get(part))
    const joined = parts.length > 1 && parts.every((part) => part !== undefined) ? parts.join(' ') : undefined
    const pool = kind === 'name' || kind === 'place' ? poolFor(kind, original) : []
    const free = joined ?? pool.find((each) => !used.has(each) && !taken(each))
    const standIn = free ?? plainStandIn(kind, chosen.size + 1, original)
    used.add(standIn)
    chosen.set(original, standIn)
  }
  return [...chosen].map(([original, standIn]) => ({ original, standIn }))
}
