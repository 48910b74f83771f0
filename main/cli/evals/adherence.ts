// Follows the arc or not: correlation of target and judged feeling per set of levers; --data is the folder of the corpora.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { runAdherence } from '../../../engine/evals/adherence.ts'
import { UsageError } from '../problems.ts'
import type { Evaluation } from './evaluation.ts'

const MINUTES = 48
const ARCS = 100

export const adherence: Evaluation = {
  id: 'adherence',
  title: `${ARCS} target arcs written with and without each lever, judged by a model that led none (--keep DIR resumes)`,
  async run({ terminal, folder, minutes = MINUTES, data, keep }) {
    if (data === undefined)
      throw new UsageError('adherence needs --data, the folder of fiction-en and emotion-text')
    for (const part of ['fiction-en', 'emotion-text/emobank/emobank.csv'])
      if (!existsSync(path.join(data, part))) throw new UsageError(`there is no ${part} in ${data}`)
    return runAdherence({
      data,
      arcs: ARCS,
      folder: keep ?? folder,
      minutes,
      signal: terminal.signal,
      now: () => performance.now(),
      say: (line) => terminal.say(line),
    })
  },
}
