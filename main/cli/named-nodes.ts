// The binder's nodes as arguments name them: by id, or by a whole title.
import { UsageError } from './problems.ts'

export interface NamedNode {
  readonly id: string
  readonly title: string
}

/** By id, or by the whole title where only one has it. */
export const findNode = <Found extends NamedNode>(among: readonly Found[], name: string): Found => {
  const byId = among.find((node) => node.id === name)
  if (byId) return byId
  const named = among.filter((node) => node.title === name)
  if (named.length === 1 && named[0]) return named[0]
  throw new UsageError(
    named.length === 0 ? `there is no “${name}”` : `“${name}” is the title of ${named.length}; give the id`,
  )
}

/** Several, with commas between. */
export const findNodes = (among: readonly NamedNode[], names: string | undefined): string[] => {
  if (names === undefined) throw new UsageError('say which: ids or titles, with commas between')
  return names.split(',').map((name) => findNode(among, name.trim()).id)
}
