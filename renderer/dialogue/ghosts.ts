// How each node of a growth stands: to be written, written, without words, or left out.
import type { Growth } from './dialogue-store.ts'

export type Ghost = 'waiting' | 'written' | 'failed' | 'dropped'

const NONE: ReadonlyMap<string, Ghost> = new Map()

/** By the node; a choice is as its options are on the whole. */
export const ghostsOf = (growth: Growth | null): ReadonlyMap<string, Ghost> => {
  if (growth === null) return NONE
  const ghosts = new Map<string, Ghost>(growth.nodes.map(({ id }) => [id, 'written']))
  const own = Map.groupBy(growth.parts, ({ nodeId }) => nodeId)
  for (const [id, parts] of own) {
    if (parts.every(({ isDropped }) => isDropped)) ghosts.set(id, 'dropped')
    else if (parts.some(({ state }) => state === 'failed')) ghosts.set(id, 'failed')
    else if (parts.some(({ state }) => state === 'waiting')) ghosts.set(id, 'waiting')
  }
  return ghosts
}
