// Runs a command by its id, for places that know only the name (the editor's ghost text keys, the native menu).
// The list is handed over at start, so that features may call each other's commands without importing each other.
import type { Command } from './command.ts'

let known: ReadonlyMap<string, Command> = new Map()

export const setCommands = (commands: readonly Command[]): void => {
  known = new Map(commands.map((command) => [command.id, command]))
}

export const commandById = (id: string): Command | undefined => known.get(id)

/** False when there is no such command or it cannot run now. */
export const runCommand = (id: string): boolean => {
  const command = known.get(id)
  if (!command || command.enabled?.() === false) return false
  void command.run()
  return true
}
