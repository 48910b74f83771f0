// How passages of novels feel to the word list: what tags, leads and ranks in experiments, so that a trained model can judge.
import { lexiconAnalyzer } from '../../analysis/lexicon/lexicon-analyzer.ts'
import { blendFeelings } from '../../domain/curve.ts'
import type { Feeling } from '../../domain/emotion.ts'
import type { Language } from '../../domain/project.ts'
import { splitSentences } from '../../text/sentences.ts'
import type { TrainingDocument } from '../../training/corpus.ts'

/** Null without words. */
export const feltIn = (passage: string, language: Language = 'en'): Feeling | null => {
  const ranges = splitSentences(passage, language)
  const sentences = ranges.map(({ from, to }) => passage.slice(from, to))
  return blendFeelings(
    lexiconAnalyzer.analyze(sentences, language),
    ranges.map(({ from, to }) => to - from),
  )
}

/** A document a paragraph, with the feeling beside it that a conditioned model learns from. */
export const feltDocuments = (paragraphs: readonly string[]): readonly TrainingDocument[] =>
  paragraphs.map((text, index) => {
    const feeling = feltIn(text)
    return {
      id: String(index),
      text,
      condition: {
        language: 'en',
        ...(feeling ? { mix: feeling.mix, valence: feeling.valence, arousal: feeling.arousal } : {}),
      },
    }
  })
