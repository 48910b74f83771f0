// Cleans paragraphs by rules, in their order, and tells of every rule what it does or would do. Knows no documents.
import { CLEANING_RULES, type CleaningRule } from '../../domain/dataset.ts'
import { DROP_RULES } from './drop-rules.ts'
import { PARAGRAPH_RULES } from './paragraph-rules.ts'

export interface CleaningFinding {
  readonly rule: CleaningRule
  readonly isApplied: boolean
  /** Paragraphs it changes or leaves out; for a rule that is off, those it would. */
  readonly paragraphs: number
  /** Characters that go. */
  readonly characters: number
  /** The first few places, each around its first change; `after` is empty where the paragraph goes. */
  readonly samples: readonly { readonly before: string; readonly after: string }[]
}

export interface CleanTexts {
  /** One for each text that came in; an empty one is left out of the dataset. */
  readonly texts: readonly string[]
  readonly findings: readonly CleaningFinding[]
}

const MOST_SAMPLES = 3
const AROUND = 36

/** The stretch around the first difference, in both. */
const sampleOf = (before: string, after: string): { readonly before: string; readonly after: string } => {
  let at = 0
  while (at < before.length && before[at] === after[at]) at += 1
  const from = Math.max(0, at - AROUND)
  const cut = (text: string): string =>
    `${from > 0 ? '…' : ''}${text.slice(from, at + 2 * AROUND).trim()}${text.length > at + 2 * AROUND ? '…' : ''}`
  return { before: cut(before), after: after === '' ? '' : cut(after) }
}

const changed = (rule: CleaningRule, texts: readonly string[]): readonly string[] => {
  if (rule in PARAGRAPH_RULES) {
    const clean = PARAGRAPH_RULES[rule as keyof typeof PARAGRAPH_RULES]
    return texts.map((text) => (text === '' ? '' : clean(text)))
  }
  const gone = DROP_RULES[rule as keyof typeof DROP_RULES](texts)
  return texts.map((text, at) => (gone.has(at) ? '' : text))
}

export const cleanTexts = (texts: readonly string[], rules: readonly CleaningRule[]): CleanTexts => {
  let current = texts
  const findings = CLEANING_RULES.map((rule): CleaningFinding => {
    const next = changed(rule, current)
    const places = next.flatMap((text, at) => (text === current[at] ? [] : [at]))
    const before = current
    const isApplied = rules.includes(rule)
    if (isApplied) current = next
    return {
      rule,
      isApplied,
      paragraphs: places.length,
      characters: places.reduce((sum, at) => sum + before[at].length - next[at].length, 0),
      samples: places.slice(0, MOST_SAMPLES).map((at) => sampleOf(before[at], next[at])),
    }
  })
  return { texts: current, findings }
}
