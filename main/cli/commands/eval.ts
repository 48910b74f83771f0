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
    runs: { type: 'string', description: 'how often, where something is tried again and again' },
    keep: { type: 'string', description: 'folder in which a long run is kept and taken up again' },
    seeds: { type: 'string', description: 'for example 1,2,3' },
    set: { type: 'string', description: 'a labelled file, or a folder of texts' },
    model: { type: 'string', description: 'a model file in place of the shipped one' },
    format: { type: 'string', description: 'how the labelled file is written' },
    split: { type: 'string', description: 'the part of the labelled file that is wanted' },
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
      const { data, keep, set, model, format, split } = args
      const seeds = args.seeds?.split(',').map((seed) => numberFrom('seeds', seed) ?? 1)
      const figures = await evaluation.run({
        engine,
        terminal,
        folder,
        minutes,
        runs: numberFrom('runs', args.runs),
        data,
        keep,
        seeds,
        set,
        model,
        format,
        split,
      })
      for (const [key, value] of Object.entries(figures))
        terminal.say(`${key.padEnd(24)} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
      return { name: evaluation.id, ...figures }
    } finally {
      // The project in it is closed before its folder goes.
      await engine.project.close().catch(() => undefined)
      rmSync(folder, { recursive: true, force: true })
    }
  },
})
