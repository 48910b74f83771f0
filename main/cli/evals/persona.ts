// How well lines of one voice are told from others', on novels that were not learnt from; --keep FILE writes the weights.
import path from 'node:path'
import { trainLikeness } from '../../../engine/evals/persona/train-likeness.ts'
import { UsageError } from '../problems.ts'
import type { Evaluation } from './evaluation.ts'

export const persona: Evaluation = {
  id: 'persona',
  title:
    'telling whose line it is, learnt from novels and measured on others (--data DIR, --runs books, --keep FILE writes)',
  run({ terminal, data, keep, runs }) {
    if (data === undefined)
      throw new UsageError('persona needs --data, the folder of fiction-en and fiction-zh')
    const out = keep === undefined ? null : path.resolve(keep)
    return Promise.resolve(trainLikeness(path.resolve(data), out, (line) => terminal.say(line), runs))
  },
}
