// Projects chosen outside the window (double click, command line, second start) wait here until a window can take them.
import path from 'node:path'

export interface ProjectInbox {
  offer(file: string | undefined): void
  /** From now on projects go to `deliver`; what waited goes first. @returns ends that. */
  open(deliver: (file: string) => void): () => void
}

export const createProjectInbox = (): ProjectInbox => {
  let waiting: string | undefined
  let deliver: ((file: string) => void) | undefined
  return {
    offer(file) {
      if (file === undefined) return
      if (deliver) deliver(file)
      else waiting = file
    },
    open(next) {
      deliver = next
      if (waiting !== undefined) next(waiting)
      waiting = undefined
      return () => {
        if (deliver === next) deliver = undefined
      }
    },
  }
}

/** The project among the arguments of a start, absolute. */
export const projectFromArguments = (argv: readonly string[]): string | undefined => {
  const file = argv.slice(1).findLast((argument) => argument.toLowerCase().endsWith('.arcwright'))
  return file === undefined ? undefined : path.resolve(file)
}
