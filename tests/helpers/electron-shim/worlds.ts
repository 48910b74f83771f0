// What is injected into a page before its own scripts: a bridge between the main world and the preload's isolated world,
// and in the isolated world the part of `electron` that a sandboxed preload may require. Injected as text: no imports here.

/** Calls from main to page, and answers to the page's calls. */
interface ShimGlobals {
  __shimSend(text: string): void
  __shimReceive(text: string): void
}

type Codec = [encode: (value: unknown) => string, decode: (text: string) => unknown]
type Callable = (...args: unknown[]) => unknown

/**
 * Runs in both worlds: values are copied, functions become proxies, as Electron's contextBridge does.
 * The worlds share nothing but the document, so everything travels in synchronous DOM events.
 */
export function worldBridge(own: string, other: string, [encode, decode]: Codec) {
  const functions: Callable[] = []
  const proxies = new Map<number, Callable>()
  const promises = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  let promiseId = 0
  let reply: unknown

  const isPlain = (value: object): boolean => Object.getPrototypeOf(value) === Object.prototype
  const map = (value: object, change: (inner: unknown) => unknown): object =>
    Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, change(inner)]))

  const fire = (message: Record<string, unknown>): unknown => {
    reply = undefined
    document.dispatchEvent(new CustomEvent(other, { detail: encode(message) }))
    return reply
  }
  const pack = (value: unknown): unknown => {
    if (typeof value === 'function') {
      const known = functions.indexOf(value as Callable)
      return { $function: known >= 0 ? known : functions.push(value as Callable) - 1 }
    }
    if (value instanceof Promise) {
      const id = ++promiseId
      value.then(
        (result) => fire({ kind: 'settled', id, value: pack(result) }),
        (error: unknown) => fire({ kind: 'settled', id, error: String(error) }),
      )
      return { $promise: id }
    }
    if (Array.isArray(value)) return value.map(pack)
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value
    return isPlain(value) ? map(value, pack) : {}
  }
  const unpack = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(unpack)
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value
    if ('$function' in value) {
      const id = value.$function as number
      const proxy =
        proxies.get(id) ??
        ((...args: unknown[]): unknown => {
          const result = fire({ kind: 'call', id, args: pack(args) }) as
            { value?: unknown; error?: string } | undefined
          if (result?.error !== undefined) throw new Error(result.error)
          return unpack(result?.value)
        })
      proxies.set(id, proxy)
      return proxy
    }
    if ('$promise' in value)
      return new Promise((resolve, reject) => promises.set(value.$promise as number, { resolve, reject }))
    return map(value, unpack)
  }
  const freeze = (value: unknown): unknown => {
    if (typeof value === 'object' && value !== null) Object.values(value).forEach(freeze)
    return Object.freeze(value)
  }

  document.addEventListener(`${own}-reply`, (event) => {
    reply = decode((event as CustomEvent<string>).detail)
  })
  document.addEventListener(own, (event) => {
    const message = decode((event as CustomEvent<string>).detail) as {
      kind: 'call' | 'settled' | 'expose'
      id: number
      args: unknown
      value: unknown
      error?: string
      key: string
    }
    switch (message.kind) {
      case 'call': {
        let result: unknown
        try {
          result = { value: pack(functions[message.id]?.(...(unpack(message.args) as unknown[]))) }
        } catch (error) {
          result = { error: String(error) }
        }
        document.dispatchEvent(new CustomEvent(`${other}-reply`, { detail: encode(result) }))
        return
      }
      case 'settled': {
        const promise = promises.get(message.id)
        promises.delete(message.id)
        if (message.error === undefined) promise?.resolve(unpack(message.value))
        else promise?.reject(new Error(message.error))
        return
      }
      case 'expose':
        Object.defineProperty(window, message.key, { value: freeze(unpack(message.value)), enumerable: true })
    }
  })
  return {
    expose: (key: string, value: unknown): unknown => fire({ kind: 'expose', key, value: pack(value) }),
  }
}

/** Runs in the isolated world: answers `require('electron')` of the preload. */
export function preloadElectron(
  bridge: { expose(key: string, value: unknown): unknown },
  [encode, decode]: Codec,
): Record<string, unknown> {
  const shim = globalThis as unknown as ShimGlobals
  const send = (message: Record<string, unknown>): void => shim.__shimSend(encode(message))
  type Listener = (event: { ports: MessagePort[] }, ...args: unknown[]) => void
  const listeners = new Map<string, Listener[]>()
  const answers = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  const ports = new Map<number, MessagePort>()
  let callId = 0

  /** A real port for the page, whose other half speaks for the port in the main process. */
  const openPort = (id: number): MessagePort => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = (event) => send({ kind: 'port', id, frame: event.data as unknown })
    ports.set(id, port1)
    return port2
  }

  shim.__shimReceive = (text) => {
    const message = decode(text) as {
      kind: 'event' | 'answer' | 'port'
      channel: string
      args: unknown[]
      ports: number[]
      id: number
      value: unknown
      error?: string
      frame: unknown
    }
    switch (message.kind) {
      case 'event': {
        const event = { ports: message.ports.map(openPort) }
        for (const listener of listeners.get(message.channel) ?? []) listener(event, ...message.args)
        return
      }
      case 'answer': {
        const answer = answers.get(message.id)
        answers.delete(message.id)
        if (message.error === undefined) answer?.resolve(message.value)
        else answer?.reject(new Error(message.error))
        return
      }
      case 'port':
        ports.get(message.id)?.postMessage(message.frame)
    }
  }

  // The menu sees a key only when the page did not want it.
  window.addEventListener('keydown', (event) => {
    const { key, ctrlKey, metaKey, shiftKey, altKey } = event
    if (!ctrlKey && !metaKey && !altKey && !/^F\d+$/.test(key)) return
    setTimeout(() => {
      if (!event.defaultPrevented)
        send({ kind: 'key', key, command: ctrlKey || metaKey, shift: shiftKey, alt: altKey })
    })
  })

  return {
    ipcRenderer: {
      send: (channel: string, ...args: unknown[]) => send({ kind: 'send', channel, args }),
      invoke: (channel: string, ...args: unknown[]) =>
        new Promise((resolve, reject) => {
          const id = ++callId
          answers.set(id, { resolve, reject })
          send({ kind: 'invoke', id, channel, args })
        }),
      on: (channel: string, listener: Listener) =>
        void listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
      off: (channel: string, listener: Listener) =>
        void listeners.set(
          channel,
          (listeners.get(channel) ?? []).filter((other) => other !== listener),
        ),
    },
    contextBridge: { exposeInMainWorld: (key: string, value: unknown) => bridge.expose(key, value) },
    // A page driven by a test knows no paths; the real function answers so for files that are not on the disk.
    webUtils: { getPathForFile: () => '' },
  }
}
