// arcwright restore: the book, scenes or one paragraph as a version has them; one undo step, with a snapshot before it.
import path from 'node:path'
import { UsageError } from '../problems.ts'
import { toCommand } from '../run-command.ts'
import { nodesFrom, versionFrom } from '../version-arguments.ts'

export const restoreCommand = toCommand({
  name: 'restore',
  description: 'bring back the book, scenes or a paragraph from a version; what is there now is kept first',
  args: {
    project: { type: 'positional', description: 'PROJECT.arcwright', required: true },
    version: { type: 'positional', description: 'the id or name of a snapshot or draft', required: true },
    scenes: { type: 'string', description: 'only these, by id or title, with commas between' },
    block: { type: 'string', description: 'one paragraph of the one scene given, by its id' },
  },
  async run(args, engine, terminal) {
    await engine.project.open({ path: path.resolve(args.project) })
    const version = versionFrom(await engine.history.list(), args.version)
    const nodeIds = await nodesFrom(engine, args.scenes, version)
    if (args.block !== undefined) {
      const [sceneId, ...rest] = nodeIds
      if (sceneId === undefined || rest.length > 0)
        throw new UsageError('--block needs one scene: --scenes ID')
      await engine.history.restoreBlock({ version, sceneId, blockId: args.block })
      terminal.say('restored the paragraph')
      return { version, sceneId, blockId: args.block }
    }
    const { rewritten } = await engine.history.restore(
      nodeIds.length > 0 ? { version, nodeIds } : { version },
    )
    terminal.say(`restored: ${rewritten} texts changed; binder undo takes it back`)
    return { version, rewritten }
  },
})
