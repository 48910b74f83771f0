// Do planned beats feel as asked, on books that nobody learnt from? --data is the folder of the corpora.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { runPlanner } from '../../../engine/evals/planner.ts'
import { UsageError } from '../problems.ts'
import type { Evaluation } from './evaluation.ts'

const MINUTES = 14
const BEATS = 600

export const planner: Evaluation = {
  id: 'planner',
  title: `${BEATS} beats planned on held-out books: wanted against read feeling, beside chance (--keep DIR resumes)`,
  async run({ terminal, folder, minutes = MINUTES, data, keep }) {
    if (data === undefined)
      throw new UsageError('planner needs --data, the folder of fiction-en and fiction-zh')
    for (const part of ['fiction-en', 'fiction-zh'])
      if (!existsSync(path.join(data, part))) throw new UsageError(`there is no ${part} in ${data}`)
    return runPlanner({
      data,
      beats: BEATS,
      folder: keep ?? folder,
      minutes,
      signal: terminal.signal,
      now: () => performance.now(),
      say: (line) => terminal.say(line),
    })
  },
}
