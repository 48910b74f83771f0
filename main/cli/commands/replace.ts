// arcwright replace: other words in place of found ones through the whole project or chosen parts; one undo takes it back.
import path from 'node:path'
import { searchField } from '../../../engine/contract/search.ts'
import { findNodes } from '../named-nodes.ts'
import { UsageError } from '../problems.ts'
import { toCommand } from '../run-command.ts'

const fieldsFrom = (text: string | undefined) =>
  text?.split(',').map((name) => {
    const field = searchField.options.find((one) => one === name.trim())
    if (field) return field
    throw new UsageError(`there is no field ${name}; there are ${searchField.options.join(', ')}`)
  })

export const replaceCommand = toCommand({
  name: 'replace',
  description: 'find and replace in the project; "arcwright binder undo" takes it back',
  args: {
    project: { type: 'positional', description: 'PROJECT.arcwright', required: true },
    find: { type: 'string', description: 'what to look for', required: true },
    with: {
      type: 'string',
      description: 'what stands there then; $1 and $<name> with --regex',
      required: true,
    },
    regex: { type: 'boolean', description: '--find is a regular expression', default: false },
    word: { type: 'boolean', description: 'whole words only', default: false },
    case: { type: 'boolean', description: 'capitals matter', default: false },
    scenes: { type: 'string', description: 'only in these: ids or whole titles, with commas between' },
    fields: { type: 'string', description: `only these: ${searchField.options.join(', ')}` },
    'dry-run': { type: 'boolean', description: 'only show what would change', default: false },
  },
  async run(options, engine, terminal) {
    await engine.project.open({ path: path.resolve(options.project) })
    const tree = await engine.binder.tree()
    const fields = fieldsFrom(options.fields)
    const wanted = {
      terms: {
        text: options.find,
        isRegex: options.regex,
        wholeWord: options.word,
        matchCase: options.case,
      },
      replacement: options.with,
      ...(options.scenes === undefined ? {} : { within: findNodes(tree, options.scenes) }),
      ...(fields ? { fields } : {}),
    }
    if (!options['dry-run']) {
      const done = await engine.search.replace(wanted)
      terminal.say(`replaced ${done.replaced} in ${done.nodes} places of the binder`)
      return done
    }
    const found = await engine.search.find(wanted)
    const nameOf = new Map(tree.map((node) => [node.id, node.title || node.opening]))
    for (const { nodeId, context, becomes } of found.hits)
      terminal.say(`${nameOf.get(nodeId) ?? nodeId}: ${context.text} → ${becomes}`)
    terminal.say(`${found.hits.length} would be replaced in ${found.nodes} places of the binder; nothing was`)
    return found
  },
})
