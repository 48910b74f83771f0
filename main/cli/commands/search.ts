// arcwright search: words anywhere in the project, by its index.
import path from 'node:path'
import { findNodes } from '../named-nodes.ts'
import { numberFrom, toCommand } from '../run-command.ts'

const clockOf = (ms: number): string =>
  `${Math.floor(ms / 60_000)}:${String(Math.floor(ms / 1000) % 60).padStart(2, '0')}`

export const searchCommand = toCommand({
  name: 'search',
  description:
    'find words anywhere in the project: text, notes, footnotes, titles, synopses; what is said and can be read in media',
  args: {
    project: { type: 'positional', description: 'PROJECT.arcwright', required: true },
    query: {
      type: 'positional',
      description: 'words, beginnings of words, "phrases in quotes"; all of them in one paragraph',
      required: true,
    },
    scenes: { type: 'string', description: 'only in these: ids or whole titles, with commas between' },
    limit: { type: 'string', description: 'paragraphs to show', default: '50' },
  },
  async run(options, engine, terminal) {
    await engine.project.open({ path: path.resolve(options.project) })
    const tree = await engine.binder.tree()
    const found = await engine.search.query({
      query: options.query,
      limit: numberFrom('limit', options.limit) ?? 50,
      ...(options.scenes === undefined ? {} : { within: findNodes(tree, options.scenes) }),
    })
    const nameOf = new Map(tree.map((node) => [node.id, node.title || node.opening]))
    for (const { nodeId, field, context } of found.hits)
      terminal.say(`${nameOf.get(nodeId) ?? nodeId} · ${field}: ${context.text}`)
    terminal.say(`${found.total} paragraphs in ${found.nodes} places of the binder`)
    for (const { name, field, atMs, context } of found.media)
      terminal.say(`${name} · ${field}${atMs > 0 ? ` ${clockOf(atMs)}` : ''}: ${context.text}`)
    if (found.mediaTotal > 0) terminal.say(`${found.mediaTotal} lines in media`)
    return found
  },
})
