// The reading of emotions as a learner: from sentences that the writer corrected to a light layer over the reader, which must go on
// reading other sentences as it did.
import {
  fitPersonalHead,
  headFromBytes,
  headToBytes,
  personalFeeling,
  type HeadLesson,
} from '../../analysis/emotion/personal-head.ts'
import type { SentenceFeeling } from '../../domain/emotion.ts'
import type { Feedback } from '../../domain/feedback.ts'
import { LANGUAGES } from '../../domain/project.ts'
import type { Learner } from '../../models/learner.ts'
import type { EngineParts } from '../engine-parts.ts'
import { sampleParagraphs } from '../../text/sample-text.ts'

type Analysis = Pick<EngineParts, 'analysis'>

interface Read {
  readonly text: string
  readonly read: SentenceFeeling
}

const sentencesOf = async (
  { analysis }: Analysis,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<readonly Read[]> => {
  const findings = await analysis.analyze(texts, signal)
  return texts.flatMap((text, at) =>
    findings[at].sentences.map((read) => ({ text: text.slice(read.from, read.to), read })),
  )
}

/** Sentences that nobody corrected; every second one is learnt from, the others tell whether anything was forgotten. */
const untouched = async (engine: Analysis, which: 0 | 1, signal: AbortSignal): Promise<readonly Read[]> => {
  const all = await sentencesOf(engine, LANGUAGES.flatMap(sampleParagraphs), signal)
  return all.filter((_, at) => at % 2 === which)
}

const corrections = (feedback: readonly Feedback[]) =>
  feedback.flatMap(({ kind, label, texts, group }) => {
    const [text] = texts
    return kind === 'emotion' && label && text ? [{ text: text.text, emotion: label.emotion, group }] : []
  })

/** Each correction with how its sentence is read without any. */
const lessonsIn = async (
  engine: Analysis,
  feedback: readonly Feedback[],
  signal: AbortSignal,
): Promise<readonly (HeadLesson & { readonly group: string })[]> => {
  const said = corrections(feedback)
  const findings = await engine.analysis.analyze(
    said.map(({ text }) => text),
    signal,
  )
  return said.flatMap((each, at) => {
    const read = findings[at].sentences[0] as SentenceFeeling | undefined
    return read ? [{ ...each, read }] : []
  })
}

export const emotionLearner = (engine: Analysis): Learner => ({
  id: 'emotion',
  least: { lessons: 12, heldOut: 4 },
  count: (feedback) => corrections(feedback).length,
  async learn(feedback, _before, { signal }) {
    const kept = await untouched(engine, 0, signal)
    const lessons = await lessonsIn(engine, feedback, signal)
    return headToBytes(await fitPersonalHead(lessons, kept, signal))
  },
  async judge(feedback, weights, { signal }) {
    const head = weights && headFromBytes(weights)
    return (await lessonsIn(engine, feedback, signal)).map(({ text, read, emotion, group }) => {
      const shown = head ? personalFeeling(head, text, read) : read
      return { group, right: Number(shown.emotion === emotion) }
    })
  },
  async base(_feedback, weights, { signal }) {
    if (weights === null) return 1
    const head = headFromBytes(weights)
    const asked = await untouched(engine, 1, signal)
    const same = asked.filter(({ text, read }) => personalFeeling(head, text, read).emotion === read.emotion)
    return same.length / asked.length
  },
})
