// A process of its own that tries one backend and says in one JSON line what came of it: a crash ends this process and nothing else.
import { setPriority, constants } from 'node:os'
import { parseArgs } from 'node:util'
import { loadBackend } from '../backend.ts'
import { probeWork, type ProbeResult } from './probe-work.ts'

/** The line on standard output. */
export type ProbeAnswer = { readonly result: ProbeResult } | { readonly error: string }

const { values } = parseArgs({ options: { backend: { type: 'string' }, threads: { type: 'string' } } })

async function answer(): Promise<ProbeAnswer> {
  try {
    const { threads } = await loadBackend({
      ...(values.backend === undefined ? {} : { id: values.backend }),
      ...(values.threads === undefined ? {} : { threads: Number(values.threads) }),
    })
    return { result: probeWork(threads, () => performance.now()) }
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}

try {
  // The writer is typing meanwhile.
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
} catch {
  // Not allowed here: it is over in seconds.
}
process.stdout.write(`${JSON.stringify(await answer())}\n`, () => process.exit(0))
