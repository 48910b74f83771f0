// The mood of a photo, a recording or a clip, weighed from what was found in it. What was found is the analysers' concern.
import type { Feeling } from '../../../domain/emotion.ts'
import {
  type FindingOf,
  type LightFinding,
  type MediaFinding,
  type MoodFinding,
  type MoodWord,
  type SeenAspect,
  pickFinding,
} from '../../../domain/media-finding.ts'
import { blendFeelings, feelingOfShares, type Weighed } from './feelings.ts'

/** Faces and voices say what was felt; light and sound only colour it. */
const WEIGHTS = { faces: 1, voice: 1, light: 0.25, sound: 0.35, shots: 0.8 } as const

/** joy, sadness, anger, fear, disgust, surprise, neutral. */
const SHARES_OF_WORD: Readonly<Record<MoodWord, readonly number[]>> = {
  calm: [0.25, 0, 0, 0, 0, 0, 0.75],
  tender: [0.45, 0.15, 0, 0, 0, 0, 0.4],
  melancholy: [0, 0.7, 0, 0, 0, 0, 0.3],
  dark: [0, 0.3, 0.1, 0.35, 0, 0, 0.25],
  tense: [0, 0.05, 0.3, 0.45, 0, 0.1, 0.1],
  driving: [0.35, 0, 0.3, 0, 0, 0.1, 0.25],
  cheerful: [0.8, 0, 0, 0, 0, 0.05, 0.15],
  bright: [0.6, 0, 0, 0, 0, 0.1, 0.3],
}

/** Bright and warm leans to joy, dark and cold to sadness and fear; most of it stays open. */
const feelingOfLight = ({ brightness, warmth, colourfulness }: LightFinding): Feeling => {
  const pleasant = Math.max(0, brightness - 0.45) + 0.3 * Math.max(0, warmth) + 0.3 * colourfulness
  const gloomy = Math.max(0, 0.45 - brightness) + 0.2 * Math.max(0, -warmth)
  const feeling = feelingOfShares([pleasant, gloomy * 0.7, 0, gloomy * 0.3, 0, 0, 0.6], 0.3)
  return { ...feeling, arousal: Math.min(1, 0.15 + 0.5 * colourfulness) }
}

const partsOfPicture = (findings: readonly MediaFinding[]): readonly Weighed[] => {
  const faces = pickFinding(findings, 'faces')?.faces ?? []
  const light = pickFinding(findings, 'light')
  const area = faces.reduce((sum, { box }) => sum + box.width * box.height, 0)
  return [
    ...faces.map(({ box, feeling }) => ({
      feeling,
      weight: (WEIGHTS.faces * box.width * box.height) / (area || 1),
    })),
    ...(light ? [{ feeling: feelingOfLight(light), weight: WEIGHTS.light }] : []),
  ]
}

const moodOfPicture = (seen: readonly SeenAspect[]): Feeling | null => blendFeelings(partsOfPicture(seen))

const partsOfShots = (shots: FindingOf<'shots'> | undefined): readonly Weighed[] => {
  const total = (shots?.shots ?? []).reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)
  return (shots?.shots ?? []).flatMap(({ fromMs, toMs, seen, feeling: said }) => {
    const feeling = said ?? moodOfPicture(seen)
    return feeling ? [{ feeling, weight: (WEIGHTS.shots * (toMs - fromMs)) / (total || 1) }] : []
  })
}

/** Null where nothing was found that has a mood. */
export const composeMood = (findings: readonly MediaFinding[]): MoodFinding | null => {
  const voice = pickFinding(findings, 'voice')
  const sound = pickFinding(findings, 'sound')
  const words = sound?.words ?? []
  const feeling = blendFeelings([
    ...partsOfPicture(findings),
    ...partsOfShots(pickFinding(findings, 'shots')),
    ...(voice ? [{ feeling: voice.feeling, weight: WEIGHTS.voice }] : []),
    ...words.map((word) => ({
      feeling: feelingOfShares(SHARES_OF_WORD[word], 0.4),
      weight: WEIGHTS.sound / words.length,
    })),
  ])
  return feeling ? { aspect: 'mood', confidence: feeling.confidence, feeling } : null
}
