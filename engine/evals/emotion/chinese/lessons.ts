// Turns this repository's own Chinese phrases into labelled sentences: what the Chinese emotion model is taught with.
import { FINE_LABELS, type FineLabel } from '../../../analysis/emotion/labels.ts'
import { CHINESE_EMOTIONS } from '../../../analysis/lexicon/chinese-words.ts'
import type { Random } from '../../../nn/seed.ts'
import { CHINESE_PHRASES } from './phrases.ts'
import { CHINESE_NEUTRAL, CHINESE_OPENINGS } from './plain.ts'

export interface Lesson {
  readonly text: string
  readonly label: FineLabel
}

export interface Phrase {
  readonly words: string
  readonly label: FineLabel
}

/** Sentences a phrase, of different build. */
const BUILDS = 8
const NEUTRAL_TIMES = 40
const split = (text: string): string[] =>
  text
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '')
const OPENINGS = split(CHINESE_OPENINGS)

/** Every phrase once, with the label it is listed under first; the lexicon's words where no phrase has them. */
export const chinesePhrases = (): readonly Phrase[] => {
  const labels = new Map<string, FineLabel>()
  for (const label of FINE_LABELS)
    for (const words of split(CHINESE_PHRASES[label])) if (!labels.has(words)) labels.set(words, label)
  for (const [emotion, { strong, plain }] of Object.entries(CHINESE_EMOTIONS))
    for (const words of split(`${strong} ${plain}`))
      if (!labels.has(words)) labels.set(words, emotion as FineLabel)
  return Array.from(labels, ([words, label]) => ({ words, label }))
}

/** What it comes to when a phrase is denied. */
const DENIED: Partial<Readonly<Record<FineLabel, FineLabel>>> = {
  joy: 'sadness',
  relief: 'nervousness',
  pride: 'disappointment',
  love: 'disapproval',
  admiration: 'disapproval',
  approval: 'disapproval',
  sadness: 'neutral',
  fear: 'neutral',
  nervousness: 'neutral',
  anger: 'neutral',
}
const DENIALS = ['不', '一点也不', '并不', '一点都不', '从来不', '没有']

/** Labelled sentences from the given phrases, and neutral ones; the same seed gives the same sentences. */
export const chineseLessons = (phrases: readonly Phrase[], random: Random): Lesson[] => {
  const lessons: Lesson[] = []
  const pick = <T>(items: readonly T[]): T => items[random.integer(items.length)]
  const byLabel = Map.groupBy(phrases, ({ label }) => label)
  const pictures = new Map(
    [...byLabel].map(([label, own]) => [label, own.filter(({ words }) => words.startsWith('['))]),
  )
  for (const { words, label } of phrases) {
    const isPicture = words.startsWith('[')
    const mate = () => pick(byLabel.get(label)!).words
    const picture = () => (pictures.get(label)!.length > 0 ? pick(pictures.get(label)!).words : '')
    const builds = [
      () => words,
      () => `${pick(OPENINGS)}${words}`,
      () => `${pick(OPENINGS)}${pick(OPENINGS)}${words}${pick(['了', '啊', '', '！', '。'])}`,
      () => `${pick(OPENINGS)}，${words}${pick(['。', '！', '！！', '…', ''])}`,
      () => `${pick(CHINESE_NEUTRAL)}${words}${pick(['。', '！', '～'])}`,
      () => `${words}，${mate()}${picture()}`,
      () => `“${words}${pick(['！', '。', ''])}”${pick(OPENINGS)}${pick(['说', '道', '说道', '想'])}。`,
      () =>
        `${pick(CHINESE_NEUTRAL).slice(0, -1)}，${words}，${pick(CHINESE_NEUTRAL)}${random.next() < 0.3 ? picture() : ''}`,
    ] as const
    for (let build = 0; build < BUILDS; build++) lessons.push({ text: builds[build](), label })
    const denied = DENIED[label]
    if (denied !== undefined && !isPicture && words.length === 2)
      for (const denial of DENIALS.slice(0, 3))
        lessons.push({ text: `${pick(OPENINGS)}${denial}${words}${pick(['。', '', '了。'])}`, label: denied })
  }
  for (let time = 0; time < NEUTRAL_TIMES; time++)
    for (const sentence of CHINESE_NEUTRAL) {
      const build = time % 4
      const text =
        build === 0
          ? sentence
          : build === 1
            ? `${pick(OPENINGS)}，${sentence}`
            : build === 2
              ? `${sentence}${pick(CHINESE_NEUTRAL)}`
              : `“${sentence}”${pick(OPENINGS)}说。`
      lessons.push({ text, label: 'neutral' })
    }
  return lessons
}
