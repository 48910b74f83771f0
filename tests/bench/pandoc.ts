// pandoc as a peer for conversion: where it is, and how long it takes for one file.
import { execFileSync } from 'node:child_process'
import { quantile, round } from './bench.ts'

const PANDOC = 'pandoc'

/** Its version, or null where it is not installed (Debian: `apt install pandoc`). */
export const pandocVersion = (): string | null => {
  try {
    return /pandoc\S*\s+(\S+)/u.exec(execFileSync(PANDOC, ['--version'], { encoding: 'utf8' }))?.[1] ?? null
  } catch {
    return null
  }
}

/** Milliseconds from start to finished file, its process included: that is what a writer waits for. */
export const pandocMs = (from: string, to: string): number => {
  const start = performance.now()
  execFileSync(PANDOC, [from, '-o', to, '--standalone'], { stdio: 'pipe' })
  return performance.now() - start
}

/** Both sides by turns, so that a busy machine is busy for both. */
export const byTurns = async (
  rounds: number,
  ours: () => Promise<number>,
  theirs: () => number,
): Promise<{ readonly oursMs: number; readonly pandocMs: number; readonly ratio: number }> => {
  const [own, peer]: [number[], number[]] = [[], []]
  for (let turn = 0; turn < rounds; turn += 1) {
    own.push(await ours())
    peer.push(theirs())
  }
  const [oursMs, peerMs] = [quantile(own, 0.5), quantile(peer, 0.5)]
  return { oursMs: round(oursMs), pandocMs: round(peerMs), ratio: round(peerMs / oursMs, 2) }
}
