// How well photos are understood, on folders that never came near the program: --set DIR.
import path from 'node:path'
import { scoreDrawnOcr, scoreOcr } from '../../../engine/evals/senses/ocr.ts'
import { evaluateVoices } from '../../../engine/evals/senses/evaluate-voices.ts'
import { scorePhotoEmotion } from '../../../engine/evals/senses/photo-emotion.ts'
import { UsageError } from '../problems.ts'
import type { Evaluation } from './evaluation.ts'

/** Of every kind and language. */
const DRAWN_EACH = 3
const SEED = 1

/** A folder that is missing or holds nothing of the kind is told in one line. */
const onFolder = async <Scores extends object>(
  name: string,
  set: string | undefined,
  run: (folder: string) => Promise<Scores>,
): Promise<Readonly<Record<string, unknown>>> => {
  if (set === undefined) throw new UsageError(`${name} needs --set, a folder`)
  try {
    return Object.fromEntries(Object.entries(await run(path.resolve(set))))
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

export const photoEmotion: Evaluation = {
  id: 'photo-emotion',
  title: 'expressions of faces in --set DIR, whose folders are named by expression',
  run: ({ set, terminal }) =>
    onFolder('photo-emotion', set, (folder) =>
      scorePhotoEmotion(folder, (done) => terminal.progress(`looked at ${done}`)),
    ),
}

export const ocr: Evaluation = {
  id: 'ocr',
  title: 'words in pictures: --set DIR with pictures beside .txt files, or pictures drawn for it',
  run: async ({ set, terminal }) => {
    const progress = (done: number): void => terminal.progress(`read ${done}`)
    if (set === undefined) return { ...(await scoreDrawnOcr(DRAWN_EACH, SEED, progress)) }
    return onFolder('ocr', set, (folder) => scoreOcr(folder, progress))
  },
}

export const voiceEmotion: Evaluation = {
  id: 'voice-emotion',
  title:
    'emotions of voices in --set DIR (EmoDB names, or folders named by emotion), each speaker left out in turn; learnt from --data DIR instead, or with --model FILE',
  run: ({ set, data, model, terminal }) =>
    onFolder('voice-emotion', set, (folder) =>
      evaluateVoices({
        set: folder,
        data: data === undefined ? undefined : path.resolve(data),
        model: model === undefined ? undefined : path.resolve(model),
        signal: terminal.signal,
        say: (line) => terminal.progress(line),
      }),
    ),
}
