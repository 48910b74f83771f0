// Find in a thread of its own: an expression that would run for hours is given up, and typing goes on meanwhile.
import { EngineError } from '../../domain/errors.ts'
import { TaskThread } from '../task-thread.ts'
import type { FindAnswer, FindTask } from './find-worker.ts'

const FILE = new URL(
  import.meta.url.endsWith('.ts') ? './find-worker.ts' : './find-worker.js',
  import.meta.url,
)
const LIMIT_MS = 4000
const IDLE_MS = 120_000

/** @param limitMs how long one expression may take over everything. */
export const createFindThread = (limitMs = LIMIT_MS): TaskThread<FindTask, FindAnswer> =>
  new TaskThread({
    file: FILE,
    limitMs,
    idleMs: IDLE_MS,
    tooLong: () =>
      new EngineError(
        'BAD_INPUT',
        'This regular expression takes too long on this text. Nothing was changed; make it simpler.',
        { reason: 'too-long' },
      ),
  })
