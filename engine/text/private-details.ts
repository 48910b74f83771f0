// Puts names and private details out of a text before it leaves the machine, and back into what returns.
// Rules, not understanding: whoever sends is shown what is sent.

export interface Masked {
  readonly text: string
  /** What stands for what, in the order in which it was found. */
  readonly details: readonly {
    readonly kind: DetailKind
    readonly original: string
    readonly standIn: string
  }[]
}

export type DetailKind = 'name' | 'email' | 'phone' | 'address' | 'number'

/** Names that are rare, plain and not each other's beginning; a story reads on with them. */
const NAMES =
  'Averil Bastian Corwen Delphia Edrick Fenella Garrick Hestia Ivor Jessamy Kester Linnea Mortimer Nerys Osric Perdita Quillon Rosamund Sorrel Tamsin Ulric Verity Wystan Xanthe Yorick Zelda'.split(
    ' ',
  )
const CHINESE_NAMES =
  '沈知遥 陆平川 顾念安 江望舒 程以宁 许南乔 温子衿 裴云起 闻人语 祝长歌 柳闻莺 宋砚秋'.split(' ')

const HAN = /\p{sc=Han}/u
const EMAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu
/** Chinese mobile and land lines, and what is written like a telephone number elsewhere. */
const PHONE =
  /(?<![A-Za-z\d])(?:\+?\d{1,3}[ .-]?)?(?:1[3-9]\d[ -]?\d{4}[ -]?\d{4}|0\d{2,3}[ -]\d{7,8}|\(\d{2,5}\)[ .-]?\d{3,4}[ .-]?\d{3,4}|\d{3}[ .-]\d{3,4}[ .-]\d{4}|\d{2,4}(?:[ .-]\d{2,4}){3,4})(?![A-Za-z\d])/gu
const LONG_NUMBER = /(?<![A-Za-z\d])(?:\d{17}[\dXx]|\d(?:[ -]?\d){12,18})(?![A-Za-z\d])/gu
const STREET =
  /(?<![\p{L}\p{N}])\d{1,5}[A-Za-z]?,? (?:\p{Lu}[\p{L}'’.-]*\s){1,4}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Court|Ct|Place|Pl|Square|Sq|Boulevard|Blvd|Terrace|Way|Close|Crescent|Row)\b\.?/gu
const CHINESE_STREET =
  /[\p{sc=Han}]{2,6}(?:路|街|大道|巷|弄|胡同)\s?\d{1,5}\s?(?:号|弄)(?:\s?\d{1,4}\s?(?:号楼|栋|单元|室|楼))*/gu

/** Capitalised in any sentence, and nobody's name. */
const NO_NAMES = new Set(
  `I Mr Mrs Ms Miss Dr Sir Madam Lord Lady Captain Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February
   March April May June July August September October November December God English French Chinese German`.split(
    /\s+/u,
  ),
)
/** Two capitalised words on end, or one that no sentence begins with. */
const CAPITALISED = /\p{Lu}\p{Ll}+(?:[ -]\p{Lu}\p{Ll}+)+|(?<=[\p{Ll}\d,;:] )\p{Lu}\p{Ll}+/gu

/** What is written like a name. It may be a place: masking one too many costs little. */
export const likelyNames = (text: string): readonly string[] =>
  [...new Set(text.match(CAPITALISED) ?? [])].flatMap((found) =>
    found.split(/[ -]/u).filter((word) => !NO_NAMES.has(word)),
  )

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`)

/** What makes a word longer; Chinese has no gaps that would show one. */
const LETTER = String.raw`[[\p{L}\p{N}]--\p{sc=Han}]`

/** A Chinese name has no gaps around it; others are whole words, however many there are of them. */
const namePattern = (name: string): RegExp =>
  HAN.test(name)
    ? new RegExp(escape(name), 'gu')
    : new RegExp(String.raw`(?<!${LETTER})${escape(name)}(?!${LETTER})`, 'gv')

const numbered = (kind: Exclude<DetailKind, 'name'>, index: number, original: string): string => {
  const isChinese = HAN.test(original)
  switch (kind) {
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

/** @param names people of the story, as they are written in it */
export const maskDetails = (text: string, names: readonly string[]): Masked => {
  const details: { kind: DetailKind; original: string; standIn: string }[] = []
  const used = new Set<string>()
  let masked = text
  const take = (kind: DetailKind, original: string, standIn: string): string => {
    const known = details.find((detail) => detail.original === original)
    if (known) return known.standIn
    details.push({ kind, original, standIn })
    used.add(standIn)
    return standIn
  }
  const patterns: readonly (readonly [Exclude<DetailKind, 'name'>, RegExp])[] = [
    ['email', EMAIL],
    ['address', STREET],
    ['address', CHINESE_STREET],
    ['phone', PHONE],
    ['number', LONG_NUMBER],
  ]
  for (const [kind, pattern] of patterns)
    masked = masked.replace(pattern, (original) => {
      if (details.some(({ standIn }) => standIn === original)) return original
      return take(kind, original, numbered(kind, details.length + 1, original))
    })
  // Longer names first: “Anna Maria” is not “Anna” and a rest.
  for (const name of [...new Set(names.map((each) => each.trim()))].toSorted((a, b) => b.length - a.length)) {
    if (name.length < 2 || !masked.match(namePattern(name))) continue
    const pool = HAN.test(name) ? CHINESE_NAMES : NAMES
    const free = pool.find((each) => !used.has(each) && !text.includes(each))
    const standIn = free ?? (HAN.test(name) ? `某人${details.length + 1}` : `Person${details.length + 1}`)
    masked = masked.replace(namePattern(name), () => take('name', name, standIn))
  }
  return { text: masked, details }
}

type StandIn = Pick<Masked['details'][number], 'original' | 'standIn'>

/** A masked text in stretches: those that stand for something, with what that is, and the rest. */
export const markDetails = (
  masked: string,
  details: readonly StandIn[],
): { readonly sent: string; readonly original: string | null }[] => {
  if (details.length === 0) return [{ sent: masked, original: null }]
  const longest = details.toSorted((a, b) => b.standIn.length - a.standIn.length)
  const any = new RegExp(longest.map(({ standIn }) => `(${namePattern(standIn).source})`).join('|'), 'gv')
  const stretches: { sent: string; original: string | null }[] = []
  let at = 0
  for (const found of masked.matchAll(any)) {
    const detail = longest[found.slice(1).findIndex((group) => group !== undefined)]
    stretches.push({ sent: masked.slice(at, found.index), original: null })
    stretches.push({ sent: found[0], original: detail?.original ?? null })
    at = found.index + found[0].length
  }
  stretches.push({ sent: masked.slice(at), original: null })
  return stretches.filter(({ sent }) => sent !== '')
}

/** Puts the originals back into text that comes in pieces; holds back what may be the beginning of a stand-in. */
export class DetailRestorer {
  readonly #details: Masked['details']
  #held = ''

  constructor({ details }: Pick<Masked, 'details'>) {
    this.#details = details
  }

  push(piece: string): string {
    const text = this.#held + piece
    const held = this.#unfinished(text)
    this.#held = text.slice(text.length - held)
    return this.#restore(text.slice(0, text.length - held))
  }

  flush(): string {
    const text = this.#restore(this.#held)
    this.#held = ''
    return text
  }

  /** How much of the end could still become a stand-in, or be one that a longer word begins with. */
  #unfinished(text: string): number {
    let longest = 0
    for (const { standIn } of this.#details)
      for (let length = Math.min(standIn.length, text.length); length > longest; length--)
        if (text.endsWith(standIn.slice(0, length))) longest = length
    return longest
  }

  #restore(text: string): string {
    return this.#details
      .toSorted((a, b) => b.standIn.length - a.standIn.length)
      .reduce((now, { standIn, original }) => now.replace(namePattern(standIn), () => original), text)
  }
}
