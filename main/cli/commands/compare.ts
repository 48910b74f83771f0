// arcwright compare: what differs between two versions of the book, node by node, or of one scene, word by word.
import path from 'node:path'
import type { Outputs } from '../../../engine/contract/index.ts'
import { toCommand } from '../run-command.ts'
import { sceneFrom, versionFrom } from '../version-arguments.ts'

type Row = Outputs['history']['compareText']['rows'][number]

/** As wdiff writes it. */
const lineOf = ({ change, pieces }: Row): string => {
  const text = pieces.map(({ kind, text: words }) =>
    kind === 'same' ? words : kind === 'added' ? `{+${words}+}` : `[-${words}-]`,
  )
  return `${change.padEnd(9)}  ${text.join('')}`
}

export const compareCommand = toCommand({
  name: 'compare',
  description: 'what differs between two versions: now, a snapshot, a draft',
  args: {
    project: { type: 'positional', description: 'PROJECT.arcwright', required: true },
    from: {
      type: 'positional',
      description: 'now, or the id or name of a snapshot or draft',
      required: true,
    },
    to: { type: 'positional', description: 'the same; now without it', required: false },
    scene: { type: 'string', description: 'one scene, by id or title: word by word' },
    all: { type: 'boolean', description: 'with --scene: unchanged paragraphs too', default: false },
  },
  async run(args, engine, terminal) {
    await engine.project.open({ path: path.resolve(args.project) })
    const history = await engine.history.list()
    const [from, to] = [versionFrom(history, args.from), versionFrom(history, args.to ?? 'now')]
    const options = { signal: terminal.signal }
    if (args.scene !== undefined) {
      const named = await sceneFrom(engine, args.scene, to).catch(() => sceneFrom(engine, args.scene, from))
      const found = await engine.history.compareText({ from, to, nodeId: named ?? '' }, options)
      for (const row of found.rows) if (args.all || row.change !== 'same') terminal.say(lineOf(row))
      terminal.say(`+${found.added} −${found.removed} words`)
      return { from, to, ...found }
    }
    const found = await engine.history.compare({ from, to }, options)
    for (const { id, title, opening, change, moved, formerTitle, added, removed } of found.nodes) {
      const also = [moved ? 'moved' : '', formerTitle === null ? '' : `was “${formerTitle}”`].filter(Boolean)
      terminal.say(
        `${id}  ${change.padEnd(7)}  +${added} −${removed}  ${title || opening}  ${also.join(', ')}`.trimEnd(),
      )
    }
    terminal.say(`${found.totals.nodes} changed  +${found.totals.added} −${found.totals.removed} words`)
    return { from, to, ...found }
  },
})
