// Choosing by a discriminator against a temperature sweep, on held-out prose; --data is the folder of the corpora.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { runRerank } from '../../../engine/evals/rerank.ts'
import { UsageError } from '../problems.ts'
import type { Evaluation } from './evaluation.ts'

const MINUTES = 48
const PASSAGES = 120

export const rerank: Evaluation = {
  id: 'rerank',
  title: `best of 8 by a discriminator against a temperature sweep, ${PASSAGES} passages of held-out prose (--keep DIR resumes)`,
  async run({ terminal, folder, minutes = MINUTES, data, keep }) {
    if (data === undefined) throw new UsageError('rerank needs --data, the folder of fiction-en')
    if (!existsSync(path.join(data, 'fiction-en'))) throw new UsageError(`there is no fiction-en in ${data}`)
    return runRerank({
      data,
      passages: PASSAGES,
      folder: keep ?? folder,
      minutes,
      signal: terminal.signal,
      now: () => performance.now(),
      say: (line) => terminal.say(line),
    })
  },
}
