// arcwright recover: what can be read of a damaged project goes into a new one; the damaged file stays as it is.
import path from 'node:path'
import type { Outputs } from '../../../engine/contract/index.ts'
import { toCommand } from '../run-command.ts'

type Item = Outputs['safety']['recover']['items'][number]

/** Where the rest of a scene came from. */
const sourceOf = ({ from }: Item): string => {
  if (from === null) return ''
  if (from.source === 'index') return '  from the search index'
  return from.at === null
    ? '  from an earlier version'
    : `  from the version of ${new Date(from.at).toISOString()}`
}

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
    for (const item of report.items) {
      const { kind, title, state, words } = item
      const count = kind === 'media' ? '' : words
      terminal.say(`${state.padEnd(6)}  ${kind}  ${title || '(no title)'}  ${count}${sourceOf(item)}`)
    }
    terminal.say(
      `${report.path}: ${report.brokenPages} places and ${report.brokenRows} rows could not be read`,
    )
    return { ...report }
  },
})
