// How well the transformer learns a text character by character, beside PyTorch's own run of the same; --data is a text file.
import { execFile, execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { runCharGpt, type CurvePoint } from '../../../engine/evals/char-gpt.ts'
import { appRoot } from '../../app-root.ts'
import type { Evaluation } from './evaluation.ts'
import { bookText } from './sample-book.ts'

const PYTHON = '/usr/bin/python3'
const WORDS = 200_000
const THREADS = 1
// Without it OpenBLAS may take slow code paths on new processors, and the comparison would flatter us.
const ENVIRONMENT = { OPENBLAS_CORETYPE: 'SkylakeX', ...process.env, OPENBLAS_NUM_THREADS: String(THREADS) }

interface PeerRun {
  readonly curve: readonly CurvePoint[]
  readonly msPerStep: number
  readonly torch: string
}

/** PyTorch on the same weights and crops, or why not. */
const peerRun = async (folder: string, signal: AbortSignal): Promise<PeerRun | { skipped: string }> => {
  const script = path.join(appRoot, 'tests', 'bench', 'pytorch', 'char_gpt.py')
  if (!existsSync(script)) return { skipped: 'the peer’s script is not part of an installed copy' }
  try {
    execFileSync(PYTHON, ['-c', 'import torch, numpy'], { env: ENVIRONMENT, stdio: 'ignore' })
  } catch {
    return { skipped: 'python3-torch is not installed' }
  }
  const { stdout } = await promisify(execFile)(PYTHON, [script, folder, String(THREADS)], {
    env: ENVIRONMENT,
    signal,
  })
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  const { msPerStep, torch } = lines.pop() as unknown as Pick<PeerRun, 'msPerStep' | 'torch'>
  return { curve: lines as unknown as CurvePoint[], msPerStep, torch }
}

export const charGpt: Evaluation = {
  id: 'char-gpt',
  title:
    'the transformer in nanoGPT’s CPU configuration on one text (--data FILE; else one novel), beside PyTorch',
  async run({ terminal, folder, data, seeds = [1] }) {
    const text = data === undefined ? await bookText(WORDS) : readFileSync(data, 'utf8')
    const { signal } = terminal
    const ours = await runCharGpt({
      text,
      seed: seeds[0] ?? 1,
      folder,
      threads: THREADS,
      signal,
      now: () => performance.now(),
      say: (line) => terminal.say(line),
    })
    const peer = await peerRun(folder, signal)
    if ('skipped' in peer) terminal.say(`PyTorch skipped: ${peer.skipped}`)
    const apart = 'skipped' in peer ? null : furthestApart(ours.curve, peer.curve)
    return { data: data === undefined ? 'Moby Dick' : path.basename(data), ...ours, pytorch: peer, apart }
  },
}

/** The largest difference of the two validation curves at the same step. */
const furthestApart = (a: readonly CurvePoint[], b: readonly CurvePoint[]): number =>
  Math.max(...a.map(({ validationLoss }, i) => Math.abs(validationLoss - (b[i]?.validationLoss ?? NaN))))
