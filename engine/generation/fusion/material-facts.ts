// What material says, as words that a passage can be held to: who, where, what, each with the piece it comes from.
import type { Language } from '../../domain/project.ts'
import type { WordWish } from '../../models/passage.ts'
import { wordSpans } from '../../text/words.ts'
import { oppositesOf } from './opposites.ts'

/** A piece of material as words: an entry, a photo and what is seen in it, a stretch of a recording. */
export interface MaterialText {
  /** `entry:…` or `media:…`. */
  readonly id: string
  readonly title: string
  readonly text: string
  /** Names that it is known to speak of. */
  readonly names?: readonly string[]
  /** What is said when, where it is a recording: milliseconds from its beginning. */
  readonly lines?: readonly { readonly fromMs: number; readonly text: string }[]
}

export interface MaterialFact {
  /** As it is written. */
  readonly word: string
  readonly stem: string
  /** 3 a name, 2 a thing or place, 1 any other word that carries sense. */
  readonly weight: 1 | 2 | 3
  /** The small words before it, `at the`; '' where there are none. */
  readonly lead: string
  readonly sources: readonly string[]
}

const STOP = new Set(
  `a about above after again against all almost along also always am an and any anything are around as at away back be became because been
   before began behind being below best better between big both but by came can come could day days did do does doing done down each either
   else end enough even ever every everything far few first for from gave get give go goes going gone good got had has have having he her here
   hers herself him himself his how however i if in into is it its itself just keep kept knew know last later left less let like little long
   look looked lot made make many may me mean might mine more most much must my myself near never new next no nobody none nor not nothing now
   of off often on once one only or other others our ours out over own part put quite rather really right said same saw say see seem seemed
   she should since small so some somebody something soon still such take than that the their theirs them then there these they thing things
   think this those though thought through till time to today together told too took toward turned two under until up upon us very want was
   way we well went were what when where whether which while who whole whom whose why will with within without would yes yesterday yet you
   young your yours three four five half year years week weeks month months made felt feel asked tell`.split(
    /\s+/u,
  ),
)
/** Words of sense are those behind one of these, mostly. */
const BEFORE_THINGS = new Set(
  'a an the my your his her its our their this that these those of with no some two three four five another every'.split(
    ' ',
  ),
)
const CHINESE_STOP = new Set(
  '我们 你们 他们 她们 自己 这个 那个 这样 那样 什么 怎么 没有 不是 就是 还是 可是 但是 因为 所以 如果 已经 一个 一些 时候 今天 昨天 明天 现在 后来 然后 知道 觉得 看见 起来 出来 下来 一直 一样 非常 有点 只是 不过'.split(
    ' ',
  ),
)

/** What is left of a word when its endings go: rain, rained, rains, raining are one. */
export const stemOf = (word: string): string => {
  const plain = word.toLowerCase().replace(/['’]s$/u, '')
  if (!/^[a-z]+$/u.test(plain) || plain.length < 4) return plain
  if (plain.endsWith('ies') && plain.length > 4) return `${plain.slice(0, -3)}y`
  const cut = plain
    .replace(/(?<=[a-z]{3})(?:ing|ed)$/u, '')
    .replace(/(?<=[a-z]{2})(?:(?<=s|x|z|ch|sh)es|(?<!s|u)s)$/u, '')
  return cut.replace(/([bdgmnprt])\1$/u, '$1').replace(/e$/u, '')
}

interface Word {
  readonly text: string
  readonly from: number
}

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })

const spokenIn = (text: string, language: Language): readonly Word[] =>
  language === 'zh'
    ? [...segmenter.segment(text)].flatMap(({ segment, index, isWordLike }) =>
        isWordLike ? [{ text: segment, from: index }] : [],
      )
    : wordSpans(text).map(({ from, to }) => ({ text: text.slice(from, to), from }))

/** Says nothing by itself, however it is written. */
export const isPlainWord = (word: string): boolean => STOP.has(word.toLowerCase())

const isSense = (word: string, language: Language): boolean =>
  language === 'zh'
    ? /^\p{sc=Han}{2,}$/u.test(word) && !CHINESE_STOP.has(word)
    : /^\p{L}[\p{L}'’-]{2,}$/u.test(word) && !STOP.has(word.toLowerCase())

const startsSentence = (text: string, at: number): boolean =>
  /(?:^|[.!?…\n]["'”’)]*)\s*$/u.test(text.slice(0, at))

const weightOf = (
  text: string,
  words: readonly Word[],
  at: number,
  names: ReadonlySet<string>,
  language: Language,
): 1 | 2 | 3 => {
  const { text: word, from } = words[at]
  if (names.has(word) || (/^\p{Lu}/u.test(word) && !startsSentence(text, from))) return 3
  if (language === 'zh') return 2
  const before = words.slice(Math.max(0, at - 2), at).map((each) => each.text.toLowerCase())
  return before.some((each) => BEFORE_THINGS.has(each)) ? 2 : 1
}

/** Words that lead to a thing or a name: `at the`, `with`. */
const LEADING = new Set(
  'a an the my your his her its our their this that these those of with at in on by to from for near under over behind beside'.split(
    ' ',
  ),
)
const LONGEST_LEAD = 2

const leadOf = (words: readonly Word[], at: number, language: Language): string => {
  if (language === 'zh') return ''
  const before = words.slice(Math.max(0, at - LONGEST_LEAD), at).map(({ text }) => text.toLowerCase())
  return before.slice(before.findLastIndex((word) => !LEADING.has(word)) + 1).join(' ')
}

type Growing = Omit<MaterialFact, 'stem' | 'sources'> & { readonly sources: Set<string> }

/** The strongest first; each stem once, with every piece that has it. */
export const factsOf = (pieces: readonly MaterialText[], language: Language): readonly MaterialFact[] => {
  const facts = new Map<string, Growing>()
  const add = (stem: string, source: string, fresh: Omit<Growing, 'sources'>): void => {
    const fact = facts.get(stem)
    const stronger = fact === undefined || fresh.weight > fact.weight ? fresh : fact
    facts.set(stem, { ...stronger, sources: (fact?.sources ?? new Set()).add(source) })
  }
  for (const { id, text, lines = [], names = [] } of pieces) {
    // No dictionary knows a Chinese name.
    for (const name of names.filter((each) => /^\p{sc=Han}{2,}$/u.test(each)))
      add(name, id, { word: name, weight: 3, lead: '' })
    const known = new Set(names.flatMap((name) => [name, ...name.split(/[\s·]+/u)]))
    const whole = [text, ...lines.map((line) => line.text), names.join(', ')].join('\n')
    const words = spokenIn(whole, language)
    for (const [at, { text: word, from }] of words.entries()) {
      if (!isSense(word, language) && !known.has(word)) continue
      // A capital at the beginning of a sentence says nothing.
      const plain = !known.has(word) && startsSentence(whole, from) ? word.toLowerCase() : word
      const weight = weightOf(whole, words, at, known, language)
      add(stemOf(word), id, { word: plain, weight, lead: leadOf(words, at, language) })
    }
  }
  return [...facts]
    .map(([stem, { word, weight, lead, sources }]) => ({ stem, word, weight, lead, sources: [...sources] }))
    .toSorted((a, b) => b.weight - a.weight)
}

/** Facts that a text mentions. */
export const factsIn = (text: string, facts: readonly MaterialFact[]): readonly MaterialFact[] => {
  const stems = new Set(spokenIn(text, 'en').map(({ text: word }) => stemOf(word)))
  return facts.filter(
    ({ stem, word }) => stems.has(stem) || (/\p{sc=Han}/u.test(word) && text.includes(word)),
  )
}

/** A passage cannot say everything: so many words that carry weight are enough. */
const ENOUGH = 5

/** What one contradiction takes away. */
const CONTRADICTION = 0.3

/** Words that would say the opposite of what the material says (opposites.ts). */
export const wordsAgainst = (facts: readonly MaterialFact[], language: Language): readonly string[] => {
  const stems = new Set(facts.map(({ stem }) => stem))
  const said = facts.map(({ word }) => word)
  return oppositesOf(
    (word) => stems.has(stemOf(word)) || (language === 'zh' && said.some((each) => each.includes(word))),
    language,
  )
}

/** Those of some words that a text says. */
export const wordsIn = (text: string, words: readonly string[]): readonly string[] => {
  const stems = new Set(spokenIn(text, 'en').map(({ text: word }) => stemOf(word)))
  return words.filter((word) => (/\p{sc=Han}/u.test(word) ? text.includes(word) : stems.has(stemOf(word))))
}

/** 0 … 1: how much of the material a passage takes up, less for what contradicts it; null without material. */
export const coverageOf = (
  text: string,
  facts: readonly MaterialFact[],
  against: readonly string[] = [],
): number | null => {
  const strong = facts.filter(({ weight }) => weight > 1)
  if (strong.length === 0) return null
  const heard = factsIn(text, strong).reduce((sum, { weight }) => sum + weight, 0)
  const covered = Math.min(1, heard / (2 * Math.min(ENOUGH, strong.length)))
  return Math.max(0, covered - CONTRADICTION * wordsIn(text, against).length)
}

/** How much a fact draws, by its weight. */
const PULLS = [0, 0.5, 1, 1.3] as const

/** What whoever writes should come to say: names and things first, not so many that nothing else has room. */
export const wordsToSay = (facts: readonly MaterialFact[], most = 14): WordWish['words'] =>
  facts.slice(0, most).map(({ word, lead, weight }) => ({ word, lead, weight: PULLS[weight] }))
