// Reads lines as anybody would: how they feel, and how much they sound like the samples of a voice. What a project has learnt
// about its own words is laid over by whoever has the project.
import type { AnalysisPool } from '../analysis/analysis-pool.ts'
import { feelingOfPassage, type PassageFinding } from '../analysis/analyze-passages.ts'
import { voiceLikeness } from '../analysis/persona/voice-likeness.ts'
import type { Feeling } from '../domain/emotion.ts'
import type { LineReaders } from '../generation/lines/fulfil-order.ts'

const NOTHING_FELT: Feeling = {
  valence: 0,
  arousal: 0,
  mix: [0, 0, 0, 0, 0, 0, 1],
  emotion: 'neutral',
  confidence: 0,
}

/** @param read how the texts feel, passage by passage */
export const readersOf = (
  read: (texts: readonly string[]) => Promise<readonly PassageFinding[]>,
): LineReaders => ({
  feel: async (texts) => (await read(texts)).map((finding) => feelingOfPassage(finding) ?? NOTHING_FELT),
  persona: (texts, { brief }) => voiceLikeness(brief.character.voice.samples, texts, brief.language),
})

export const plainReaders = ({
  analysis,
}: {
  readonly analysis: Pick<AnalysisPool, 'analyze'>
}): LineReaders => readersOf((texts) => analysis.analyze(texts))
