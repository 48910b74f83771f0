// What the engine needs from any wire: whole frames both ways and one notice of the end. Knows nothing of what they say.

/** One call, answer or stream event, already encoded: text, or bytes when a file travels. */
export type Frame = string | Uint8Array

export interface Connection {
  /** Resolves when the wire can take more: producers of streams wait for it. */
  send(frame: Frame): void | Promise<void>
  onFrame(listener: (frame: Frame) => void): void
  /** Called once, whoever ended it. */
  onClose(listener: () => void): void
  close(): void
}
