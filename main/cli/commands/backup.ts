// arcwright backup: makes, lists and gives back backups, and says where they go and how long they stay.
import path from 'node:path'
import type { EngineClient, Inputs } from '../../../engine/contract/index.ts'
import { UsageError } from '../problems.ts'
import { numberFrom, toCommand } from '../run-command.ts'
import type { Terminal } from '../terminal.ts'

const args = {
  action: { type: 'positional', description: 'now, list, restore or configure', required: true },
  project: { type: 'positional', description: 'PROJECT.arcwright; for restore the backup', required: false },
  out: { type: 'string', description: 'restore: the new file' },
  folder: { type: 'string', description: 'configure: where backups go; default is beside the studio’s data' },
  every: { type: 'string', description: 'configure: minutes after a change' },
  'keep-last': { type: 'string', description: 'configure' },
  'keep-daily': { type: 'string', description: 'configure: days' },
  'keep-weekly': { type: 'string', description: 'configure: weeks' },
  enabled: { type: 'string', description: 'configure: true or false' },
  'on-close': { type: 'string', description: 'configure: true or false' },
} as const

type Arguments = Readonly<Record<Exclude<keyof typeof args, 'action'>, string | undefined>>
type Act = (
  engine: EngineClient,
  options: Arguments,
  terminal: Terminal,
) => Promise<Readonly<Record<string, unknown>>>

const projectOf = ({ project }: Arguments): string => {
  if (project === undefined) throw new UsageError('say which project')
  return path.resolve(project)
}

const flag = (name: string, text: string | undefined): boolean | undefined => {
  if (text === undefined) return undefined
  if (text === 'true' || text === 'false') return text === 'true'
  throw new UsageError(`--${name} is true or false`)
}

const patchFrom = (options: Arguments): Inputs['backup']['configure'] => {
  const { folder } = options
  const values = {
    folder: folder === 'default' ? '' : folder === undefined ? undefined : path.resolve(folder),
    everyMinutes: numberFrom('every', options.every),
    keepLast: numberFrom('keep-last', options['keep-last']),
    keepDaily: numberFrom('keep-daily', options['keep-daily']),
    keepWeekly: numberFrom('keep-weekly', options['keep-weekly']),
    enabled: flag('enabled', options.enabled),
    onClose: flag('on-close', options['on-close']),
  }
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
}

const ACTS: Readonly<Record<string, Act>> = {
  now: async (engine, options, terminal) => {
    await engine.project.open({ path: projectOf(options) })
    const made = await engine.backup.now()
    terminal.say(made.path)
    return { backup: made }
  },
  list: async (engine, options, terminal) => {
    const backups = await engine.backup.list({ path: projectOf(options) })
    for (const { at, sizeBytes, path: file } of backups)
      terminal.say(`${new Date(at).toISOString()}  ${sizeBytes}  ${file}`)
    return { backups }
  },
  restore: async (engine, options, terminal) => {
    if (options.out === undefined) throw new UsageError('restore needs --out, a new file')
    const restored = await engine.backup.restore({
      backup: projectOf(options),
      to: path.resolve(options.out),
    })
    terminal.say(restored.path)
    return restored
  },
  configure: async (engine, options, terminal) => {
    const status = await engine.backup.configure(patchFrom(options))
    terminal.say(`backups ${status.settings.enabled ? 'go to' : 'are off; their folder is'} ${status.folder}`)
    return status
  },
}

export const backupCommand = toCommand({
  name: 'backup',
  description: 'make, list and restore backups; say where they go and how long they stay',
  args,
  async run({ action, ...options }, engine, terminal) {
    const act = ACTS[action]
    if (!act) throw new UsageError(`there is no action ${action}; ${args.action.description}`)
    return act(engine, options, terminal)
  },
})
