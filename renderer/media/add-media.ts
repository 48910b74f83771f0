// Brings files into the project: from disk where the shell knows their paths, else with their bytes; stoppable.
import { notifyError } from '../app/notices-store.ts'
import { recordEngineAct } from '../commands/app-undo.ts'
import { engine } from '../engine-client/engine.ts'
import { errorCode, isAborted } from '../engine-client/engine-error.ts'
import { host } from '../engine-client/host.ts'
import { understandAll } from './understanding-store.ts'
import { mediaStore, projectSignal, type Failure, type MediaItem } from './media-store.ts'

let running: AbortController | null = null

export const stopAdding = (): void => running?.abort()

const fail = (failure: Failure): void =>
  mediaStore.setState(({ failures }) => ({ failures: [...failures, failure] }))

/** A file on its way in; `opensAct` when the engine recorded an undo step that begins with it. */
interface Added {
  readonly item: MediaItem
  readonly opensAct: boolean
}

const isNew = (item: MediaItem): boolean => !mediaStore.getState().items.some(({ id }) => id === item.id)

const nameOf = (path: string): string => path.split(/[\\/]/).at(-1) ?? path

const keep = (item: MediaItem): void =>
  mediaStore.setState(({ items }) => ({ items: [item, ...items.filter(({ id }) => id !== item.id)] }))

/** The engine writes files from disk down in rows: one undo step for all that arrive between two reports of progress. */
async function* fromPaths(paths: readonly string[], signal: AbortSignal): AsyncGenerator<Added> {
  let rowIsOpen = false
  for await (const event of await engine.media.addPaths({ paths: [...paths] }, { signal })) {
    if (event.kind === 'progress') {
      rowIsOpen = false
      mediaStore.setState({ arrival: { done: event.done, total: event.total, name: '' } })
    } else if (event.kind === 'failed') fail({ name: nameOf(event.path), code: event.code })
    else {
      const opensAct: boolean = !rowIsOpen && isNew(event.item)
      rowIsOpen ||= opensAct
      yield { item: event.item, opensAct }
    }
  }
}

async function* fromBytes(files: readonly File[], signal: AbortSignal): AsyncGenerator<Added> {
  for (const [index, file] of files.entries()) {
    mediaStore.setState({ arrival: { done: index, total: files.length, name: file.name } })
    try {
      const item = await engine.media.add({ file }, { signal })
      yield { item, opensAct: isNew(item) }
    } catch (error) {
      if (isAborted(error) || signal.aborted || errorCode(error) === 'ENGINE_GONE') throw error
      fail({ name: file.name, code: errorCode(error) })
    }
  }
}

/** Adds files one after another. Returns what came in; what did not is listed in the panel with its reason. */
export const addMedia = async (files: readonly File[]): Promise<readonly MediaItem[]> => {
  const life = projectSignal()
  if (!life || files.length === 0) return []
  running?.abort()
  const own = new AbortController()
  running = own
  const signal = AbortSignal.any([life, own.signal])
  const paths = files.map((file) => host.pathForFile(file))
  const added: MediaItem[] = []
  mediaStore.setState({ arrival: { done: 0, total: files.length, name: files[0]!.name }, failures: [] })
  try {
    const known = paths.filter((path) => path !== null)
    const arriving = known.length === files.length ? fromPaths(known, signal) : fromBytes(files, signal)
    for await (const { item, opensAct } of arriving) {
      added.push(item)
      keep(item)
      if (opensAct) recordEngineAct()
    }
  } catch (error) {
    if (!signal.aborted) notifyError(error)
  } finally {
    if (running === own) {
      running = null
      mediaStore.setState({ arrival: null })
    }
    if (added.length > 0 && !life.aborted) void understandAll()
  }
  return added
}
