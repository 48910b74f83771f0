// What material says, as words that a passage can be held to: who, where, what, each with the piece it comes from.
import type { Language } from '../../domain/project.ts'
import { wordSpans } from '../../text/words.ts'

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

const wordsIn = (text: string, language: Language): readonly Word[] =>
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

/** The strongest first; each stem once, with every piece that has it. */
export const factsOf = (pieces: readonly MaterialText[], language: Language): readonly MaterialFact[] => {
  const facts = new Map<string, { word: string; weight: 1 | 2 | 3; sources: Set<string> }>()
  for (const { id, text, lines = [], names = [] } of pieces) {
    // No dictionary knows a Chinese name.
    for (const name of names.filter((each) => /^\p{sc=Han}{2,}$/u.test(each))) {
      const fact = facts.get(name) ?? { word: name, weight: 3, sources: new Set<string>() }
      facts.set(name, { ...fact, weight: 3, sources: fact.sources.add(id) })
    }
    const known = new Set(names.flatMap((name) => [name, ...name.split(/[\s·]+/u)]))
    const whole = [text, ...lines.map((line) => line.text), names.join(', ')].join('\n')
    const words = wordsIn(whole, language)
    for (const [at, { text: word }] of words.entries()) {
      if (!isSense(word, language) && !known.has(word)) continue
      const stem = stemOf(word)
      const weight = weightOf(whole, words, at, known, language)
      const fact = facts.get(stem) ?? { word, weight, sources: new Set() }
      facts.set(stem, {
        word: weight > fact.weight ? word : fact.word,
        weight: weight > fact.weight ? weight : fact.weight,
        sources: fact.sources.add(id),
      })
    }
  }
  return [...facts]
    .map(([stem, { word, weight, sources }]): MaterialFact => ({ stem, word, weight, sources: [...sources] }))
    .toSorted((a, b) => b.weight - a.weight)
}

/** Facts that a text mentions. */
export const factsIn = (text: string, facts: readonly MaterialFact[]): readonly MaterialFact[] => {
  const stems = new Set(wordsIn(text, 'en').map(({ text: word }) => stemOf(word)))
  return facts.filter(
    ({ stem, word }) => stems.has(stem) || (/\p{sc=Han}/u.test(word) && text.includes(word)),
  )
}

/** A passage cannot say everything: so many words that carry weight are enough. */
const ENOUGH = 5

/** 0 … 1: how much of the material a passage takes up; null without material. */
export const coverageOf = (text: string, facts: readonly MaterialFact[]): number | null => {
  const strong = facts.filter(({ weight }) => weight > 1)
  if (strong.length === 0) return null
  const heard = factsIn(text, strong).reduce((sum, { weight }) => sum + weight, 0)
  return Math.min(1, heard / (2 * Math.min(ENOUGH, strong.length)))
}

/** What whoever writes should come to say: names and things, not so many that nothing else has room. */
export const wordsToSay = (facts: readonly MaterialFact[], most = 14): readonly string[] =>
  facts
    .filter(({ weight }) => weight > 1)
    .slice(0, most)
    .map(({ word }) => word)
