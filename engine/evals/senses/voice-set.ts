// Labelled recordings as folders hold them: EmoDB's names, or folders named by emotion. Each becomes rows of features.
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { mediaTypeOf } from '../../analysis/media/media-type.ts'
import { listen } from '../../analysis/senses/sound/listen.ts'
import { FrameMaker, type SoundFrame } from '../../analysis/senses/sound/sound-frames.ts'
import { voiceFeatures, VOICE_STRETCHES } from '../../analysis/senses/sound/voice/voice-features.ts'
import type { VoiceEmotion } from '../../domain/media-finding.ts'
import type { VoiceExample } from './train-voice.ts'

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

const framesOf = async (path: string): Promise<readonly SoundFrame[]> => {
  const bytes = new Uint8Array(readFileSync(path))
  const type = await mediaTypeOf(new Blob([bytes]), path)
  const maker = new FrameMaker()
  const frames: SoundFrame[] = []
  for await (const samples of listen({ bytes, mime: type?.mime ?? '' })) frames.push(...maker.add(samples))
  return frames
}

export interface VoiceSet {
  readonly examples: readonly VoiceExample[]
  readonly unreadable: number
}

/** Throws where a folder holds nothing of the kind. */
export const readVoiceSet = async (
  folder: string,
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
    const frames = await framesOf(path).catch(() => [])
    const rows = VOICE_STRETCHES.map((stretch) => voiceFeatures(frames, stretch)).filter(
      (row) => row !== null,
    )
    if (rows.length === 0) unreadable++
    else examples.push({ rows, emotion, speaker })
  }
  return { examples, unreadable }
}
