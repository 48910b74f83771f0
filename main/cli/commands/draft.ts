// arcwright draft: how the book feels now, or how another file feels, kept to compare later text with.
import path from 'node:path'
import type { EngineClient } from '../../../engine/contract/index.ts'
import type { Terminal } from '../terminal.ts'
import { UsageError } from '../problems.ts'
import { toCommand } from '../run-command.ts'
import { versionFrom } from '../version-arguments.ts'

const previewOf = async (engine: EngineClient, file: string, terminal: Terminal): Promise<string> => {
  const source = { path: path.resolve(file) }
  for await (const event of await engine.manuscript.previewImport({ source }, { signal: terminal.signal }))
    if (event.kind === 'preview') return event.preview.previewId
  throw new Error('the file was not read')
}

export const draftCommand = toCommand({
  name: 'draft',
  description: 'keep how the book feels now, or list and remove what was kept',
  args: {
    project: { type: 'positional', description: 'PROJECT.arcwright', required: true },
    keep: { type: 'string', description: 'the name to keep it by' },
    from: { type: 'string', description: 'a text file to keep the arc of, instead of the book’s' },
    version: {
      type: 'string',
      description: 'the id or name of a snapshot or branch to keep the arc of, instead of the book’s now',
    },
    remove: { type: 'string', description: 'the id of a kept draft' },
  },
  async run(args, engine, terminal) {
    if (args.keep !== undefined && args.remove !== undefined)
      throw new UsageError('give one of --keep and --remove')
    if (args.version !== undefined && (args.keep === undefined || args.from !== undefined))
      throw new UsageError('--version needs --keep NAME, and no --from')
    if (args.from !== undefined && args.keep === undefined)
      throw new UsageError('--from needs a name to keep it by: --keep NAME')
    await engine.project.open({ path: path.resolve(args.project) })
    if (args.remove !== undefined) await engine.arc.removeDraft({ draftId: args.remove })
    if (args.keep !== undefined) {
      const previewId = args.from === undefined ? undefined : await previewOf(engine, args.from, terminal)
      const version =
        args.version === undefined ? undefined : versionFrom(await engine.history.list(), args.version)
      const named = {
        name: args.keep,
        ...(previewId === undefined ? {} : { previewId }),
        ...(version === undefined || version === 'now' ? {} : { version }),
      }
      await engine.arc.keepDraft(named, { signal: terminal.signal })
    }
    const drafts = await engine.arc.drafts()
    for (const { id, name, words } of drafts) terminal.say(`${id}  ${words} words  ${name}`)
    return { drafts }
  },
})
