// SeqGAN's oracle experiment beside its temperature sweep; --data is the oracle's file or the folder that holds it.
import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { runSeqganOracle } from '../../../engine/evals/seqgan-oracle.ts'
import { UsageError } from '../problems.ts'
import type { Evaluation } from './evaluation.ts'

const FILE = 'seqgan-oracle.safetensors'

export const seqganOracle: Evaluation = {
  id: 'seqgan-oracle',
  title:
    'SeqGAN’s synthetic task, 3 seeds: likelihood, its temperature sweep, the game (hours; --keep DIR resumes)',
  async run({ terminal, folder, minutes, data, keep, seeds = [1, 2, 3] }) {
    if (data === undefined) throw new UsageError(`seqgan-oracle needs --data, the folder of ${FILE}`)
    const oracleFile = existsSync(data) && statSync(data).isDirectory() ? path.join(data, FILE) : data
    if (!existsSync(oracleFile)) throw new UsageError(`there is no ${oracleFile}`)
    return runSeqganOracle({
      oracleFile,
      seeds,
      folder: keep ?? folder,
      ...(minutes === undefined ? {} : { minutes }),
      signal: terminal.signal,
      now: () => performance.now(),
      say: (line) => terminal.say(line),
    })
  },
}
