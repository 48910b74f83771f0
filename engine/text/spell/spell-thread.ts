// Spelling in a thread of its own: dictionaries are large, and suggestions take their time.
import { EngineError } from '../../domain/errors.ts'
import { TaskThread } from '../task-thread.ts'
import type { SpellAnswer, SpellTask } from './spell-worker.ts'

const FILE = new URL(
  import.meta.url.endsWith('.ts') ? './spell-worker.ts' : './spell-worker.js',
  import.meta.url,
)
/** The largest dictionaries take a second or two to read on a slow machine; a loop in one takes for ever. */
const LIMIT_MS = 30_000
const IDLE_MS = 10 * 60_000

export const createSpellThread = (): TaskThread<SpellTask, SpellAnswer> =>
  new TaskThread({
    file: FILE,
    limitMs: LIMIT_MS,
    idleMs: IDLE_MS,
    tooLong: () =>
      new EngineError(
        'FILE_UNREADABLE',
        'This dictionary takes too long to read. Spelling is not checked with it; choose another.',
      ),
  })
