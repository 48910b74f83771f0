// Summaries in a thread of their own.
import { EngineError } from '../../domain/errors.ts'
import { TaskThread } from '../../text/task-thread.ts'
import type { SummaryTask } from './summarise.ts'

const FILE = new URL(
  import.meta.url.endsWith('.ts') ? './summary-worker.ts' : './summary-worker.js',
  import.meta.url,
)

export const createSummaryThread = (): TaskThread<SummaryTask, string> =>
  new TaskThread({
    file: FILE,
    limitMs: 60_000,
    idleMs: 60_000,
    tooLong: () =>
      new EngineError('BAD_INPUT', 'This scene takes too long to summarise. Write its summary yourself.'),
  })
