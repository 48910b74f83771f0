// Keeps one engine process running for a host: starts it, notices its end, starts it again with back-off, ends it in good order.

/** How a process ended: an exit code, a signal's name (`SIGABRT`: native code gave up), or null where nothing is known. */
export type EngineEnd = number | string | null

/** One engine process, whatever spawned it. */
export interface EngineHandle {
  /** Asks it to save, close and exit. */
  close(): void
  kill(): void
}

export interface SupervisorOptions<Handle extends EngineHandle> {
  spawn(events: { onReady(): void; onExit(end: EngineEnd): void }): Handle
  onUp(engine: Handle): void
  /** The engine ended without being asked to. */
  onDown(end: EngineEnd): void
}

const FIRST_DELAY_MS = 100
const LAST_DELAY_MS = 5000
/** An engine that lived this long was healthy: the next failure starts the back-off afresh. */
const HEALTHY_MS = 30_000
/** How long a closing engine may take before it is killed. */
const CLOSE_LIMIT_MS = 12_000

export interface Supervisor {
  /** Saves, closes and ends the engine. Idempotent. */
  close(): Promise<void>
}

export const superviseEngine = <Handle extends EngineHandle>({
  spawn,
  onUp,
  onDown,
}: SupervisorOptions<Handle>): Supervisor => {
  let current: Handle | undefined
  let restart: NodeJS.Timeout | undefined
  let delayMs = FIRST_DELAY_MS
  let closing: Promise<void> | undefined
  let ended: (() => void) | undefined

  const start = (): void => {
    const startedAt = performance.now()
    const handle = spawn({
      onReady: () => onUp(handle),
      onExit: (end) => {
        current = undefined
        if (closing) return ended?.()
        onDown(end)
        if (performance.now() - startedAt > HEALTHY_MS) delayMs = FIRST_DELAY_MS
        restart = setTimeout(start, delayMs)
        delayMs = Math.min(delayMs * 2, LAST_DELAY_MS)
      },
    })
    current = handle
  }
  start()

  const close = (): Promise<void> => {
    clearTimeout(restart)
    const engine = current
    if (!engine) return Promise.resolve()
    return new Promise((resolve) => {
      const limit = setTimeout(() => engine.kill(), CLOSE_LIMIT_MS)
      ended = () => {
        clearTimeout(limit)
        resolve()
      }
      engine.close()
    })
  }
  return { close: () => (closing ??= close()) }
}
