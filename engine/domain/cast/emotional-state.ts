// How somebody feels: emotions that fade, over a mood that drifts back to what their personality rests in.
// Pure: time comes with every call. The layers (emotion, mood, personality) are those of ALMA (Gebhard 2005).
import { EMOTIONS, type Emotion } from '../emotion.ts'
import type { LineEmotion } from '../dialogue/dialogue.ts'
import { appraise, FELT, type Felt, type StoryEvent } from './appraisal.ts'
import { restingMood, type Mood, type Personality } from './personality.ts'

export interface FeltEmotion {
  readonly felt: Felt
  /** 0 … 1 at the state's time. */
  readonly intensity: number
}

export interface EmotionalState {
  readonly mood: Mood
  /** Strongest first; what has faded is not here. */
  readonly emotions: readonly FeltEmotion[]
  /** Minutes on whatever clock the caller keeps: of the story, of a game. */
  readonly atMinutes: number
}

/** Minutes in which an emotion falls to a third; a fright passes, grief and shame stay. */
const LASTS: Readonly<Record<Felt, number>> = {
  surprise: 2,
  fear: 15,
  relief: 15,
  joy: 30,
  gloating: 30,
  happyFor: 30,
  hope: 60,
  admiration: 45,
  gratitude: 60,
  liking: 60,
  pity: 45,
  disgust: 20,
  anger: 40,
  reproach: 60,
  resentment: 90,
  disappointment: 60,
  pride: 60,
  distress: 60,
  shame: 90,
}

/** Where each emotion pulls the mood. Our own round figures, in the directions that ALMA gives. */
const PULL: Readonly<Record<Felt, readonly [pleasure: number, arousal: number, dominance: number]>> = {
  joy: [0.5, 0.3, 0.2],
  distress: [-0.5, -0.1, -0.4],
  hope: [0.3, 0.2, -0.1],
  fear: [-0.6, 0.6, -0.5],
  relief: [0.3, -0.3, 0.3],
  disappointment: [-0.4, -0.1, -0.4],
  pride: [0.4, 0.2, 0.5],
  shame: [-0.4, 0.1, -0.6],
  admiration: [0.4, 0.3, -0.3],
  reproach: [-0.4, 0.1, 0.3],
  gratitude: [0.4, 0.1, -0.2],
  anger: [-0.5, 0.6, 0.4],
  happyFor: [0.4, 0.2, 0.1],
  pity: [-0.3, -0.1, 0.1],
  resentment: [-0.4, 0.1, -0.3],
  gloating: [0.3, 0.1, 0.3],
  liking: [0.4, 0.2, -0.1],
  disgust: [-0.5, 0.3, 0.2],
  surprise: [0, 0.6, -0.1],
}

/** Under which of the studio's seven names an emotion is shown. */
const SHOWN: Readonly<Record<Felt, Emotion>> = {
  joy: 'joy',
  distress: 'sadness',
  hope: 'joy',
  fear: 'fear',
  relief: 'joy',
  disappointment: 'sadness',
  pride: 'joy',
  shame: 'sadness',
  admiration: 'joy',
  reproach: 'anger',
  gratitude: 'joy',
  anger: 'anger',
  happyFor: 'joy',
  pity: 'sadness',
  resentment: 'anger',
  gloating: 'joy',
  liking: 'joy',
  disgust: 'disgust',
  surprise: 'surprise',
}

/** Minutes in which a mood loses two thirds of its distance to rest. */
const MOOD_LASTS = 360
/** How far one event of full force pulls the mood. */
const MOOD_STEP = 0.35
/** Below it nothing is felt any more. */
const FADED = 0.03

const clamp = (value: number): number => Math.max(-1, Math.min(1, value))

/** Neurotic people get over things more slowly: half as long again at one end of the scale, a third sooner at the other. */
const slowness = ({ neuroticism }: Personality): number => 2 ** (1.17 * (neuroticism - 0.5))

export const restingState = (personality: Personality, atMinutes = 0): EmotionalState => ({
  mood: restingMood(personality),
  emotions: [],
  atMinutes,
})

const towards = (from: Mood, to: Mood, share: number): Mood => ({
  pleasure: clamp(from.pleasure + share * (to.pleasure - from.pleasure)),
  arousal: clamp(from.arousal + share * (to.arousal - from.arousal)),
  dominance: clamp(from.dominance + share * (to.dominance - from.dominance)),
})

/** The state later on, when nothing has happened: exponential decay. A time that lies before changes nothing. */
export const decayed = (
  state: EmotionalState,
  personality: Personality,
  atMinutes: number,
): EmotionalState => {
  const minutes = atMinutes - state.atMinutes
  if (minutes <= 0) return state
  const slow = slowness(personality)
  return {
    mood: towards(state.mood, restingMood(personality), 1 - Math.exp(-minutes / (MOOD_LASTS * slow))),
    emotions: state.emotions
      .map(({ felt, intensity }) => ({
        felt,
        intensity: intensity * Math.exp(-minutes / (LASTS[felt] * slow)),
      }))
      .filter(({ intensity }) => intensity >= FADED),
    atMinutes,
  }
}

/** Both at once, without ever reaching beyond one: what is felt already leaves less room. */
const together = (a: number, b: number): number => 1 - (1 - a) * (1 - b)

/** The state after something happened at `atMinutes`. */
export const afterEvent = (
  state: EmotionalState,
  personality: Personality,
  event: StoryEvent,
  atMinutes: number,
): EmotionalState => {
  const before = decayed(state, personality, atMinutes)
  const fresh = appraise(event)
  const intensities = new Map(before.emotions.map(({ felt, intensity }) => [felt, intensity]))
  // Who is easily upset feels the same event more.
  const touchy = 0.8 + 0.4 * personality.neuroticism
  let { mood } = before
  for (const felt of FELT) {
    const intensity = Math.min(1, (fresh[felt] ?? 0) * touchy)
    if (intensity === 0) continue
    intensities.set(felt, together(intensities.get(felt) ?? 0, intensity))
    const [pleasure, arousal, dominance] = PULL[felt]
    mood = {
      pleasure: clamp(mood.pleasure + MOOD_STEP * intensity * pleasure),
      arousal: clamp(mood.arousal + MOOD_STEP * intensity * arousal),
      dominance: clamp(mood.dominance + MOOD_STEP * intensity * dominance),
    }
  }
  const emotions = [...intensities]
    .map(([felt, intensity]) => ({ felt, intensity }))
    .filter(({ intensity }) => intensity >= FADED)
    .toSorted((a, b) => b.intensity - a.intensity || FELT.indexOf(a.felt) - FELT.indexOf(b.felt))
  return { mood, emotions, atMinutes: before.atMinutes }
}

/** A mood alone colours a line from here on. */
const MOODY = 0.25

const moodName = ({ pleasure, arousal, dominance }: Mood): Emotion => {
  if (Math.abs(pleasure) < MOODY) return 'neutral'
  if (pleasure > 0) return 'joy'
  if (arousal < 0) return 'sadness'
  return dominance >= 0 ? 'anger' : 'fear'
}

const round = (value: number): number => Math.round(value * 100) / 100 + 0

/** The feeling in which the next line is said, as lines of dialogue carry it. */
export const spokenFeeling = ({ mood, emotions }: EmotionalState): LineEmotion => {
  const shares = new Map<Emotion, number>()
  for (const { felt, intensity } of emotions)
    shares.set(SHOWN[felt], together(shares.get(SHOWN[felt]) ?? 0, intensity))
  let [label, strength]: readonly [Emotion, number] = ['neutral', 0]
  for (const name of EMOTIONS) {
    const share = shares.get(name) ?? 0
    if (share > strength) [label, strength] = [name, share]
  }
  const pull = emotions.reduce(
    (sum, { felt, intensity }) => ({
      pleasure: sum.pleasure + intensity * PULL[felt][0],
      arousal: sum.arousal + intensity * PULL[felt][1],
    }),
    { pleasure: 0, arousal: 0 },
  )
  return {
    label: strength >= 0.15 ? label : moodName(mood),
    valence: round(clamp(mood.pleasure + pull.pleasure)),
    arousal: round(Math.max(0, Math.min(1, 0.3 + 0.5 * (mood.arousal + pull.arousal)))),
  }
}
