// How well the shipped story model, or --model FILE, foretells a folder of texts, beside compressors and n-grams on the same bytes.
import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { runLm } from '../../../engine/evals/lm.ts'
import { shippedWriter } from '../../../engine/evals/story/ship-story.ts'
import { corpusFileOf } from '../../../engine/evals/story/train-story.ts'
import { UsageError } from '../problems.ts'
import type { Evaluation } from './evaluation.ts'

export const lm: Evaluation = {
  id: 'lm',
  title:
    'bits a byte of the shipped story model (or --model FILE) on --set DIR of .txt files, beside xz, PPMd and n-grams (--keep, the folder of train-story)',
  async run({ terminal, set, model, keep }) {
    if (set === undefined || !existsSync(set) || !statSync(set).isDirectory())
      throw new UsageError('lm needs --set, a folder of .txt files')
    const modelFile = model === undefined ? shippedWriter : path.resolve(model)
    if (!existsSync(modelFile)) throw new UsageError(`there is no model file ${modelFile}`)
    const corpusFile = keep === undefined ? undefined : corpusFileOf(path.resolve(keep))
    if (corpusFile !== undefined && !existsSync(corpusFile))
      throw new UsageError(
        `--keep: there is no prepared corpus ${corpusFile}; arcwright train-story makes it`,
      )
    return runLm({
      set: path.resolve(set),
      modelFile,
      ...(corpusFile === undefined ? {} : { corpusFile }),
      signal: terminal.signal,
      say: (line) => terminal.say(line),
    })
  },
}
