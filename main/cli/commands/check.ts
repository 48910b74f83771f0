// arcwright check: whether a project file is whole, read from end to end on a copy.
import path from 'node:path'
import { toCommand } from '../run-command.ts'

export const checkCommand = toCommand({
  name: 'check',
  description: 'read a project file from end to end and say whether it is whole',
  args: { project: { type: 'positional', description: 'PROJECT.arcwright', required: true } },
  async run({ project }, engine, terminal) {
    const verdict = await engine.safety.check({ path: path.resolve(project) })
    for (const problem of verdict.problems) terminal.say(problem)
    terminal.say(
      verdict.whole
        ? `whole: ${verdict.rows.scenes ?? 0} texts in ${verdict.rows.nodes ?? 0} nodes`
        : 'damaged: “arcwright recover” saves what can be read to a new project',
    )
    return { ...verdict }
  },
})
