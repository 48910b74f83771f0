// arcwright eval, arcwright bench: runs one measurement of a registry, or lists them.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { CommandDef } from 'citty'
import type { Measurement } from './measurement.ts'
import { UsageError } from './problems.ts'
import { numberFrom, toCommand } from './run-command.ts'

export const measureCommand = (
  name: 'eval' | 'bench',
  description: string,
  registry: readonly Measurement[],
): CommandDef =>
  toCommand({
    name,
    description,
    args: {
      name: { type: 'positional', description: registry.map(({ id }) => id).join(', '), required: false },
      list: { type: 'boolean', description: 'say which there are', default: false },
      minutes: { type: 'string', description: 'of training, where there is training' },
    },
    async run(args, engine, terminal) {
      if (args.list || args.name === undefined) {
        for (const { id, title } of registry) terminal.say(`${id.padEnd(16)} ${title}`)
        return { names: registry.map(({ id }) => id) }
      }
      const measurement = registry.find(({ id }) => id === args.name)
      if (!measurement) throw new UsageError(`there is no ${name} ${args.name}; --list says which there are`)
      const folder = mkdtempSync(path.join(tmpdir(), 'arcwright-measure-'))
      try {
        const minutes = numberFrom('minutes', args.minutes)
        const figures = await measurement.run({ engine, terminal, folder, minutes })
        for (const [key, value] of Object.entries(figures)) terminal.say(`${key.padEnd(24)} ${String(value)}`)
        return { name: measurement.id, ...figures }
      } finally {
        // The project in it is closed before its folder goes.
        await engine.project.close().catch(() => undefined)
        rmSync(folder, { recursive: true, force: true })
      }
    },
  })
