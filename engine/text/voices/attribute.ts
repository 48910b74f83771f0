// Whose feelings a sentence tells: the speaker's of what is quoted, a person's of what is told about them, by rules that
// say how they know. Finds no names and judges no feelings.
import type { Language } from '../../domain/project.ts'
import type { TextRange } from '../sentences.ts'
import { countWords } from '../words.ts'
import { quotations, withoutQuotations } from './quotations.ts'
import { GENDERED, genderOf, PRONOUN, SAYING, TITLES, type Gender } from './speech-words.ts'

export interface CastMember {
  readonly id: string
  readonly name: string
  readonly aliases: readonly string[]
}

/**
 * `tag`: “…” said Anne. `beat`: Anne alone acts beside the quotation. `turn`: two who talk in turn. `mention`: the
 * sentence names Anne and no one else. `pronoun`: she, who was named last.
 */
export type How = 'tag' | 'beat' | 'turn' | 'mention' | 'pronoun'

export interface Voice {
  /** Whether the sentence is (mostly) spoken. */
  readonly spoken: boolean
  /** Of the cast; null where the rules do not know, or nobody's. */
  readonly who: string | null
  readonly how: How | null
}

export interface VoicedParagraph {
  readonly text: string
  readonly language: Language
  readonly sentences: readonly TextRange[]
}

interface Mention extends TextRange {
  readonly id: string
}

const escape = (name: string): string => name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
const HAN = /\p{sc=Han}/u

/** How far a verb of saying may stand from the one who says it, in characters. */
const NEAR: Readonly<Record<Language, number>> = { en: 28, zh: 8 }

/** A sentence whose unspoken rest is so short and tells of saying is all speech: “No,” said Anne. */
const TAG_WORDS = 8

/** Reads scenes with one cast; learns from them who is “she” and who is “he”. */
export const createAttributor = (cast: readonly CastMember[]) => {
  const idOf = new Map(
    cast.flatMap(({ id, name, aliases }) => [name, ...aliases].map((each) => [each, id] as const)),
  )
  const names = [...idOf.keys()].filter((name) => name.trim() !== '').toSorted((a, b) => b.length - a.length)
  const pattern =
    names.length === 0
      ? null
      : new RegExp(
          names.map((name) => (HAN.test(name) ? escape(name) : String.raw`\b${escape(name)}\b`)).join('|'),
          'gu',
        )
  const genders = new Map<string, Gender>()
  const counts = new Map<string, Record<Gender, number>>()
  for (const [name, id] of idOf) {
    const gender = TITLES[name.split(/[.\s]/u)[0] ?? '']
    if (gender) genders.set(id, gender)
  }

  const mentionsIn = (text: string): readonly Mention[] =>
    pattern === null
      ? []
      : Array.from(text.matchAll(pattern), ({ 0: name, index }) => ({
          id: idOf.get(name)!,
          from: index,
          to: index + name.length,
        }))

  /** A sentence with one name and one kind of pronoun tells how that person is spoken of. */
  const learn = (told: string, sentences: readonly TextRange[]): void => {
    for (const { from, to } of sentences) {
      const sentence = told.slice(from, to)
      const people = new Set(mentionsIn(sentence).map(({ id }) => id))
      if (people.size !== 1) continue
      const [id] = people
      const count = counts.get(id) ?? { she: 0, he: 0 }
      for (const gender of ['she', 'he'] as const)
        count[gender] += sentence.match(GENDERED[gender])?.length ?? 0
      counts.set(id, count)
    }
  }

  const genderOfPerson = (id: string): Gender | null => {
    const known = genders.get(id)
    if (known) return known
    const { she, he } = counts.get(id) ?? { she: 0, he: 0 }
    return she > 2 * he ? 'she' : he > 2 * she ? 'he' : null
  }

  /** The last one named who may be meant by the pronoun. */
  const meant = (pronoun: string, before: readonly string[]): string | null => {
    const gender = genderOf(pronoun)
    for (const id of before.toReversed()) {
      const known = genderOfPerson(id)
      if (known === null || known === gender) return id
    }
    return null
  }

  /** Who stands beside a verb of saying in what is told around the quotations; a pronoun is resolved by `before`. */
  const taggedSpeaker = (
    { text, language }: VoicedParagraph,
    told: string,
    quoted: readonly TextRange[],
    mentions: readonly Mention[],
    before: readonly string[],
  ): { who: string | null; tagged: boolean } => {
    for (const verb of told.matchAll(SAYING[language])) {
      const [from, to] = [verb.index, verb.index + verb[0].length]
      const isBeside = quoted.some(
        (quote) =>
          (quote.to <= from && from - quote.to <= NEAR[language] + 12) ||
          (quote.from >= to && quote.from - to <= NEAR[language]),
      )
      if (!isBeside) continue
      const left = mentions.findLast((mention) => mention.to <= from && from - mention.to <= NEAR[language])
      const right = mentions.find((mention) => mention.from >= to && mention.from - to <= NEAR[language])
      const clean = (a: number, b: number): boolean => !/[.!?;。！？；]/u.test(text.slice(a, b))
      const pronoun = Array.from(told.matchAll(PRONOUN[language])).find(
        ({ index, 0: word }) =>
          (index < from && from - (index + word.length) <= 2) || (index >= to && index - to <= 2),
      )
      // "she said to Tom": the pronoun right at the verb goes before a name further on.
      if (pronoun) return { who: meant(pronoun[0], before), tagged: true }
      if (left && clean(left.to, from)) return { who: left.id, tagged: true }
      if (right && clean(to, right.from) && language === 'en') return { who: right.id, tagged: true }
      if (/\bI\s*$/u.test(told.slice(0, from)) || /^\s*I\b/u.test(told.slice(to)))
        return { who: null, tagged: true }
      if (language === 'zh' && /我$/u.test(told.slice(0, from))) return { who: null, tagged: true }
    }
    return { who: null, tagged: false }
  }

  /** One voice a sentence, paragraph by paragraph, for one scene in reading order. */
  const attribute = (paragraphs: readonly VoicedParagraph[]): readonly (readonly Voice[])[] => {
    const parts = paragraphs.map((paragraph) => {
      const quoted = quotations(paragraph.text)
      const told = withoutQuotations(paragraph.text, quoted)
      learn(told, paragraph.sentences)
      return { paragraph, quoted, told, mentions: mentionsIn(told) }
    })
    /** People in the order they were named in what is told, and speakers of the last quotations. */
    const named: string[] = []
    const spoke: (string | null)[] = []
    return parts.map(({ paragraph, quoted, told, mentions }) => {
      let speaker: string | null = null
      let how: How | null = null
      if (quoted.length > 0) {
        const firstQuote = quoted[0].from
        const before = [...named, ...mentions.filter(({ to }) => to <= firstQuote).map(({ id }) => id)]
        const { who, tagged } = taggedSpeaker(paragraph, told, quoted, mentions, before)
        const people = new Set(mentions.map(({ id }) => id))
        const [last, lastButOne] = [spoke.at(-1), spoke.at(-2)]
        if (tagged) [speaker, how] = [who, who === null ? null : 'tag']
        else if (people.size === 1) [speaker, how] = [[...people][0], 'beat']
        else if (people.size === 0 && last && lastButOne && last !== lastButOne)
          [speaker, how] = [lastButOne, 'turn']
        spoke.push(speaker)
      } else if (told.trim() !== '') spoke.push(null, null)

      const voices = paragraph.sentences.map((sentence): Voice => {
        const spokenLength = quoted.reduce(
          (sum, { from, to }) => sum + Math.max(0, Math.min(to, sentence.to) - Math.max(from, sentence.from)),
          0,
        )
        const rest = told.slice(sentence.from, sentence.to)
        const isTag =
          spokenLength > 0 &&
          countWords(rest) <= TAG_WORDS &&
          new RegExp(SAYING[paragraph.language]).test(rest)
        if (isTag || spokenLength * 2 >= sentence.to - sentence.from)
          return { spoken: true, who: speaker, how }
        const own = mentions.filter(({ from, to }) => from >= sentence.from && to <= sentence.to)
        const people = new Set(own.map(({ id }) => id))
        for (const { id } of own) named.push(id)
        if (people.size === 1) return { spoken: false, who: own[0].id, how: 'mention' }
        if (people.size > 1) return { spoken: false, who: null, how: null }
        const opening = rest.trimStart()
        const pronoun =
          paragraph.language === 'zh' ? /^[她他]/u.exec(opening) : /^(?:she|he)\b/iu.exec(opening)
        const who = pronoun ? meant(pronoun[0], named) : null
        return { spoken: false, who, how: who === null ? null : 'pronoun' }
      })
      if (speaker !== null && how === 'tag') named.push(speaker)
      return voices
    })
  }

  return { attribute }
}
