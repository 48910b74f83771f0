// arcwright binder: the tree of the project, and every act on it that a window has. One act a call, one undo step each.
import path from 'node:path'
import type { EngineClient, Inputs, Outputs } from '../../../engine/contract/index.ts'
import { UsageError } from '../problems.ts'
import { findNode as find, findNodes as findAll, type NamedNode as Named } from '../named-nodes.ts'
import { numberFrom, toCommand } from '../run-command.ts'

type Node = Outputs['binder']['tree'][number]

const args = {
  act: {
    type: 'positional',
    description:
      'list, trash, add, rename, move, describe, split, merge, duplicate, convert, remove, restore, discard, name-label, undo, redo',
    required: true,
  },
  project: { type: 'positional', description: 'PROJECT.arcwright', required: true },
  nodes: { type: 'positional', description: 'ids or whole titles, with commas between', required: false },
  to: { type: 'string', description: 'move, add: into this one; "book" is the top' },
  after: { type: 'string', description: 'move, add: right after this one; "start" is first' },
  kind: { type: 'string', description: 'add: part, chapter, scene, folder, note; convert: scene, note' },
  title: { type: 'string', description: 'add, rename, split' },
  status: { type: 'string', description: 'describe: none, idea, draft, revised, done' },
  label: {
    type: 'string',
    description: 'describe, name-label: a colour; describe with "none" takes it away',
  },
  pov: { type: 'string', description: 'describe: point of view' },
  synopsis: { type: 'string', description: 'describe' },
  block: { type: 'string', description: 'split: before this block' },
  offset: { type: 'string', description: 'split: within it, at this character' },
} as const

type Arguments = Readonly<Record<Exclude<keyof typeof args, 'act' | 'project'>, string | undefined>>

const findOne = (among: readonly Named[], names: string | undefined): string => {
  const [id, ...rest] = findAll(among, names)
  if (id === undefined || rest.length > 0) throw new UsageError('say which one')
  return id
}

const placeOf = (
  tree: readonly Node[],
  { to, after }: Arguments,
): Pick<Inputs['binder']['move'], 'parentId' | 'afterId'> => {
  if (after !== undefined && after !== 'start') {
    const { id, parentId } = find(tree, after)
    return { parentId, afterId: id }
  }
  const parentId = to === undefined || to === 'book' ? null : find(tree, to).id
  return after === 'start' ? { parentId, afterId: null } : { parentId }
}

/** Every value goes through the contract's check; what is wrong with it is the contract's to say. */
const given = (values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))

const ACTS: Readonly<
  Record<string, (engine: EngineClient, tree: readonly Node[], options: Arguments) => Promise<unknown>>
> = {
  list: async () => undefined,
  trash: async () => undefined,
  add: (engine, tree, options) =>
    engine.binder.create({
      kind: (options.kind ?? 'scene') as Node['kind'],
      title: options.title ?? '',
      ...placeOf(tree, options),
    }),
  rename: (engine, tree, { nodes, title }) => {
    if (title === undefined) throw new UsageError('rename needs --title')
    return engine.binder.rename({ id: findOne(tree, nodes), title })
  },
  move: (engine, tree, options) => {
    if (options.to === undefined && options.after === undefined)
      throw new UsageError('move needs --to or --after')
    return engine.binder.move({ ids: findAll(tree, options.nodes), ...placeOf(tree, options) })
  },
  describe: (engine, tree, { nodes, status, label, pov, synopsis }) =>
    engine.binder.describe({
      ids: findAll(tree, nodes),
      ...given({ status, label: label === 'none' ? '' : label, pov, synopsis }),
    }),
  split: (engine, tree, { nodes, block, offset, title }) => {
    if (block === undefined) throw new UsageError('split needs --block')
    return engine.binder.splitScene({
      sceneId: findOne(tree, nodes),
      blockId: block,
      title: title ?? '',
      ...given({ offset: numberFrom('offset', offset) }),
    })
  },
  merge: (engine, tree, { nodes }) => engine.binder.merge({ ids: findAll(tree, nodes) }),
  duplicate: (engine, tree, { nodes }) => engine.binder.duplicate({ ids: findAll(tree, nodes) }),
  convert: (engine, tree, { nodes, kind }) =>
    engine.binder.convert({ ids: findAll(tree, nodes), kind: kind as 'scene' | 'note' }),
  remove: (engine, tree, { nodes }) => engine.binder.remove({ ids: findAll(tree, nodes) }),
  restore: async (engine, _tree, { nodes }) =>
    engine.binder.restore({ ids: findAll(await engine.binder.trash(), nodes) }),
  discard: async (engine, _tree, { nodes }) =>
    engine.binder.discard(nodes === undefined ? {} : { ids: findAll(await engine.binder.trash(), nodes) }),
  'name-label': (engine, _tree, { label, title }) =>
    engine.binder.nameLabel({
      color: label as Inputs['binder']['nameLabel']['color'],
      name: title ?? '',
    }),
  undo: (engine) => engine.project.undo(),
  redo: (engine) => engine.project.redo(),
}

const depthOf = (tree: readonly Node[], node: Node): number => {
  const parent = tree.find(({ id }) => id === node.parentId)
  return parent ? 1 + depthOf(tree, parent) : 0
}

export const binderCommand = toCommand({
  name: 'binder',
  description: 'list and change the parts, chapters, scenes, notes and research of a project',
  args,
  async run({ act, project, ...options }, engine, terminal) {
    const work = ACTS[act]
    if (!work) throw new UsageError(`there is no act ${act}: ${args.act.description}`)
    await engine.project.open({ path: path.resolve(project) })
    const result = await work(engine, await engine.binder.tree(), options)
    const tree = await engine.binder.tree()
    const trash = await engine.binder.trash()
    if (act === 'trash')
      for (const { id, kind, title, opening, words } of trash)
        terminal.say(`${id}  ${kind}  ${title || opening}  ${words}`)
    else
      for (const node of tree)
        terminal.say(
          `${node.id}  ${'  '.repeat(depthOf(tree, node))}${node.kind}  ${node.title || node.opening}  ${node.words}`,
        )
    const labels = await engine.binder.labels()
    return { act, ...(result === undefined ? {} : { result }), nodes: tree, trash, labels }
  },
})
