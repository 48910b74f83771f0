// arcwright snapshot: takes, lists, renames and removes versions of the book or of one scene.
import path from 'node:path'
import { UsageError } from '../problems.ts'
import { toCommand } from '../run-command.ts'
import { sceneFrom, versionFrom } from '../version-arguments.ts'

export const snapshotCommand = toCommand({
  name: 'snapshot',
  description: 'keep the book as it is now; list, rename and remove what was kept',
  args: {
    project: { type: 'positional', description: 'PROJECT.arcwright', required: true },
    take: { type: 'string', description: 'the name to keep it by' },
    scene: { type: 'string', description: 'take: only this scene, by id or title' },
    rename: { type: 'string', description: 'the id or name of a snapshot; its new name with --to' },
    to: { type: 'string', description: 'rename: the new name' },
    remove: { type: 'string', description: 'the id or name of a snapshot' },
  },
  async run(args, engine, terminal) {
    if ([args.take, args.rename, args.remove].filter((each) => each !== undefined).length > 1)
      throw new UsageError('give one of --take, --rename and --remove')
    await engine.project.open({ path: path.resolve(args.project) })
    const before = await engine.history.list()
    if (args.take !== undefined)
      await engine.history.take({ name: args.take, scopeId: await sceneFrom(engine, args.scene) })
    if (args.rename !== undefined) {
      if (args.to === undefined) throw new UsageError('--rename needs --to NAME')
      await engine.history.rename({ snapshotId: versionFrom(before, args.rename), name: args.to })
    }
    if (args.remove !== undefined)
      await engine.history.remove({ snapshotId: versionFrom(before, args.remove) })
    const { snapshots } = await engine.history.list()
    for (const { id, name, kind, act, words, takenAt, scopeId } of snapshots)
      terminal.say(
        `${id}  ${new Date(takenAt).toISOString()}  ${scopeId === null ? 'book ' : 'scene'}  ${words} words  ${name || `${kind} ${act}`}`,
      )
    return { snapshots }
  },
})
