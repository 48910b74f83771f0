// What diaries call a mood, as numbers: words of both languages, faces, and points on a scale.
import type { Emotion } from '../../domain/emotion.ts'
import type { ReadMood } from './life-archive.ts'

/** Valence, arousal, emotion, then the words. Made for diaries' scales, not taken from a lexicon. */
const MOODS: readonly (readonly [number, number, Emotion, string])[] = [
  [
    0.9,
    0.65,
    'joy',
    'rad awesome amazing ecstatic fantastic excellent great very-good 超棒 极好 很棒 很好 狂喜 兴奋 激动 😄 😁 🤩',
  ],
  [
    0.6,
    0.4,
    'joy',
    'good happy joyful glad cheerful content pleasant 好 开心 高兴 快乐 愉快 不错 满足 🙂 😊 😃',
  ],
  [0.55, 0.15, 'joy', 'calm relaxed peaceful grateful serene 平静 放松 感恩 安心 😌'],
  [0, 0.25, 'neutral', 'meh ok okay so-so neutral average fine 一般 还行 普通 平平 还好 😐 😶'],
  [-0.3, 0.15, 'sadness', 'tired bored lonely down 累 疲惫 无聊 孤独 😴 😪'],
  [-0.5, 0.35, 'sadness', 'bad sad unhappy low 糟 糟糕 不好 难过 伤心 悲伤 低落 不开心 🙁 😞 😢 😭'],
  [-0.6, 0.75, 'anger', 'angry furious annoyed frustrated 生气 愤怒 烦躁 恼火 😠 😡'],
  [
    -0.55,
    0.75,
    'fear',
    'anxious afraid scared stressed worried nervous 焦虑 害怕 恐惧 紧张 担心 压力大 😨 😰 😟',
  ],
  [-0.9, 0.5, 'sadness', 'awful terrible horrible depressed very-bad 很差 极差 糟透了 崩溃 绝望 抑郁 😫 😩'],
]

const KNOWN = new Map(
  MOODS.flatMap(([valence, arousal, emotion, words]) =>
    words.split(' ').map((word) => [word.replaceAll('-', ' '), { valence, arousal, emotion }] as const),
  ),
)

/** `4/5`, `7 / 10`, or a bare number on a scale of five or ten. */
const POINTS = /^(\d{1,2}(?:\.\d+)?)(?:\s*\/\s*(\d{1,2}))?$/u

/** The plainest name for a number. */
export const emotionOfValence = (valence: number): Emotion =>
  valence >= 0.25 ? 'joy' : valence <= -0.25 ? 'sadness' : 'neutral'

const pointsOf = (word: string): { valence: number; arousal: number; emotion: Emotion } | null => {
  const match = POINTS.exec(word)
  if (!match) return null
  const points = Number(match[1])
  const most = match[2] === undefined ? (points <= 5 ? 5 : 10) : Number(match[2])
  if (most < 2 || points > most) return null
  const valence = Math.max(-1, Math.min(1, ((points - 1) / (most - 1)) * 2 - 1))
  return { valence, arousal: 0.25 + 0.35 * Math.abs(valence), emotion: emotionOfValence(valence) }
}

/** Null for no word at all; a word that nobody here knows keeps its name and has no numbers. */
export const moodFrom = (word: string): ReadMood | null => {
  const clean = word.trim().replace(/\uFE0F/gu, '')
  if (clean === '') return null
  const known = KNOWN.get(clean.toLowerCase()) ?? pointsOf(clean)
  return {
    word: clean,
    valence: known?.valence ?? null,
    arousal: known?.arousal ?? null,
    emotion: known?.emotion ?? null,
  }
}
