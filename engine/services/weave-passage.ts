// Puts material into a passage by a model that follows no instructions: the passage as it stands, with a new sentence behind some
// of its paragraphs, each drawn to what the material says and was not said yet. What follows instructions is asked instead.
import type { Passage } from '../domain/chat.ts'
import type { Language } from '../domain/project.ts'
import { endsSentence, guardPassage } from '../generation/guards.ts'
import {
  coverageOf,
  factsIn,
  factsOf,
  wordsAgainst,
  wordsToSay,
  type MaterialText,
} from '../generation/fusion/material-facts.ts'
import { sentencesWithin } from '../generation/memory/lay-prompt.ts'
import { promptBefore } from '../generation/prompt.ts'
import type { CandidatesRequest, SampleChunk } from '../models/passage.ts'
import { splitSentences } from '../text/sentences.ts'

/** New sentences at most: a passage is to stay the writer's. */
const MOST_PLACES = 4
const WORDS = 28
const CANDIDATES = 4
/** Of the prompt, for the material itself: it stands as the text before the text. */
const MATERIAL_SHARE = 0.35

export interface Weaving {
  readonly passage: Passage
  readonly material: readonly MaterialText[]
  readonly language: Language
  /** Characters that the model reads. */
  readonly room: number
  readonly base: Pick<CandidatesRequest, 'seed' | 'sampling'>
  /** Each candidate on its own; the errors of the voice. */
  readonly write: (request: CandidatesRequest, signal: AbortSignal) => AsyncIterable<SampleChunk>
}

const firstSentence = (text: string, language: Language): string => {
  const [first] = splitSentences(text.trim(), language)
  return first ? text.trim().slice(first.from, first.to).trim() : ''
}

/** Evenly over the paragraphs behind which a sentence can stand. */
const placesIn = ({ paragraphs }: Passage): ReadonlySet<number> => {
  const able = paragraphs.flatMap(({ text }, at) => (endsSentence(text) ? [at] : []))
  const count = Math.min(MOST_PLACES, able.length)
  return new Set(
    Array.from({ length: count }, (_, index) => able[Math.floor(((index + 0.5) * able.length) / count)]),
  )
}

/** The passage in pieces as they are known, paragraphs with a blank line between them. */
export async function* weavePassage(weaving: Weaving, signal: AbortSignal): AsyncGenerator<string> {
  const { passage, material, language, room, base, write } = weaving
  const all = factsOf(material, language)
  const against = wordsAgainst(all, language)
  const told = sentencesWithin((text) => text.length, language)(
    material.map(({ text }) => text.trim()).join('\n\n'),
    room * MATERIAL_SHARE,
  )
  const places = placesIn(passage)
  let said = passage.paragraphs.map(({ text }) => text).join('\n\n')
  const before: string[] = []
  for (const [at, { text }] of passage.paragraphs.entries()) {
    yield `${at === 0 ? '' : '\n\n'}${text}`
    const heard = new Set(factsIn(said, all).map(({ stem }) => stem))
    const open = all.filter(({ stem }) => !heard.has(stem))
    let paragraph = text
    if (places.has(at) && open.length > 0 && !signal.aborted) {
      const recent = promptBefore([...before, text], room * (1 - MATERIAL_SHARE)).text
      const drafts = Array.from({ length: CANDIDATES }, () => '')
      const request: CandidatesRequest = {
        ...base,
        seed: base.seed + at,
        prompt: [told, recent].filter((part) => part !== '').join('\n\n'),
        maxWords: WORDS,
        candidates: CANDIDATES,
        favour: { words: wordsToSay(open), against, strength: 1 },
      }
      for await (const piece of write(request, signal)) drafts[piece.candidate] += piece.text
      const sentences = drafts
        .map((draft) => firstSentence(guardPassage(draft, 'length', language), language))
        .filter(endsSentence)
      const scored = sentences.map((sentence) => ({
        sentence,
        score: coverageOf(sentence, open, against) ?? 0,
      }))
      const best = scored.toSorted((a, b) => b.score - a.score)[0]
      // A sentence that says nothing of the material has no business there.
      if (best && best.score > 0 && !signal.aborted) {
        const joint = language === 'zh' || /\s$/u.test(text) ? '' : ' '
        yield `${joint}${best.sentence}`
        paragraph += joint + best.sentence
        said += ` ${best.sentence}`
      }
    }
    before.push(paragraph)
  }
}
