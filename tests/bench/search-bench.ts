// Looking through a whole book: words by the index, and find-all, plain and by expression.
import type { Bench } from './bench.ts'
import { round, timed } from './bench.ts'
import { bookFile, importBook, openDesk } from './book.ts'

const ROUNDS = 9

/** Also what the process itself computed meanwhile, whatever else ran on the machine. */
const measured = async <T>(run: () => Promise<T>): Promise<{ value: T; ms: number; cpuMs: number }> => {
  const before = process.cpuUsage()
  const { value, ms } = await timed(run)
  const { user, system } = process.cpuUsage(before)
  return { value, ms, cpuMs: (user + system) / 1000 }
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]

export const searchBench: Bench = {
  name: 'search',
  title: 'words, phrases and expressions in a 300,000-word book',
  async run(report) {
    const desk = await openDesk()
    try {
      const { words } = await importBook(desk.client, bookFile())
      const { search } = desk.client
      const first = await measured(() => search.query({ query: '' }))
      report({ name: 'search-index', ms: round(first.ms), cpuMs: round(first.cpuMs), words })
      const repeat = async (name: string, run: () => Promise<number>): Promise<void> => {
        const runs = []
        for (let i = 0; i < ROUNDS; i++) runs.push(await measured(run))
        report({
          name,
          ms: round(median(runs.map(({ ms }) => ms))),
          worstMs: round(Math.max(...runs.map(({ ms }) => ms))),
          cpuMs: round(median(runs.map(({ cpuMs }) => cpuMs))),
          found: runs[0].value,
        })
      }
      for (const query of ['whale', 'the', '"white whale"', 'harpoon boat', 'e'])
        await repeat(`search-${query}`, async () => (await search.query({ query })).total)
      const finds = [
        ['plain', { text: 'whale' }],
        ['whole-word', { text: 'the', wholeWord: true }],
        ['regex', { text: '(\\w+) of the (\\w+)', isRegex: true }],
      ] as const
      for (const [name, terms] of finds)
        await repeat(`find-all-${name}`, async () => (await search.find({ terms, limit: 2000 })).hits.length)
      const { value, ms, cpuMs } = await measured(() =>
        search.replace({ terms: { text: 'whale' }, replacement: 'wyrm' }),
      )
      report({ name: 'replace-all', ms: round(ms), cpuMs: round(cpuMs), ...value })
    } finally {
      await desk.close()
    }
  },
}
