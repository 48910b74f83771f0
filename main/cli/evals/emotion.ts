// How well the shipped analyser of emotion does on a labelled file: --set FILE --format NAME.
import path from 'node:path'
import { FORMATS, type Format } from '../../../engine/evals/emotion/labelled-files.ts'
import { scoreSet } from '../../../engine/evals/emotion/score-set.ts'
import { UsageError } from '../problems.ts'
import type { Evaluation } from './evaluation.ts'

const isFormat = (name: string | undefined): name is Format => FORMATS.some((format) => format === name)

export const emotion: Evaluation = {
  id: 'emotion',
  title: `the analyser of emotion on --set FILE, --format ${FORMATS.join(', ')} (--split names a part of EmoBank)`,
  run({ set, format, split }) {
    if (set === undefined) throw new UsageError('emotion needs --set, a labelled file')
    if (!isFormat(format)) throw new UsageError(`--format is one of ${FORMATS.join(', ')}`)
    return Promise.resolve({ ...scoreSet(path.resolve(set), format, split) })
  },
}
