// Labelled recordings as folders hold them: EmoDB's names, or folders named by emotion. Each becomes rows of features.
import { readdirSync, readFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { mediaTypeOf } from '../../analysis/media/media-type.ts'
import { listen } from '../../analysis/senses/sound/listen.ts'
import { SAMPLE_RATE } from '../../analysis/senses/sound/resampler.ts'
import { voiceFeatures } from '../../analysis/senses/sound/voice/voice-features.ts'
import type { VoiceEmotion } from '../../domain/media-finding.ts'
import { Random } from '../../nn/seed.ts'
import type { VoiceExample } from './train-voice.ts'
import { varyRecording } from './vary-recording.ts'

/** Beside each recording as it is: the more, the less does it matter which were drawn. */
const VARIATIONS = 12

/** Sixth letter of EmoDB's names, for the German word. */
const EMODB: Readonly<Record<string, VoiceEmotion>> = {
  W: 'anger',
  L: 'boredom',
  E: 'disgust',
  A: 'fear',
  F: 'joy',
  T: 'sadness',
  N: 'neutral',
}
const EMODB_NAME = /^(\d\d)[ab]\d\d([WLEAFTN])[a-z]?\.\w+$/

const FOLDERS: Readonly<Record<string, VoiceEmotion>> = {
  anger: 'anger',
  angry: 'anger',
  boredom: 'boredom',
  bored: 'boredom',
  disgust: 'disgust',
  fear: 'fear',
  joy: 'joy',
  happy: 'joy',
  happiness: 'joy',
  sad: 'sadness',
  sadness: 'sadness',
  neutral: 'neutral',
}

interface Labelled {
  readonly path: string
  readonly emotion: VoiceEmotion
  readonly speaker: string
}

/** A speaker of a folder of emotions is what stands before the first _ or - of a file's name. */
const labelled = (folder: string): readonly Labelled[] => {
  const here = readdirSync(folder, { withFileTypes: true })
  const named = here.flatMap(({ name }): Labelled[] => {
    const [, speaker, letter] = EMODB_NAME.exec(name) ?? []
    return letter === undefined ? [] : [{ path: join(folder, name), emotion: EMODB[letter], speaker }]
  })
  if (named.length > 0) return named
  return here.flatMap(({ name }) => {
    const emotion = FOLDERS[name.toLowerCase()]
    if (emotion === undefined) return []
    return readdirSync(join(folder, name))
      .filter((file) => !file.startsWith('.') && extname(file) !== '.txt')
      .map((file) => ({
        path: join(folder, name, file),
        emotion,
        speaker: /^[^_-]+(?=[_-])/.exec(file)?.[0] ?? '',
      }))
  })
}

/** More is not listened to: one recording shows one feeling. */
const MOST_SECONDS = 30

const samplesOf = async (path: string): Promise<Float32Array> => {
  const bytes = new Uint8Array(readFileSync(path))
  const type = await mediaTypeOf(new Blob([bytes]), path)
  const pieces: Float32Array[] = []
  let length = 0
  for await (const samples of listen({ bytes, mime: type?.mime ?? '' })) {
    pieces.push(samples)
    length += samples.length
    if (length > MOST_SECONDS * SAMPLE_RATE) break
  }
  const all = new Float32Array(length)
  pieces.reduce((at, piece) => (all.set(piece, at), at + piece.length), 0)
  return all
}

const rowsOf = (samples: Float32Array, random: Random): readonly Float32Array[] => {
  const plain = voiceFeatures(samples)
  if (!plain) return []
  const varied = Array.from({ length: VARIATIONS }, () => {
    const variation = varyRecording(samples, random)
    return voiceFeatures(variation.samples, variation.colouring)
  })
  return [plain, ...varied.filter((row) => row !== null)]
}

export interface VoiceSet {
  readonly examples: readonly VoiceExample[]
  readonly unreadable: number
}

/** The same folder and seed give the same rows. Throws where a folder holds nothing of the kind. */
export const readVoiceSet = async (
  folder: string,
  seed: number,
  progress: (done: number, total: number) => void,
  signal?: AbortSignal,
): Promise<VoiceSet> => {
  const files = labelled(folder)
  if (files.length === 0)
    throw new Error(
      `${folder} has neither recordings named as EmoDB's (03a01Fa.wav) nor folders named by emotion.`,
    )
  const examples: VoiceExample[] = []
  let unreadable = 0
  for (const [index, { path, emotion, speaker }] of files.entries()) {
    signal?.throwIfAborted()
    progress(index, files.length)
    const samples = await samplesOf(path).catch(() => new Float32Array(0))
    const rows = rowsOf(samples, new Random(`voice ${seed} ${basename(path)}`))
    await nextTurn()
    if (rows.length === 0) unreadable++
    else examples.push({ rows, emotion, speaker })
  }
  return { examples, unreadable }
}
