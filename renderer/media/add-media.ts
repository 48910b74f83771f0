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

/** Tells once of each file whether it is in no list yet: what just came in is shown a little later. */
const newcomers = (): ((item: MediaItem) => boolean) => {
  const taken = new Set<string>()
  return ({ id }) => {
    const isNew = !taken.has(id) && !mediaStore.getState().items.some((item) => item.id === id)
    taken.add(id)
    return isNew
  }
}

const nameOf = (path: string): string => path.split(/[\\/]/).at(-1) ?? path

/** The same content twice is one file. */
const keep = (fresh: readonly MediaItem[]): void => {
  const byId = new Map(fresh.map((item) => [item.id, item]))
  mediaStore.setState(({ items }) => ({
    items: [...[...byId.values()].reverse(), ...items.filter(({ id }) => !byId.has(id))],
  }))
}

/** The list is not drawn anew for each of a thousand files. */
const SHOW_EVERY_MS = 300

/** The engine writes files from disk down in rows: one undo step for all that arrive between two reports of progress. */
async function* fromPaths(paths: readonly string[], signal: AbortSignal): AsyncGenerator<Added> {
  const isNew = newcomers()
  let rowIsOpen = false
  for await (const event of await engine.media.addPaths({ paths: [...paths] }, { signal })) {
    if (event.kind === 'progress') {
      rowIsOpen = false
      mediaStore.setState({ arrival: { done: event.done, total: event.total, name: '' } })
    } else if (event.kind === 'failed') fail({ name: nameOf(event.path), code: event.code })
    else {
      const opensAct: boolean = isNew(event.item) && !rowIsOpen
      rowIsOpen ||= opensAct
      yield { item: event.item, opensAct }
    }
  }
}

async function* fromBytes(
  files: readonly File[],
  isOwnVoice: boolean,
  signal: AbortSignal,
): AsyncGenerator<Added> {
  const isNew = newcomers()
  for (const [index, file] of files.entries()) {
    mediaStore.setState({ arrival: { done: index, total: files.length, name: file.name } })
    try {
      const item = await engine.media.add({ file, isOwnVoice }, { signal })
      yield { item, opensAct: isNew(item) }
    } catch (error) {
      if (isAborted(error) || signal.aborted || errorCode(error) === 'ENGINE_GONE') throw error
      fail({ name: file.name, code: errorCode(error) })
    }
  }
}

/**
 * Adds files one after another. Returns what came in; what did not is listed in the panel with its reason.
 * @param isOwnVoice they were recorded here.
 */
export const addMedia = async (files: readonly File[], isOwnVoice = false): Promise<readonly MediaItem[]> => {
  const life = projectSignal()
  if (!life || files.length === 0) return []
  running?.abort()
  const own = new AbortController()
  running = own
  const signal = AbortSignal.any([life, own.signal])
  const paths = files.map((file) => host.pathForFile(file))
  const added: MediaItem[] = []
  let [shown, shownAt] = [0, -Infinity]
  mediaStore.setState({ arrival: { done: 0, total: files.length, name: files[0]!.name }, failures: [] })
  try {
    const known = paths.filter((path) => path !== null)
    const arriving =
      known.length === files.length && !isOwnVoice
        ? fromPaths(known, signal)
        : fromBytes(files, isOwnVoice, signal)
    for await (const { item, opensAct } of arriving) {
      added.push(item)
      if (opensAct) recordEngineAct()
      if (performance.now() - shownAt < SHOW_EVERY_MS) continue
      keep(added.slice(shown))
      shown = added.length
      shownAt = performance.now()
    }
  } catch (error) {
    if (!signal.aborted) notifyError(error)
  } finally {
    if (!life.aborted) keep(added.slice(shown))
    if (running === own) {
      running = null
      mediaStore.setState({ arrival: null })
    }
    if (added.length > 0 && !life.aborted) void understandAll()
  }
  return added
}
