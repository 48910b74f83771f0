// Versions as a terminal names them: now, the id or the name of a snapshot, or of a draft. One place for every command.
import type { EngineClient, Outputs } from '../../engine/contract/index.ts'
import { UsageError } from './problems.ts'

export type History = Outputs['history']['list']

interface Named {
  readonly id: string
  readonly name: string
}

const find = (among: readonly Named[], wanted: string): string | undefined =>
  (among.find(({ id }) => id === wanted) ?? among.find(({ name }) => name === wanted))?.id

/** The newest of its name. */
export const versionFrom = ({ snapshots, drafts }: History, wanted: string): string => {
  if (wanted === 'now') return wanted
  const found = find(drafts, wanted) ?? find(snapshots, wanted)
  if (found !== undefined) return found
  throw new UsageError(`there is no version ${wanted}: give now, or the id or name of a snapshot or draft`)
}

/** Ids or whole titles of nodes, with commas between; of the binder, or of a version that has more. */
export const nodesFrom = async (
  engine: EngineClient,
  names: string | undefined,
  version = 'now',
): Promise<string[]> => {
  if (names === undefined) return []
  const nodes = await engine.history.nodes({ version })
  return names.split(',').map((name) => {
    const wanted = name.trim()
    const found = nodes.find(({ id }) => id === wanted) ?? nodes.find(({ title }) => title === wanted)
    if (found) return found.id
    throw new UsageError(`there is no ${wanted} in that version`)
  })
}

/** One node at most. */
export const sceneFrom = async (
  engine: EngineClient,
  name: string | undefined,
  version = 'now',
): Promise<string | null> => {
  const [id, ...rest] = await nodesFrom(engine, name, version)
  if (rest.length > 0) throw new UsageError('name one scene only')
  return id ?? null
}
