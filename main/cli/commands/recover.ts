// arcwright recover: what can be read of a damaged project goes into a new one; the damaged file stays as it is.
import path from 'node:path'
import { toCommand } from '../run-command.ts'

export const recoverCommand = toCommand({
  name: 'recover',
  description:
    'save what can be read of a damaged project to a new one; lists what was saved and what is lost',
  args: {
    project: { type: 'positional', description: 'the damaged file', required: true },
    out: { type: 'string', description: 'the new project', required: true },
  },
  async run({ project, out }, engine, terminal) {
    const report = await engine.safety.recover({ path: path.resolve(project), to: path.resolve(out) })
    for (const { kind, title, state, words } of report.items)
      terminal.say(`${state.padEnd(6)}  ${kind}  ${title || '(no title)'}  ${kind === 'media' ? '' : words}`)
    terminal.say(
      `${report.path}: ${report.brokenPages} places and ${report.brokenRows} rows could not be read`,
    )
    return { ...report }
  },
})
