// What the service counts, as Prometheus reads it (text exposition format 0.0.4). Knows nothing of what is asked or answered.

/** Upper ends of the histogram's buckets, seconds. */
const BUCKETS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]

export interface ServiceGauges {
  readonly writing: number
  readonly waiting: number
}

interface Histogram {
  readonly buckets: number[]
  sum: number
  count: number
}

const labelled = (labels: Readonly<Record<string, string | number>>): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}="${String(value).replace(/[\\"\n]/gu, '_')}"`)
    .join(',')

export class ServiceMetrics {
  readonly #requests = new Map<string, number>()
  readonly #refused = new Map<string, number>()
  readonly #seconds = new Map<string, Histogram>()
  #tokens = 0

  /** @param route the pattern, never an address with ids in it: the number of labels must stay small. */
  request(route: string, status: number, seconds: number): void {
    const key = labelled({ route, status })
    this.#requests.set(key, (this.#requests.get(key) ?? 0) + 1)
    const label = labelled({ route })
    const found = this.#seconds.get(label) ?? { buckets: BUCKETS.map(() => 0), sum: 0, count: 0 }
    for (const [index, end] of BUCKETS.entries()) if (seconds <= end) found.buckets[index]++
    found.sum += seconds
    found.count++
    this.#seconds.set(label, found)
  }

  refused(reason: string): void {
    const key = labelled({ reason })
    this.#refused.set(key, (this.#refused.get(key) ?? 0) + 1)
  }

  tokens(count: number): void {
    this.#tokens += count
  }

  text({ writing, waiting }: ServiceGauges): string {
    const lines: string[] = []
    const metric = (
      name: string,
      type: string,
      help: string,
      rows: readonly (readonly [string, number])[],
    ) => {
      lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`)
      for (const [labels, value] of rows) lines.push(`${name}${labels === '' ? '' : `{${labels}}`} ${value}`)
    }
    metric('arcwright_requests_total', 'counter', 'Requests by route and status.', [...this.#requests])
    metric('arcwright_refused_total', 'counter', 'Requests turned away, by reason.', [...this.#refused])
    metric('arcwright_tokens_total', 'counter', 'Tokens written.', [['', this.#tokens]])
    metric('arcwright_writing', 'gauge', 'Requests that hold a slot.', [['', writing]])
    metric('arcwright_waiting', 'gauge', 'Requests that wait for a slot.', [['', waiting]])
    const memory = process.memoryUsage.rss()
    metric('process_resident_memory_bytes', 'gauge', 'Memory of the process, models included.', [
      ['', memory],
    ])
    const name = 'arcwright_request_seconds'
    lines.push(`# HELP ${name} From the first byte of a request to the end of its answer.`)
    lines.push(`# TYPE ${name} histogram`)
    for (const [label, { buckets, sum, count }] of this.#seconds) {
      for (const [index, end] of BUCKETS.entries())
        lines.push(`${name}_bucket{${label},le="${end}"} ${buckets[index]}`)
      lines.push(`${name}_bucket{${label},le="+Inf"} ${count}`)
      lines.push(`${name}_sum{${label}} ${sum}`, `${name}_count{${label}} ${count}`)
    }
    return `${lines.join('\n')}\n`
  }
}
