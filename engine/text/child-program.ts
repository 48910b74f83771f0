// A part of the engine that works in a process of its own, because native code or a hostile file may end it: how such a
// process is started as a child of this one, and how it hears and answers.
import { fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import { fileURLToPath } from 'node:url'

/** A running program; messages are plain data. */
export interface ChildProgram<ToProgram> {
  send(message: ToProgram): void
  kill(): void
  /** As seen from outside, which also sees a process that is too busy to say so; null where the system does not show it. */
  memoryBytes(): number | null
}

export interface ChildProgramEvents<FromProgram> {
  message(message: FromProgram): void
  /** Exactly once. @param code null: a signal ended it */
  exit(code: number | null): void
}

/** How such a process is started here: the host says. */
export type StartProgram<ToProgram, FromProgram> = (
  events: ChildProgramEvents<FromProgram>,
) => ChildProgram<ToProgram>

const PAGE_BYTES = 4096

/** Resident memory of a process, where the system shows it as a file. */
const residentBytes = (pid: number | undefined): number | null => {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE_BYTES
  } catch {
    return null
  }
}

/** As a child of this process. Not for Electron, where this program is the app itself. @param file absolute */
export const nodeProgram =
  <ToProgram, FromProgram>(file: URL): StartProgram<ToProgram, FromProgram> =>
  ({ message, exit }) => {
    const child = fork(fileURLToPath(file), [], {
      serialization: 'advanced',
      // What native code prints is for nobody.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    child.on('message', (said) => message(said as FromProgram))
    let hasEnded = false
    const end = (code: number | null): void => {
      if (!hasEnded) exit(code)
      hasEnded = true
    }
    child.once('exit', (code) => end(code)).once('error', () => end(null))
    return {
      send: (said) => {
        if (child.connected) child.send(said as object)
      },
      kill: () => void child.kill('SIGKILL'),
      memoryBytes: () => residentBytes(child.pid),
    }
  }

/** Electron's utility processes have this instead of an IPC channel. */
interface ParentPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void
  postMessage(message: unknown): void
}

/** Inside such a program: hears its parent, and ends when the parent is gone. @returns how it answers. */
export const hearParent = (hear: (message: unknown) => void): ((message: unknown) => void) => {
  const { parentPort } = process as unknown as { parentPort?: ParentPort }
  // Ctrl-C in a terminal reaches the whole group: the parent decides when this ends.
  process.on('SIGINT', () => undefined)
  if (parentPort) {
    parentPort.on('message', ({ data }) => hear(data))
    return (message) => parentPort.postMessage(message)
  }
  process.on('message', hear)
  process.on('disconnect', () => process.exit(0))
  return (message) => {
    if (process.connected) process.send?.(message)
  }
}

/** Inside such a program: less urgent than typing from now on. */
export const stepBack = (): void => {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // Some systems do not let a process step back: it works as it is.
  }
}
