// Analysis as the pool does it, by other machines where they listen and the text is long. Who listens is the work desk's.
import { passageBatches, type AnalysisPool } from '../analysis/analysis-pool.ts'
import type { PassageFinding } from '../analysis/analyze-passages.ts'
import { decodeFinding } from '../analysis/finding-codec.ts'
import { EngineError } from '../domain/errors.ts'
import type { SharedWork } from './shared-work.ts'
import type { WorkDesk } from './work-desk.ts'

/** Characters from which it is worth the way. */
const WORTH_SENDING = 40_000
/** Of one piece: about a second of somebody's work, lost at most. */
const PIECE_CHARACTERS = 12_000
/** Pieces that are on their way at once. */
const AT_ONCE = 32

const findingOf = (payload: string): PassageFinding => {
  const found = decodeFinding(payload)
  if (found) return found
  throw new EngineError(
    'SERVER_FAILED',
    'Another machine sent findings that cannot be read. Nothing of them was kept; analyse again.',
    { trouble: 'broken' },
  )
}

export class SharedAnalysis implements Pick<AnalysisPool, 'analyze' | 'dispose'> {
  readonly #pool: Pick<AnalysisPool, 'analyze' | 'dispose'>
  readonly #desk: Pick<WorkDesk, 'others'>

  constructor(pool: Pick<AnalysisPool, 'analyze' | 'dispose'>, desk: Pick<WorkDesk, 'others'>) {
    this.#pool = pool
    this.#desk = desk
  }

  /** As the pool's. */
  async analyze(passages: readonly string[], signal?: AbortSignal): Promise<readonly PassageFinding[]> {
    const size = passages.reduce((sum, { length }) => sum + length, 0)
    const others = size >= WORTH_SENDING ? await this.#desk.others() : null
    return others ? this.#send(others, passages, signal) : this.#pool.analyze(passages, signal)
  }

  dispose(): Promise<void> {
    return this.#pool.dispose()
  }

  async #send(
    others: SharedWork,
    passages: readonly string[],
    signal: AbortSignal = new AbortController().signal,
  ): Promise<readonly PassageFinding[]> {
    const pieces = [...passageBatches(passages, PIECE_CHARACTERS)]
    const found: (readonly PassageFinding[])[] = []
    let next = 0
    const work = async (): Promise<void> => {
      while (next < pieces.length) {
        const at = next++
        const { findings } = await others.ask('analyze', { texts: [...pieces[at]] }, { signal })
        found[at] = findings.map(findingOf)
      }
    }
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, pieces.length) }, work))
    return found.flat()
  }
}
