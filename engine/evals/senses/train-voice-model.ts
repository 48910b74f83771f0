// The recipe of the model of voices: a folder of labelled recordings in, a weight file out.
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { senseSetup } from '../../analysis/senses/sense-setup.ts'
import { writeWeights } from '../../nn/weights.ts'
import { trainVoice } from './train-voice.ts'
import { readVoiceSet } from './voice-set.ts'

export interface TrainedVoiceModel {
  readonly file: string
  readonly recordings: number
  readonly speakers: number
  readonly unreadable: number
}

/** Throws where the folder holds no labelled recordings; the signal's reason when stopped, and then nothing is written. */
export const trainVoiceModel = async (
  folder: string,
  options: {
    /** Absent: where the studio looks for it. */
    readonly out?: string | undefined
    readonly dataDir: string
    readonly seed: number
    readonly signal?: AbortSignal
    readonly progress: (done: number, total: number) => void
  },
): Promise<TrainedVoiceModel> => {
  const { seed, signal, progress } = options
  const file = options.out ?? senseSetup(options.dataDir).voiceModel
  const { examples, unreadable } = await readVoiceSet(folder, seed, progress, signal)
  const model = await trainVoice(examples, signal)
  mkdirSync(dirname(file), { recursive: true })
  await writeWeights(file, model.toFile(examples.length))
  return {
    file,
    recordings: examples.length,
    speakers: new Set(examples.map(({ speaker }) => speaker)).size,
    unreadable,
  }
}
