// Looking through a whole book: words by the index, and find-all, plain and by expression. With --data also through Chinese
// novels, whose words have no spaces between them.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { quantile, round, timed, type Bench, type Figure } from './bench.ts'
import { BOOK_WORDS, bookFile, importBook, openDesk, type Desk } from './book.ts'

const ROUNDS = 9

/** Also what the process itself computed meanwhile, whatever else ran on the machine. */
const measured = async <T>(run: () => Promise<T>): Promise<{ value: T; ms: number; cpuMs: number }> => {
  const before = process.cpuUsage()
  const { value, ms } = await timed(run)
  const { user, system } = process.cpuUsage(before)
  return { value, ms, cpuMs: (user + system) / 1000 }
}

const repeated = async (name: string, run: () => Promise<number>): Promise<Figure> => {
  const runs = []
  for (let i = 0; i < ROUNDS; i++) runs.push(await measured(run))
  const times = runs.map(({ ms }) => ms)
  return {
    name,
    ms: round(quantile(times, 0.5)),
    worstMs: round(Math.max(...times)),
    cpuMs: round(
      quantile(
        runs.map(({ cpuMs }) => cpuMs),
        0.5,
      ),
    ),
    found: runs[0].value,
  }
}

const withBook = async (file: File, use: (desk: Desk, words: number) => Promise<void>): Promise<void> => {
  const desk = await openDesk()
  try {
    await use(desk, (await importBook(desk.client, file)).words)
  } finally {
    await desk.close()
  }
}

/** Novels one after the other until they are as long as the English book: a word is a character or two there. */
const chineseBook = (data: string): File => {
  const folder = path.join(data, 'fiction-zh')
  let text = ''
  for (const name of readdirSync(folder).toSorted()) {
    if (text.length >= 2 * BOOK_WORDS) break
    text += `${readFileSync(path.join(folder, name), 'utf8')}\n\n`
  }
  return new File([text.slice(0, 2 * BOOK_WORDS)], 'chinese.txt')
}

export const searchBench: Bench = {
  name: 'search',
  title: 'words, phrases and expressions in a 300,000-word book',
  async run(report, data) {
    await withBook(bookFile(), async ({ client: { search } }, words) => {
      const first = await measured(() => search.query({ query: '' }))
      report({ name: 'search-index', ms: round(first.ms), cpuMs: round(first.cpuMs), words })
      for (const query of ['whale', 'the', '"white whale"', 'harpoon boat', 'e'])
        report(await repeated(`search-${query}`, async () => (await search.query({ query })).total))
      const finds = [
        ['plain', { text: 'whale' }],
        ['whole-word', { text: 'the', wholeWord: true }],
        ['regex', { text: '(\\w+) of the (\\w+)', isRegex: true }],
      ] as const
      for (const [name, terms] of finds)
        report(
          await repeated(
            `find-all-${name}`,
            async () => (await search.find({ terms, limit: 2000 })).hits.length,
          ),
        )
      const { value, ms, cpuMs } = await measured(() =>
        search.replace({ terms: { text: 'whale' }, replacement: 'wyrm' }),
      )
      report({ name: 'replace-all', ms: round(ms), cpuMs: round(cpuMs), ...value })
    })
    if (data === undefined) return
    await withBook(chineseBook(data), async ({ client: { search } }, words) => {
      const first = await measured(() => search.query({ query: '' }))
      report({ name: 'search-index-zh', ms: round(first.ms), cpuMs: round(first.cpuMs), words })
      for (const query of ['狐', '月光', '不知', '“如何是好”'])
        report(await repeated(`search-${query}`, async () => (await search.query({ query })).total))
    })
  },
}
