// arcwright branch: named drafts of the book or of a scene: one is in the binder, the others wait.
import path from 'node:path'
import { UsageError } from '../problems.ts'
import { toCommand } from '../run-command.ts'
import { sceneFrom, versionFrom, type History } from '../version-arguments.ts'

const draftFrom = ({ drafts }: History, wanted: string): string => {
  const found = drafts.find(({ id }) => id === wanted) ?? drafts.find(({ name }) => name === wanted)
  if (found) return found.id
  throw new UsageError(`there is no draft ${wanted}`)
}

export const branchCommand = toCommand({
  name: 'branch',
  description: 'named drafts of the book or a scene: create, switch, rename, remove, list',
  args: {
    project: { type: 'positional', description: 'PROJECT.arcwright', required: true },
    create: {
      type: 'string',
      description: 'a new draft of this name; what stands in the binder goes on as it',
    },
    scene: { type: 'string', description: 'create: of this scene, by id or title; of the book without it' },
    from: { type: 'string', description: 'create: begin as this version, and wait' },
    usual: { type: 'string', description: 'create: what the draft one was on is called', default: 'Main' },
    switch: { type: 'string', description: 'bring this draft into the binder, by id or name' },
    rename: { type: 'string', description: 'a draft; its new name with --to' },
    to: { type: 'string', description: 'rename: the new name' },
    remove: { type: 'string', description: 'a draft that waits' },
  },
  async run(args, engine, terminal) {
    const acts = [args.create, args.switch, args.rename, args.remove].filter((each) => each !== undefined)
    if (acts.length > 1) throw new UsageError('give one of --create, --switch, --rename and --remove')
    await engine.project.open({ path: path.resolve(args.project) })
    const before = await engine.history.list()
    if (args.create !== undefined) {
      const from = args.from === undefined ? {} : { from: versionFrom(before, args.from) }
      const scopeId = await sceneFrom(engine, args.scene)
      await engine.history.createDraft({ name: args.create, usual: args.usual, scopeId, ...from })
    }
    if (args.switch !== undefined)
      await engine.history.switchDraft({ draftId: draftFrom(before, args.switch) })
    if (args.rename !== undefined) {
      if (args.to === undefined) throw new UsageError('--rename needs --to NAME')
      await engine.history.renameDraft({ draftId: draftFrom(before, args.rename), name: args.to })
    }
    if (args.remove !== undefined)
      await engine.history.removeDraft({ draftId: draftFrom(before, args.remove) })
    const { drafts } = await engine.history.list()
    for (const { id, name, scopeId, snapshotId } of drafts)
      terminal.say(`${snapshotId === null ? '*' : ' '} ${id}  ${scopeId ?? 'book'}  ${name}`)
    return { drafts }
  },
})
