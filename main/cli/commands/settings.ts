// arcwright settings: what the writer can set beside projects, shown and changed; the same file that windows read.
import { bookOptionsFrom, type OptionValue } from '../book-options.ts'
import { UsageError } from '../problems.ts'
import { toCommand } from '../run-command.ts'

type Known = string | number | boolean

/** As the setting is now, so is what is given. */
const valueFrom = (key: string, given: OptionValue, now: Known): Known => {
  if (typeof now !== 'number') return given
  const value = Number(given)
  if (given === '' || !Number.isFinite(value)) throw new UsageError(`${key} is a number`)
  return value
}

const keysFrom = (pair: string): [string, string] => {
  const [command = '', ...keys] = pair.split('=')
  return [command, keys.join('=')]
}

export const settingsCommand = toCommand({
  name: 'settings',
  description: 'show and change what is set beside projects: typing, spelling, locking, look',
  args: {
    set: {
      type: 'string',
      description: 'KEY=VALUE, several with commas: smartTyping=de,lockAfterMinutes=10',
    },
    keys: {
      type: 'string',
      description: 'COMMAND=KEYS, several with commas: goals=Mod+Shift+K; no keys is none',
    },
  },
  async run({ set, keys }, engine, terminal) {
    const now = await engine.studio.settings()
    const simple = Object.entries(now).filter(
      (entry): entry is [string, Known] => typeof entry[1] !== 'object',
    )
    const known = simple.map(([key, value]) => ({ key, type: typeof value }))
    const changes = Object.entries(bookOptionsFrom(set, undefined, known)).map(
      ([key, value]): [string, Known] => [
        key,
        valueFrom(key, value, simple.find(([name]) => name === key)?.[1] ?? ''),
      ],
    )
    const pairs = (keys ?? '').split(',').flatMap((pair) => (pair === '' ? [] : [keysFrom(pair)]))
    const keymap = { ...now.keymap, ...Object.fromEntries(pairs) }
    const settings =
      changes.length > 0 || pairs.length > 0
        ? await engine.studio.updateSettings({ ...Object.fromEntries(changes), keymap })
        : now
    for (const [key, value] of Object.entries(settings))
      terminal.say(`${key} = ${typeof value === 'object' ? JSON.stringify(value) : value}`)
    return { settings }
  },
})
