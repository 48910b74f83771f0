// Whose feelings a sentence tells: the speaker's of what is quoted, a person's of what is told about them, by rules that
// say how they know. Finds no names and judges no feelings.
import { namesOf } from '../../domain/cast/names-of.ts'
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
 * sentence names Anne and no one else. `pronoun`: she, who was named last. `confirmed`: the writer said so.
 */
export type How = 'tag' | 'beat' | 'turn' | 'mention' | 'pronoun' | 'confirmed'

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
  /** Quotations as they stand here whose speaker is known beforehand; null: nobody of the cast. */
  readonly decided?: ReadonlyMap<string, string | null>
}

/** What is heard in a paragraph. */
export interface HeardParagraph {
  readonly voices: readonly Voice[]
  /** With their marks, in order. */
  readonly quotations: readonly (TextRange & Pick<Voice, 'who' | 'how'>)[]
}

interface Mention extends TextRange {
  readonly id: string
}

const escape = (name: string): string => name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
const HAN = /\p{sc=Han}/u

/** “the captain” opens a sentence as well. */
const anyArticle = (name: string): string => escape(name).replace(/^the /u, '[Tt]he ')

/** How far a verb of saying may stand from the one who says it, in characters. */
const NEAR: Readonly<Record<Language, number>> = { en: 28, zh: 8 }

/** So many of those who were named last may be meant by a pronoun. */
const RECENT = 4

/** In Chinese the one who speaks opens the sentence, however long it gets before the verb. */
const SUBJECT_NEAR: Readonly<Record<Language, number>> = { en: NEAR.en, zh: 24 }

/** Somebody speaks, and nobody of the cast. */
const STRANGER: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:somebody|someone|nobody|(?:a|the|one|another|his|her|their) (?:\p{L}+ )?\p{L}+)\s*$/iu,
  zh: /(?:有人|那人|众人|大家|声音|一个人)[^，。]{0,4}$/u,
}

/** “…” said a voice. */
const STRANGER_BEHIND = /^\s(?:somebody|someone|a voice|another|one of)\b/iu

/** A sentence whose unspoken rest is so short and tells of saying is all speech: “No,” said Anne. */
const TAG_WORDS = 8

const SENTENCE_END = /[.!?;。！？；]/u

/** The quotation that holds most of a sentence. */
const saidIn = (quoted: readonly TextRange[], sentence: TextRange): number => {
  const shared = quoted.map(({ from, to }) => Math.min(to, sentence.to) - Math.max(from, sentence.from))
  return shared.indexOf(Math.max(...shared))
}

/** Reads scenes with one cast; learns from them who is “she” and who is “he”. */
export const createAttributor = (cast: readonly CastMember[]) => {
  const idOf = new Map(cast.flatMap((person) => namesOf(person).map((name) => [name, person.id] as const)))
  const names = [...idOf.keys()].filter((name) => name.trim() !== '').toSorted((a, b) => b.length - a.length)
  const pattern =
    names.length === 0
      ? null
      : new RegExp(
          names
            .map((name) => (HAN.test(name) ? escape(name) : String.raw`\b${anyArticle(name)}\b`))
            .join('|'),
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
          id: idOf.get(name) ?? idOf.get(name.replace(/^The /u, 'the '))!,
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

  /**
   * The last one named who may be meant by the pronoun: one who is spoken of so before one of whom that is not known.
   * @param speaking who has just spoken, and is hardly answered by themselves.
   */
  const meant = (
    pronoun: string,
    before: readonly string[],
    speaking: string | null = null,
  ): string | null => {
    const gender = genderOf(pronoun)
    const recent = [...new Set(before.toReversed())].slice(0, RECENT)
    return (
      recent.find((id) => genderOfPerson(id) === gender) ??
      recent.find((id) => genderOfPerson(id) === null && id !== speaking) ??
      recent.find((id) => genderOfPerson(id) === null) ??
      null
    )
  }

  /**
   * Who stands beside a verb of saying that belongs to this quotation: right behind it, or before it in the same sentence.
   * A pronoun is resolved by `before`.
   */
  const taggedSpeaker = (
    { text, language }: VoicedParagraph,
    told: string,
    quote: TextRange,
    mentions: readonly Mention[],
    before: readonly string[],
    speaking: string | null,
  ): { who: string | null; tagged: boolean } => {
    const clean = (a: number, b: number): boolean => !SENTENCE_END.test(told.slice(a, b))
    for (const verb of told.matchAll(SAYING[language])) {
      const [from, to] = [verb.index, verb.index + verb[0].length]
      const isBehind = quote.to <= from && from - quote.to <= NEAR[language] + 12 && clean(quote.to, from)
      const isAhead = quote.from >= to && quote.from - to <= NEAR[language] && clean(to, quote.from)
      // Other words spoken in between: the verb is theirs.
      const between = isBehind ? text.slice(quote.to, from) : text.slice(to, quote.from)
      if ((!isBehind && !isAhead) || /[“「『"]/u.test(between)) continue
      const left = mentions.findLast(
        (mention) => mention.to <= from && from - mention.to <= SUBJECT_NEAR[language],
      )
      const right = mentions.find((mention) => mention.from >= to && mention.from - to <= NEAR[language])
      const pronoun = Array.from(told.matchAll(PRONOUN[language])).find(
        ({ index, 0: word }) =>
          (index < from && from - (index + word.length) <= 2) ||
          (index >= to && index - to <= 2 && clean(to, index)),
      )
      // "she said to Tom": the pronoun right at the verb goes before a name further on.
      if (pronoun) return { who: meant(pronoun[0], before, speaking), tagged: true }
      if (left && clean(left.to, from) && (isAhead || left.from >= quote.to))
        return { who: left.id, tagged: true }
      if (right && clean(to, right.from) && language === 'en') return { who: right.id, tagged: true }
      if (/\bI\s*$/u.test(told.slice(0, from)) || /^\s*I\b/u.test(told.slice(to)))
        return { who: null, tagged: true }
      if (language === 'zh' && /我$/u.test(told.slice(0, from))) return { who: null, tagged: true }
      const subject = told.slice(isBehind ? quote.to : 0, from)
      if (STRANGER[language].test(subject) || (isBehind && STRANGER_BEHIND.test(told.slice(to))))
        return { who: null, tagged: true }
    }
    return { who: null, tagged: false }
  }

  /** One answer a quotation: its own tag, else the one before it in the paragraph, else the one behind it. */
  const taggedSpeakers = (
    paragraph: VoicedParagraph,
    told: string,
    quoted: readonly TextRange[],
    mentions: readonly Mention[],
    named: readonly string[],
    speaking: string | null,
  ): readonly ({ who: string | null } | null)[] => {
    const own = quoted.map((quote) => {
      const before = [...named, ...mentions.filter(({ to }) => to <= quote.from).map(({ id }) => id)]
      const { who, tagged } = taggedSpeaker(paragraph, told, quote, mentions, before, speaking)
      return tagged ? { who } : null
    })
    return own.map(
      (tag, at) => tag ?? own.slice(0, at).findLast(Boolean) ?? own.slice(at).find(Boolean) ?? null,
    )
  }

  /** Paragraph by paragraph, for one scene in reading order: one voice a sentence, and one a quotation. */
  const listen = (paragraphs: readonly VoicedParagraph[]): readonly HeardParagraph[] => {
    const parts = paragraphs.map((paragraph) => {
      const quoted = quotations(paragraph.text)
      const told = withoutQuotations(paragraph.text, quoted)
      learn(told, paragraph.sentences)
      return { paragraph, quoted, told, mentions: mentionsIn(told) }
    })
    /** People in the order they were named in what is told, and speakers of the last quotations. */
    const named: string[] = []
    const spoke: (string | null)[] = []
    const present = new Set(parts.flatMap(({ mentions }) => mentions.map(({ id }) => id)))
    /** Who alone acts in the paragraph of telling right before this one. */
    let acting: string | null = null
    return parts.map(({ paragraph, quoted, told, mentions }) => {
      const people = new Set(mentions.map(({ id }) => id))
      const [last, lastButOne] = [spoke.at(-1), spoke.at(-2)]
      const tags = taggedSpeakers(paragraph, told, quoted, mentions, named, last ?? null)
      const partner = present.size === 2 && last ? ([...present].find((id) => id !== last) ?? null) : null
      const speakers = quoted.map(({ from, to }, at): Pick<Voice, 'who' | 'how'> => {
        const decided = paragraph.decided?.get(paragraph.text.slice(from, to))
        if (decided !== undefined) return { who: decided, how: 'confirmed' }
        const tag = tags[at]
        if (tag) return { who: tag.who, how: tag.who === null ? null : 'tag' }
        if (people.size === 1) return { who: [...people][0], how: 'beat' }
        if (people.size === 0 && last && lastButOne && last !== lastButOne)
          return { who: lastButOne, how: 'turn' }
        if (people.size === 0 && partner !== null) return { who: partner, how: 'turn' }
        if (people.size === 0 && acting !== null) return { who: acting, how: 'beat' }
        return { who: null, how: null }
      })
      // Who talks in turn: each voice of the paragraph once.
      speakers.forEach(({ who }, at) => {
        if (at === 0 || who !== speakers[at - 1].who) spoke.push(who)
      })
      if (quoted.length === 0 && told.trim() !== '') spoke.push(null, null)
      acting = quoted.length === 0 && people.size === 1 ? [...people][0] : null

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
          return { spoken: true, ...(speakers[saidIn(quoted, sentence)] ?? { who: null, how: null }) }
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
      for (const { who, how } of speakers) if (who !== null && how === 'tag') named.push(who)
      return { voices, quotations: quoted.map((range, at) => ({ ...range, ...speakers[at] })) }
    })
  }

  return {
    listen,
    /** One voice a sentence. */
    attribute: (paragraphs: readonly VoicedParagraph[]): readonly (readonly Voice[])[] =>
      listen(paragraphs).map(({ voices }) => voices),
  }
}
