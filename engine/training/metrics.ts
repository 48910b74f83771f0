// The diary of a run: one JSON object a line, appended as it happens.
import { appendFile } from 'node:fs/promises'

/** Keeps lines in memory until flush(), so that a step never waits for the disk. */
export class MetricsLog {
  readonly #file: string
  #pending: string[] = []

  constructor(file: string) {
    this.#file = file
  }

  add(entry: Readonly<Record<string, unknown>>): void {
    this.#pending.push(JSON.stringify(entry))
  }

  async flush(): Promise<void> {
    if (this.#pending.length === 0) return
    const lines = this.#pending.join('\n') + '\n'
    this.#pending = []
    await appendFile(this.#file, lines)
  }
}
