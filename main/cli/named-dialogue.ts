// Finds the dialogue that a command means: by id or title, or the only one there is.
import type { EngineClient } from '../../engine/contract/index.ts'
import { UsageError } from './problems.ts'

/** UsageError with all that there are where it is not clear which. */
export const dialogueId = async (engine: EngineClient, wish: string | undefined): Promise<string> => {
  const all = await engine.dialogue.list()
  const found = all.filter(({ id, title }) => wish === undefined || id === wish || title === wish)
  const [first] = found
  if (first && found.length === 1) return first.id
  const known = all.map(({ id, title }) => `${id} ${title}`).join(', ') || 'none yet'
  throw new UsageError(`say which dialogue: ${known}`)
}
