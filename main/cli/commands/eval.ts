// arcwright eval: runs one evaluation of the registry, or lists them.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { evals } from '../evals/registry.ts'
import { UsageError } from '../problems.ts'
import { numberFrom, toCommand } from '../run-command.ts'

export const evalCommand = toCommand({
  name: 'eval',
  description: 'measure quality',
  args: {
    name: { type: 'positional', description: evals.map(({ id }) => id).join(', '), required: false },
    list: { type: 'boolean', description: 'say which there are', default: false },
    minutes: { type: 'string', description: 'of training, where there is training' },
    data: { type: 'string', description: 'folder or file of data that does not come with the program' },
    keep: { type: 'string', description: 'folder in which a long run is kept and taken up again' },
    seeds: { type: 'string', description: 'for example 1,2,3' },
  },
  async run(args, engine, terminal) {
    if (args.list || args.name === undefined) {
      for (const { id, title } of evals) terminal.say(`${id.padEnd(16)} ${title}`)
      return { names: evals.map(({ id }) => id) }
    }
    const evaluation = evals.find(({ id }) => id === args.name)
    if (!evaluation) throw new UsageError(`there is no eval ${args.name}; --list says which there are`)
    const folder = mkdtempSync(path.join(tmpdir(), 'arcwright-eval-'))
    try {
      const minutes = numberFrom('minutes', args.minutes)
      const { data, keep } = args
      const seeds = args.seeds?.split(',').map((seed) => numberFrom('seeds', seed) ?? 1)
      const figures = await evaluation.run({ engine, terminal, folder, minutes, data, keep, seeds })
      for (const [key, value] of Object.entries(figures)) terminal.say(`${key.padEnd(24)} ${String(value)}`)
      return { name: evaluation.id, ...figures }
    } finally {
      // The project in it is closed before its folder goes.
      await engine.project.close().catch(() => undefined)
      rmSync(folder, { recursive: true, force: true })
    }
  },
})
