// The diary of a run: one JSON object a line, appended as it happens, and the same for TensorBoard where that is wished.
import { appendFile } from 'node:fs/promises'
import type { EventFile } from './event-file.ts'

/** Keeps lines in memory until flush(), so that a step never waits for the disk. */
export class MetricsLog {
  readonly #file: string
  readonly #events: EventFile | null
  #pending: string[] = []

  constructor(file: string, events: EventFile | null = null) {
    this.#file = file
    this.#events = events
  }

  add(entry: Readonly<Record<string, unknown>>): void {
    this.#pending.push(JSON.stringify(entry))
    if (this.#events) tell(this.#events, entry)
  }

  async flush(): Promise<void> {
    await this.#events?.flush()
    if (this.#pending.length === 0) return
    const lines = this.#pending.join('\n') + '\n'
    this.#pending = []
    await appendFile(this.#file, lines)
  }
}

/** What the reader of curves has no use for: TensorBoard knows the time itself. */
const LEFT_OUT = new Set(['elapsedMs', 'remainingMs', 'epoch'])

/** Every number under the name of what told it: `training/loss`, `validation/bitsPerByte`; texts as they are. */
function tell(
  events: EventFile,
  { type, step = 0, text, ...facts }: Readonly<Record<string, unknown>>,
): void {
  const group = type === 'step' ? 'training' : String(type)
  const nested = Object.values(facts).flatMap((fact) =>
    fact !== null && typeof fact === 'object' ? Object.entries(fact) : [],
  )
  const numbers = [...Object.entries(facts), ...nested].filter(
    (entry): entry is [string, number] => typeof entry[1] === 'number' && !LEFT_OUT.has(entry[0]),
  )
  events.scalars(Number(step), Object.fromEntries(numbers.map(([key, value]) => [`${group}/${key}`, value])))
  if (typeof text === 'string') events.text(Number(step), group, text)
}
