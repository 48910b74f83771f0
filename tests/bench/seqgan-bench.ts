// A whole adversarial step of SeqGAN here and, as it is usually written, in PyTorch: write, complete, judge, step; in turns.
import { GAME, Players } from '../../engine/evals/seqgan-oracle/players.ts'
import { LENGTH, VOCABULARY, WIDTH } from '../../engine/evals/seqgan-oracle/paper-lstm.ts'
import { Random } from '../../engine/nn/seed.ts'
import { quantile, round, type Figure } from './bench.ts'
import type { PyTorchPeer } from './pytorch/peer.ts'

/** The paper's. */
const ROLLOUTS = 16
/** Of each side, after one that warms up; a step takes seconds. */
const ROUNDS = 3

interface Took {
  readonly ms: number
  readonly cpuMs: number
}

/** @param peers one for each number of threads; the quickest counts */
export async function measureGame(peers: readonly PyTorchPeer[]): Promise<Figure> {
  const players = new Players(new Random('bench'), 1)
  const { batch, embedding, widths, filters } = GAME
  const shape = { vocabulary: VOCABULARY, width: WIDTH, length: LENGTH, batch, embedding, widths, filters }
  for (const peer of peers) await peer.ask({ do: 'load_game', ...shape })
  const ours: Took[] = []
  const theirs = peers.map((): Took[] => [])
  for (let turn = -1; turn < ROUNDS; turn++) {
    // Fewer completions warm up as well.
    const rollouts = turn < 0 ? 1 : ROLLOUTS
    const [start, cpu] = [performance.now(), process.cpuUsage()]
    players.learnPolicy(rollouts)
    const own = { ms: performance.now() - start, cpuMs: process.cpuUsage(cpu).user / 1000 }
    if (turn >= 0) ours.push(own)
    for (const [i, peer] of peers.entries()) {
      const other = await peer.ask<Took>({ do: 'game_step', rollouts })
      if (turn >= 0) theirs[i].push(other)
    }
  }
  players.dispose()
  const median = (samples: readonly Took[], key: keyof Took) =>
    quantile(
      samples.map((sample) => sample[key]),
      0.5,
    )
  const [oursMs, torchMs] = [median(ours, 'ms'), Math.min(...theirs.map((each) => median(each, 'ms')))]
  return {
    name: 'train-seqgan-step',
    oursMs: round(oursMs, 0),
    torchMs: round(torchMs, 0),
    ratio: round(oursMs / torchMs, 3),
    timesFaster: round(torchMs / oursMs, 1),
    cpuRatio: round(median(ours, 'cpuMs') / median(theirs[0], 'cpuMs'), 3),
  }
}
