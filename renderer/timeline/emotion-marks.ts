// Which emotion leads where: the row of small marks under the curve. Chooses, does not draw.
import type { BookAxis, Span } from './book-axis.ts'
import type { Emotion, SceneFeelings } from './feelings.ts'

export interface EmotionSpot {
  readonly word: number
  readonly emotion: Exclude<Emotion, 'neutral'>
  /** 0 … 1: how much of the stretch carries it, weighed by confidence. */
  readonly share: number
}

/** Under this share a stretch counts as neutral and stays unmarked. */
const LEAST_SHARE = 0.08

/** Splits a stretch into `count` equal parts and names the leading emotion of each that has one. */
export const leadingEmotions = (
  axis: BookAxis,
  feelings: Readonly<Record<string, SceneFeelings>>,
  view: Span,
  count: number,
): readonly EmotionSpot[] => {
  const width = (view.to - view.from) / count
  if (!(width > 0)) return []
  const bins = Array.from({ length: count }, () => ({ words: 0, weights: new Map<Emotion, number>() }))
  for (const scene of axis.scenes) {
    const rows = feelings[scene.id]
    if (!rows || scene.to <= view.from || scene.from >= view.to) continue
    let word = scene.from
    for (const [index, words] of rows.words.entries()) {
      const bin = bins[Math.floor((word + words / 2 - view.from) / width)]
      word += words
      if (!bin) continue
      bin.words += words
      const emotion = rows.emotion[index]!
      bin.weights.set(emotion, (bin.weights.get(emotion) ?? 0) + words * rows.confidence[index]!)
    }
  }
  return bins.flatMap((bin, index) => {
    let best: EmotionSpot | null = null
    for (const [emotion, weight] of bin.weights) {
      if (emotion === 'neutral') continue
      const share = weight / bin.words
      if (share >= LEAST_SHARE && share > (best?.share ?? 0))
        best = { word: view.from + (index + 0.5) * width, emotion, share: Math.min(1, share) }
    }
    return best ? [best] : []
  })
}
