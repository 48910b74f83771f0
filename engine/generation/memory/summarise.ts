// A summary in a scene's own sentences, for where no model can be asked: those that the others are most about (LexRank,
// Erkan & Radev 2004), with a lean towards names and turns of feeling. Pure; which scenes need one is the services' business.
import type { Language } from '../../domain/project.ts'

export interface SummarySentence {
  readonly text: string
  /** −1 … 1 */
  readonly valence: number
}

export interface SummaryTask {
  /** In reading order. */
  readonly sentences: readonly SummarySentence[]
  /** Of the people of the story. */
  readonly names: readonly string[]
  readonly language: Language
  /** Words, or Chinese characters. */
  readonly words: number
}

/** As published: the share of a step that follows likeness, and the steps after which it has settled. */
const DAMPING = 0.85
const STEPS = 30
/** More sentences than any scene has: what lies beyond is not looked at. */
const MOST = 1200
const WEIGHTS = { centre: 1, names: 0.35, turn: 0.35, edge: 0.15 }
/** Sentences on each side between which a turn is measured. */
const AROUND = 4

const LATIN_WORD = /[\p{L}\p{N}]+/gu
const HAN = /\p{sc=Han}/u

/** Words; of Chinese pairs of characters, which need no dictionary. */
const termsOf = (text: string): readonly string[] => {
  const words = text.toLowerCase().match(LATIN_WORD) ?? []
  return words.flatMap((word) => {
    if (!HAN.test(word)) return word.length > 2 ? [word] : []
    return Array.from({ length: Math.max(1, word.length - 1) }, (_, at) => word.slice(at, at + 2))
  })
}

const lengthOf = (text: string): number =>
  (text.match(/\p{sc=Han}/gu)?.length ?? 0) + (text.match(/(?!\p{sc=Han})[\p{L}\p{N}]+/gu)?.length ?? 0)

type Vector = ReadonlyMap<string, number>

const vectorsOf = (texts: readonly string[]): readonly Vector[] => {
  const counts = texts.map((text) => {
    const found = new Map<string, number>()
    for (const term of termsOf(text)) found.set(term, (found.get(term) ?? 0) + 1)
    return found
  })
  const spread = new Map<string, number>()
  for (const found of counts) for (const term of found.keys()) spread.set(term, (spread.get(term) ?? 0) + 1)
  return counts.map((found) => {
    const weighed = [...found].map(
      ([term, count]) => [term, count * Math.log(1 + texts.length / spread.get(term)!)] as const,
    )
    const norm = Math.sqrt(weighed.reduce((sum, [, weight]) => sum + weight * weight, 0)) || 1
    return new Map(weighed.map(([term, weight]) => [term, weight / norm]))
  })
}

/** How much each sentence is what the others are about, the most central 1. */
const centrality = (vectors: readonly Vector[]): readonly number[] => {
  const byTerm = new Map<string, (readonly [number, number])[]>()
  vectors.forEach((vector, index) => {
    for (const [term, weight] of vector) {
      const rows = byTerm.get(term) ?? []
      rows.push([index, weight])
      byTerm.set(term, rows)
    }
  })
  const likeness = vectors.map((vector, index) => {
    const row = new Float64Array(vectors.length)
    for (const [term, weight] of vector)
      for (const [other, theirs] of byTerm.get(term)!) if (other !== index) row[other] += weight * theirs
    const sum = row.reduce((all, each) => all + each, 0)
    return sum === 0 ? null : row.map((each) => each / sum)
  })
  let rank = new Float64Array(vectors.length).fill(1 / vectors.length)
  for (let step = 0; step < STEPS; step++) {
    const next = new Float64Array(vectors.length).fill((1 - DAMPING) / vectors.length)
    likeness.forEach((row, from) => {
      if (row) for (let to = 0; to < row.length; to++) next[to] += DAMPING * rank[from] * row[to]
      else for (let to = 0; to < next.length; to++) next[to] += (DAMPING * rank[from]) / next.length
    })
    rank = next
  }
  const most = Math.max(...rank) || 1
  return [...rank].map((each) => each / most)
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length

/** How far the feeling behind a sentence is from the one before it, 0 … 1. */
const turns = (sentences: readonly SummarySentence[]): readonly number[] => {
  const values = sentences.map(({ valence }) => valence)
  return values.map((_, at) =>
    at === 0
      ? 0
      : Math.abs(mean(values.slice(at, at + AROUND)) - mean(values.slice(Math.max(0, at - AROUND), at))) / 2,
  )
}

/** '' for a scene without words. The same task always gives the same summary. */
export const summarise = ({ sentences, names, language, words }: SummaryTask): string => {
  const said = sentences.slice(0, MOST).filter(({ text }) => lengthOf(text) > 0)
  if (said.length === 0) return ''
  const central = centrality(vectorsOf(said.map(({ text }) => text)))
  const turned = turns(said)
  const scores = said.map(({ text }, at) => {
    const named = names.filter((name) => text.includes(name)).length
    const edge = at === 0 || at === said.length - 1 ? 1 : 0
    // What is only said aloud tells less of what happens.
    const isSpeech = /^["“「『‘']/u.test(text.trim()) ? 0.6 : 1
    const sum =
      WEIGHTS.centre * central[at] +
      WEIGHTS.names * Math.min(1, named / 2) +
      WEIGHTS.turn * turned[at] +
      WEIGHTS.edge * edge
    // A fragment says little by itself, however central.
    return sum * isSpeech * Math.min(1, lengthOf(text) / 6)
  })
  const chosen = new Set<number>()
  let used = 0
  for (const at of Array.from(scores.keys()).toSorted((a, b) => scores[b] - scores[a] || a - b)) {
    const size = lengthOf(said[at].text)
    if (chosen.size > 0 && used + size > words) continue
    chosen.add(at)
    used += size
  }
  return said
    .filter((_, at) => chosen.has(at))
    .map(({ text }) => text.replace(/\s+/gu, ' ').trim())
    .join(language === 'zh' ? '' : ' ')
}
