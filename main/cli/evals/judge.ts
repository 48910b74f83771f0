// How far can the judge of adherence be trusted? Its correlation with EmoBank's raters on texts that it has not seen.
import path from 'node:path'
import { trainJudge } from '../../../engine/evals/judge.ts'
import { UsageError } from '../problems.ts'
import type { Evaluation } from './evaluation.ts'

export const judge: Evaluation = {
  id: 'judge',
  title:
    'the second reader of emotion, which judges and never guides: agreement with EmoBank’s raters (--data)',
  run({ data, terminal }) {
    if (data === undefined) throw new UsageError('judge needs --data, the folder that holds emotion-text')
    const { agreement } = trainJudge(path.resolve(data), { say: (line) => terminal.say(line) })
    return Promise.resolve({ agreement: Math.round(agreement * 10_000) / 10_000 })
  },
}
