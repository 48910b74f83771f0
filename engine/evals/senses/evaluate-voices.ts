// Which way voices are evaluated: across speakers of one set, after another set, or with a model that is there.
import { VoiceModel } from '../../analysis/senses/sound/voice/voice-model.ts'
import { readWeights } from '../../nn/weights.ts'
import type { ClassScores } from './class-scores.ts'
import { trainVoice } from './train-voice.ts'
import { readVoiceSet } from './voice-set.ts'
import { scoreModel, scoreVoices } from './voice-emotion.ts'

const SEED = 1

/** Throws where a folder or a file is not what it should be. */
export const evaluateVoices = async ({
  set,
  data,
  model,
  signal,
  say,
}: {
  readonly set: string
  readonly data: string | undefined
  readonly model: string | undefined
  readonly signal: AbortSignal
  readonly say: (line: string) => void
}): Promise<ClassScores & { readonly protocol: string; readonly unreadable: number }> => {
  const read = (folder: string) =>
    readVoiceSet(folder, SEED, (done, total) => say(`heard ${done} of ${total}`), signal)
  const { examples, unreadable } = await read(set)
  if (model !== undefined) {
    const scores = scoreModel(VoiceModel.fromFile(await readWeights(model)), examples)
    return { protocol: 'a model that was given', ...scores, unreadable }
  }
  if (data !== undefined) {
    const trained = await trainVoice((await read(data)).examples, signal)
    return { protocol: 'learnt from another set', ...scoreModel(trained, examples), unreadable }
  }
  const scores = await scoreVoices(examples, (speaker) => say(`without speaker ${speaker}`), signal)
  return {
    protocol: 'each speaker left out in turn, single recordings of an unknown voice',
    ...scores,
    unreadable,
  }
}
