// Which keys a command has: its own, unless the writer chose others. Knows commands by id only.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Command } from './command.ts'
import { commandById } from './run-command.ts'

/** Keys by command id; '' is none at all. */
export type Keymap = Readonly<Record<string, string>>

const keymapStore = createStore<{ readonly keymap: Keymap }>()(() => ({ keymap: {} }))

export const setKeymap = (keymap: Keymap): void => {
  if (keymap !== keymapStore.getState().keymap) keymapStore.setState({ keymap })
}

export const useKeymap = (): Keymap => useStore(keymapStore, (state) => state.keymap)

/** The keys a command answers to now; undefined when it has none. */
export const keysOf = (command: Pick<Command, 'id' | 'shortcut'>, keymap = keymapStore.getState().keymap) =>
  (keymap[command.id] ?? command.shortcut) || undefined

/** The same by id. */
export const shortcutOf = (id: string): string | undefined => {
  const command = commandById(id)
  return command && keysOf(command)
}

/** Whether the writer gave it other keys than its own. */
export const isRebound = (command: Pick<Command, 'id' | 'shortcut'>): boolean =>
  keysOf(command) !== command.shortcut

/** The other command that answers to these keys. */
export const holderOf = (
  commands: readonly Command[],
  keys: string,
  exceptId: string,
  keymap = keymapStore.getState().keymap,
): Command | undefined =>
  commands.find(
    (command) => command.id !== exceptId && keysOf(command, keymap)?.toLowerCase() === keys.toLowerCase(),
  )

/** A keymap in which this command has these keys and no other command has; '' takes them away, null gives its own back. */
export const rebind = (
  keymap: Keymap,
  commands: readonly Command[],
  id: string,
  keys: string | null,
): Keymap => {
  const own = commands.find((command) => command.id === id)?.shortcut ?? ''
  const wanted = keys ?? own
  const others = Object.fromEntries(Object.entries(keymap).filter(([other]) => other !== id))
  const loser = wanted === '' ? undefined : holderOf(commands, wanted, id, others)
  return {
    ...others,
    ...(loser ? { [loser.id]: '' } : {}),
    ...(wanted === own ? {} : { [id]: wanted }),
  }
}
