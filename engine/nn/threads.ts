// How many threads tensor work should use; the settings may say otherwise.
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'

/** Physical cores that this process may use: two threads on one core slow dense arithmetic down. */
export function physicalCores(): number {
  const logical = availableParallelism()
  try {
    const cores = new Set<string>()
    for (const block of readFileSync('/proc/cpuinfo', 'utf8').split('\n\n')) {
      const socket = /^physical id\s*: (\d+)/m.exec(block)?.[1]
      const core = /^core id\s*: (\d+)/m.exec(block)?.[1]
      if (core !== undefined) cores.add(`${socket ?? '0'}/${core}`)
    }
    if (cores.size > 0) return Math.max(1, Math.min(logical, cores.size))
  } catch {
    // Not Linux.
  }
  // Apple silicon has one thread a core; elsewhere two is the rule.
  return process.platform === 'darwin' && process.arch === 'arm64' ? logical : Math.max(1, logical >> 1)
}
