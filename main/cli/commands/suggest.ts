// arcwright suggest: what could be written next, each with its reason; and waving one away.
import path from 'node:path'
import type { Outputs } from '../../../engine/contract/index.ts'
import { signed } from '../arc-arguments.ts'
import { UsageError } from '../problems.ts'
import { toCommand } from '../run-command.ts'

type Suggestion = Outputs['suggest']['list']['suggestions'][number]

const reasonOf = ({ kind, title, detail, count, actual, target, emotion }: Suggestion): string => {
  switch (kind) {
    case 'gap':
      return `${title}: feels ${signed(actual ?? 0)} where the target asks for ${signed(target ?? 0)}`
    case 'question':
      return `${title}: ${detail} (not taken up in ${count} later scenes)`
    case 'name':
      return `${detail}: last seen in ${title}, ${count} scenes ago`
    case 'feeling':
      return `${detail}: ${count} entries of the life record, no scene`
    case 'lived':
      return `${title}, ${emotion ?? ''} ${signed(actual ?? 0)}, in no scene: ${detail}`
    case 'material':
      return `${title}: chosen and not used: ${detail}`
  }
}

export const suggestCommand = toCommand({
  name: 'suggest',
  description: 'what to write next, each with its reason',
  args: {
    project: { type: 'positional', description: 'PROJECT.arcwright', required: true },
    dismiss: { type: 'string', description: 'wave one away, by its key: others of its kind count for less' },
    forget: { type: 'boolean', description: 'show what was waved away again', default: false },
  },
  async run(args, engine, terminal) {
    await engine.project.open({ path: path.resolve(args.project) })
    if (args.forget) await engine.suggest.forget()
    if (args.dismiss !== undefined) {
      const { suggestions } = await engine.suggest.list()
      const found = suggestions.find(({ key }) => key === args.dismiss)
      if (!found) throw new UsageError(`--dismiss ${args.dismiss} is none of the suggestions`)
      await engine.suggest.dismiss({ key: found.key, kind: found.kind })
    }
    const { suggestions, dismissed } = await engine.suggest.list(undefined, { signal: terminal.signal })
    for (const each of suggestions)
      terminal.say(`${each.kind}  ${each.weight.toFixed(2)}  ${reasonOf(each)}  [${each.key}]`)
    return { suggestions, dismissed }
  },
})
