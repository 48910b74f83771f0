// MessageChannelMain: two ends in this process, either of which may move into a page or into the engine's process.
import { EventEmitter } from 'node:events'

export class MessagePortMain extends EventEmitter {
  other: MessagePortMain | undefined
  /** Set once the end has moved: frames then go there. */
  carry: ((frame: unknown) => void) | undefined
  #started = false
  #waiting: unknown[] = []

  postMessage(frame: unknown): void {
    this.other?.receive(frame)
  }

  receive(frame: unknown): void {
    if (this.carry) this.carry(frame)
    else if (this.#started) this.emit('message', { data: frame, ports: [] })
    else this.#waiting.push(frame)
  }

  start(): void {
    this.#started = true
    this.#flush((frame) => this.emit('message', { data: frame, ports: [] }))
  }

  /** This end now lives elsewhere. */
  move(carry: (frame: unknown) => void): void {
    this.carry = carry
    this.#flush(carry)
  }

  close(): void {
    this.other?.emit('close')
  }

  #flush(to: (frame: unknown) => void): void {
    const waiting = this.#waiting
    this.#waiting = []
    waiting.forEach(to)
  }
}

export class MessageChannelMain {
  readonly port1 = new MessagePortMain()
  readonly port2 = new MessagePortMain()

  constructor() {
    this.port1.other = this.port2
    this.port2.other = this.port1
  }
}
