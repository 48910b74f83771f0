// What the studio knows of its service while it runs; how it listens is the transport's.

export interface ServiceWish {
  readonly host: string
  /** 0: a free one. */
  readonly port: number
  readonly keyFile: string
  readonly workers: number
  readonly queue: number
  readonly origins: readonly string[]
  readonly drainMs: number
  readonly log: boolean
}

export interface ServiceLoad {
  readonly writing: number
  readonly waiting: number
  /** Since it began. */
  readonly answered: number
  readonly refused: number
  readonly tokens: number
}

export interface RunningService {
  readonly url: string
  load(): ServiceLoad
  /** Takes no more, lets what is under way end, then closes. Idempotent. */
  stop(): Promise<void>
}
