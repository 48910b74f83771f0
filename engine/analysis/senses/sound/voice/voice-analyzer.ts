// Says how a voice feels, stretch by stretch, with the model that was trained on this machine. No model comes with the studio:
// the recordings that one can learn from may be used for research only.
import { readFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { EMOTIONS } from '../../../../domain/emotion.ts'
import {
  emotionOfVoice,
  VOICE_EMOTIONS,
  type SpokenFeeling,
  type Stretch,
  type VoiceFinding,
} from '../../../../domain/media-finding.ts'
import { decodeWeights } from '../../../../nn/weights.ts'
import { SenseProblem, type MediaAnalyzer } from '../../analyzer.ts'
import { blendFeelings, feelingOfShares } from '../../compose/feelings.ts'
import { listen } from '../listen.ts'
import { FrameMaker, HOP, HOP_MS, type SoundFrame } from '../sound-frames.ts'
import { speechStretches } from '../speech-stretches.ts'
import { stepOfOwnVoice, type OwnVoice } from './own-voice.ts'
import { voiceFeatures } from './voice-features.ts'
import { VoiceModel } from './voice-model.ts'

/** A feeling needs a phrase to be heard in, and changes within minutes: longer stretches are cut. */
const SHORTEST_MS = 700
const LONGEST_MS = 8000
/** A breath between two phrases. */
const JOIN_MS = 700
/** Heard at once: a block of speech is judged and forgotten. */
const BLOCK_FRAMES = 60_000 / HOP_MS
const MOST_STRETCHES = 5000

let loaded: { readonly path: string; readonly model: VoiceModel } | null = null

const open = async (path: string): Promise<VoiceModel> => {
  if (loaded?.path === path) return loaded.model
  try {
    const model = VoiceModel.fromFile(decodeWeights(await readFile(path)))
    loaded = { path, model }
    return model
  } catch {
    throw new SenseProblem('model-unreadable')
  }
}

/** Phrases: neighbours joined while they stay short enough, long ones cut. */
const phrasesOf = (stretches: readonly Stretch[]): readonly Stretch[] => {
  const joined: { fromMs: number; toMs: number }[] = []
  for (const { fromMs, toMs } of stretches) {
    const last = joined.at(-1)
    if (last && fromMs - last.toMs <= JOIN_MS && toMs - last.fromMs <= LONGEST_MS) last.toMs = toMs
    else joined.push({ fromMs, toMs })
  }
  return joined
    .flatMap(({ fromMs, toMs }) => {
      const pieces = Math.ceil((toMs - fromMs) / LONGEST_MS)
      const size = (toMs - fromMs) / pieces
      return Array.from({ length: pieces }, (_, i) => ({
        fromMs: Math.round(fromMs + i * size),
        toMs: Math.round(fromMs + (i + 1) * size),
      }))
    })
    .filter(({ fromMs, toMs }) => toMs - fromMs >= SHORTEST_MS)
}

interface Heard {
  readonly spoken: SpokenFeeling
  readonly features: Float32Array
}

const judge = (
  { model, ownVoice }: { readonly model: VoiceModel; readonly ownVoice: OwnVoice | null },
  samples: Float32Array,
  phrase: Stretch,
): Heard | null => {
  const at = (ms: number): number => Math.round((ms / HOP_MS) * HOP)
  const features = voiceFeatures(samples.subarray(at(phrase.fromMs), at(phrase.toMs)))
  if (!features) return null
  const shares = model.predict(features, ownVoice)
  const leading = shares.indexOf(Math.max(...shares))
  const mix = EMOTIONS.map((emotion) =>
    VOICE_EMOTIONS.reduce((sum, voice, k) => sum + (emotionOfVoice(voice) === emotion ? shares[k] : 0), 0),
  )
  const feeling = feelingOfShares(mix, shares[leading])
  return { features, spoken: { ...phrase, voice: VOICE_EMOTIONS[leading], feeling } }
}

const moved = (spoken: SpokenFeeling, byMs: number): SpokenFeeling => ({
  ...spoken,
  fromMs: spoken.fromMs + byMs,
  toMs: spoken.toMs + byMs,
})

const together = (stretches: readonly SpokenFeeling[], ownVoice: OwnVoice | null): VoiceFinding | null => {
  const feeling = blendFeelings(
    stretches.map((each) => ({ feeling: each.feeling, weight: each.toMs - each.fromMs })),
  )
  if (!feeling) return null
  return {
    aspect: 'voice',
    confidence: feeling.confidence,
    stretches: stretches.slice(0, MOST_STRETCHES),
    feeling,
    ...(ownVoice ? { ownRecordings: ownVoice.recordings } : {}),
  }
}

/** What a recording sounds like as a whole: its phrases, as long as they are. */
class Whole {
  #sums: Float64Array | null = null
  #weight = 0

  add(features: Float32Array, weight: number): void {
    this.#sums ??= new Float64Array(features.length)
    for (let i = 0; i < features.length; i++) this.#sums[i] += weight * features[i]
    this.#weight += weight
  }

  /** Null where nobody spoke. */
  features(): Float32Array | null {
    return this.#sums && Float32Array.from(this.#sums, (sum) => sum / this.#weight)
  }
}

const VERSION = '3'

export const voiceAnalyzer: MediaAnalyzer = {
  id: 'voice',
  version: VERSION,
  versionWith: ({ ownVoice }) =>
    ownVoice ? `${VERSION} own ${stepOfOwnVoice(ownVoice.recordings)}` : VERSION,
  kinds: ['audio', 'video'],
  limitMs: 900_000,
  missing: ({ voiceModel }) => (voiceModel !== null && existsSync(voiceModel) ? null : 'no-voice-model'),
  async run(file, { setup, progress, keepVoice }) {
    if (setup.voiceModel === null) throw new SenseProblem('no-voice-model')
    const { ownVoice } = setup
    const ear = { model: await open(setup.voiceModel), ownVoice }
    const whole = new Whole()
    const maker = new FrameMaker()
    const found: SpokenFeeling[] = []
    let [block, began]: [SoundFrame[], number] = [[], 0]
    let samples = new Float32Array(0)
    const judgeBlock = (): void => {
      for (const phrase of phrasesOf(speechStretches(block))) {
        const heard = judge(ear, samples, phrase)
        if (!heard) continue
        found.push(moved(heard.spoken, began))
        whole.add(heard.features, phrase.toMs - phrase.fromMs)
      }
      began += block.length * HOP_MS
      samples = samples.slice(block.length * HOP)
      block = []
    }
    for await (const more of listen(file, progress)) {
      const joined = new Float32Array(samples.length + more.length)
      joined.set(samples)
      joined.set(more, samples.length)
      samples = joined
      block.push(...maker.add(more))
      if (block.length >= BLOCK_FRAMES) judgeBlock()
    }
    judgeBlock()
    const features = whole.features()
    if (features) keepVoice(features)
    const finding = together(found, ownVoice)
    return finding ? [finding] : []
  },
}
