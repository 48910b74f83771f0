// Puts names and private details out of a text before it leaves the machine, and back into what returns.
// Rules, not understanding: whoever sends is shown what is sent.

import type { ChosenMask, DetailKind } from '../domain/mask.ts'
import { chooseStandIns, plainStandIn } from './mask-all.ts'
import { EN_NOT_NAMES, ZH_SURNAMES } from './voices/speech-words.ts'

export interface Masked {
  readonly text: string
  /** What stands for what, in the order in which it was found. */
  readonly details: readonly {
    readonly kind: DetailKind
    readonly original: string
    readonly standIn: string
  }[]
}

const HAN = /\p{sc=Han}/u
const EMAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu
/** Chinese mobile and land lines, and what is written like a telephone number elsewhere. */
const PHONE =
  /(?<![A-Za-z\d])\+?(?:\d{1,3}[ .-]?)?(?:1[3-9]\d[ -]?\d{4}[ -]?\d{4}|0\d{2,3}[ -]\d{7,8}|\(\d{2,5}\)[ .-]?\d{3,4}[ .-]?\d{3,4}|\d{3}[ .-]\d{3,4}[ .-]\d{4}|\d{2,4}(?:[ .-]\d{2,4}){3,4})(?![A-Za-z\d])/gu
const LONG_NUMBER = /(?<![A-Za-z\d])(?:\d{17}[\dXx]|\d(?:[ -]?\d){12,18})(?![A-Za-z\d])/gu
const STREET =
  /(?<![\p{L}\p{N}])\d{1,5}[A-Za-z]?,? (?:\p{Lu}[\p{L}'’.-]*\s){1,4}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Court|Ct|Place|Pl|Square|Sq|Boulevard|Blvd|Terrace|Way|Close|Crescent|Row)\b\.?/gu
const CHINESE_STREET =
  /[\p{sc=Han}]{2,6}(?:路|街|大道|巷|弄|胡同)\s?\d{1,5}\s?(?:号|弄)(?:\s?\d{1,4}\s?(?:号楼|栋|单元|室|楼))*/gu

/** Capitalised in any sentence, and nobody's name. */
const NO_NAMES = new Set(
  `I Mr Mrs Ms Miss Dr Sir Madam Lord Lady Captain Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February
   March April May June July August September October November December God English French Chinese German
   Old Young Poor Little Dear Good Great`.split(/\s+/u),
)
/** Nobody of a story, and private all the same. */
const CITIES = new Set(['London', 'Paris'])
/** Two capitalised words on end, or one that no sentence begins with. */
const CAPITALISED = /\p{Lu}\p{Ll}+(?:[ -]\p{Lu}\p{Ll}+)+|(?<=[\p{Ll}\d,;:] )\p{Lu}\p{Ll}+/gu

/** Whom somebody met, or what somebody is called: no gap would show where the name begins. */
const CHINESE_MET = new RegExp(
  String.raw`(?<=(?:叫|见到|遇见|遇到|认识|找到)[了过]?)[${ZH_SURNAMES}]\p{sc=Han}{1,2}(?=[，。！？、；：\s]|$)`,
  'gu',
)

/** Two or three signs that begin with a family name, alone among Latin letters: “she met 李明 there”. */
const CHINESE_AMONG_LATIN = new RegExp(
  String.raw`(?<=\p{sc=Latin}[^\p{L}]{1,3})[${ZH_SURNAMES}]\p{sc=Han}{1,2}(?!\p{sc=Han})|(?<!\p{sc=Han})[${ZH_SURNAMES}]\p{sc=Han}{1,2}(?=[^\p{L}]{1,3}\p{sc=Latin})`,
  'gu',
)

/** What is written like a name. It may be a place: masking one too many costs little. */
export const likelyNames = (text: string): readonly string[] => [
  ...[...new Set(text.match(CAPITALISED) ?? [])].flatMap((found) =>
    found
      .split(/[ -]/u)
      .filter((word) => !NO_NAMES.has(word) && (!EN_NOT_NAMES.has(word) || CITIES.has(word))),
  ),
  ...(text.match(CHINESE_MET) ?? []),
  ...(text.match(CHINESE_AMONG_LATIN) ?? []),
]

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`)

/** What makes a word longer; Chinese has no gaps that would show one. */
const LETTER = String.raw`[[\p{L}\p{N}]--\p{sc=Han}]`

/** A Chinese name has no gaps around it; others are whole words, however many there are of them. */
const namePattern = (name: string): RegExp =>
  HAN.test(name)
    ? new RegExp(escape(name), 'gu')
    : new RegExp(String.raw`(?<!${LETTER})${escape(name)}(?!${LETTER})`, 'gv')

type Patterned = Exclude<DetailKind, 'name' | 'place'>

const PATTERNS: readonly (readonly [Patterned, RegExp])[] = [
  ['email', EMAIL],
  ['address', STREET],
  ['address', CHINESE_STREET],
  ['phone', PHONE],
  ['number', LONG_NUMBER],
]

/** What is written like a private detail, whoever's it is; names are others' concern. */
export const detailsIn = (
  text: string,
): readonly { readonly kind: Patterned; readonly original: string }[] => {
  let rest = text
  return PATTERNS.flatMap(([kind, pattern]) => {
    const found = rest.match(pattern) ?? []
    rest = rest.replace(pattern, ' ')
    return found.map((original) => ({ kind, original }))
  })
}

/** Whom and what a text may name: as written, or with what the writer decided about it. */
export type KnownNames = readonly (string | ChosenMask)[]

/** @param known people of the story, as they are written in it, and the writer's own decisions */
export const maskDetails = (text: string, known: KnownNames): Masked => {
  const chosen = known.filter((each) => typeof each !== 'string')
  const kept = new Set(chosen.filter(({ standIn }) => standIn === null).map(({ original }) => original))
  const names = known.filter((each) => typeof each === 'string').filter((name) => !kept.has(name.trim()))
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
  // The writer's own stand-ins go first, longer ones before what they begin with.
  for (const { original, kind, standIn } of chosen.toSorted((a, b) => b.original.length - a.original.length))
    if (standIn !== null) masked = masked.replace(namePattern(original), () => take(kind, original, standIn))
  for (const [kind, pattern] of PATTERNS)
    masked = masked.replace(pattern, (original) => {
      if (kept.has(original) || details.some(({ standIn }) => standIn === original)) return original
      return take(kind, original, plainStandIn(kind, details.length + 1, original))
    })
  const met = [...new Set(names.map((each) => each.trim()))].filter(
    (name) => name.length >= 2 && !used.has(name) && masked.match(namePattern(name)),
  )
  const standIns = chooseStandIns(
    met.map((original) => ({ kind: 'name', original })),
    (word) => text.includes(word),
    details,
  )
  // Longer names first: “Anna Maria” is not “Anna” and a rest.
  for (const { original, standIn } of standIns.toSorted((a, b) => b.original.length - a.original.length))
    masked = masked.replace(namePattern(original), () => take('name', original, standIn))
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
