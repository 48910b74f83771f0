// pandoc as a peer for conversion: where it is, and what one file costs it.
import { spawnSync, execFileSync } from 'node:child_process'
import { quantile, round } from './bench.ts'

const PANDOC = 'pandoc'
const SHELL = 'bash'

/** Its version, or null where it is not installed (Debian: `apt install pandoc`). */
export const pandocVersion = (): string | null => {
  try {
    return /pandoc\S*\s+(\S+)/u.exec(execFileSync(PANDOC, ['--version'], { encoding: 'utf8' }))?.[1] ?? null
  } catch {
    return null
  }
}

export interface Cost {
  readonly ms: number
  /** Of the processor: what the work needs, however busy the machine is. */
  readonly cpuMs: number
}

/** From start to finished file, its process included: that is what a writer waits for. */
export const pandocCost = (from: string, to: string): Cost => {
  const start = performance.now()
  const timed = `TIMEFORMAT='%3U %3S'; time "$0" "$@"`
  const { status, stderr } = spawnSync(SHELL, ['-c', timed, PANDOC, from, '-o', to, '--standalone'], {
    encoding: 'utf8',
  })
  const ms = performance.now() - start
  const [, user, system] = /([\d.]+) ([\d.]+)\s*$/u.exec(stderr) ?? []
  if (status !== 0 || user === undefined || system === undefined) throw new Error(`pandoc: ${stderr}`)
  return { ms, cpuMs: (Number(user) + Number(system)) * 1000 }
}

/** What an act of ours costs; its threads included. */
export const ownCost = async (act: () => Promise<unknown>): Promise<Cost> => {
  const [start, before] = [performance.now(), process.cpuUsage()]
  await act()
  const { user, system } = process.cpuUsage(before)
  return { ms: performance.now() - start, cpuMs: (user + system) / 1000 }
}

/** Both sides by turns, so that a busy machine is busy for both; medians. Ratios above 1: we are faster. */
export const byTurns = async (
  rounds: number,
  ours: () => Promise<Cost>,
  theirs: () => Cost,
): Promise<Readonly<Record<'oursMs' | 'pandocMs' | 'ratio' | 'cpuRatio', number>>> => {
  const [own, peer]: [Cost[], Cost[]] = [[], []]
  for (let turn = 0; turn < rounds; turn += 1) {
    own.push(await ours())
    peer.push(theirs())
  }
  const median = (costs: readonly Cost[], key: keyof Cost): number =>
    quantile(
      costs.map((cost) => cost[key]),
      0.5,
    )
  return {
    oursMs: round(median(own, 'ms')),
    pandocMs: round(median(peer, 'ms')),
    ratio: round(median(peer, 'ms') / median(own, 'ms'), 2),
    cpuRatio: round(median(peer, 'cpuMs') / median(own, 'cpuMs'), 2),
  }
}
