// A paragraph's way through analysis: its language, its sentences, their feelings. Threads and caches are others' concern.
import { blendFeelings } from '../domain/curve.ts'
import type { Feeling, SentenceFeeling } from '../domain/emotion.ts'
import type { Language } from '../domain/project.ts'
import { detectLanguage } from '../text/language.ts'
import { splitSentences } from '../text/sentences.ts'
import { analyzerOf } from './registry.ts'

/** What was found in one paragraph. */
export interface PassageFinding {
  /** In order, with offsets into the paragraph's text. */
  readonly sentences: readonly SentenceFeeling[]
}

/** A paragraph is read in its own language, whatever the book's is. */
export const passageLanguage: (text: string) => Language = detectLanguage

/** One finding a passage, in order. */
export const analyzePassages = (passages: readonly string[]): readonly PassageFinding[] =>
  passages.map((text) => {
    const language = passageLanguage(text)
    const ranges = splitSentences(text, language)
    const feelings = analyzerOf(language).analyze(
      ranges.map(({ from, to }) => text.slice(from, to)),
      language,
    )
    return { sentences: feelings.map((feeling, index) => ({ ...feeling, ...ranges[index] })) }
  })

/** The passage as a whole, sentences weighing by their length; null where there is nothing to read. */
export const feelingOfPassage = ({ sentences }: PassageFinding): Feeling | null =>
  blendFeelings(
    sentences,
    sentences.map(({ from, to }) => to - from),
  )
