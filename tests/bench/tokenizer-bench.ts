// How long learning a tokenizer takes: ten megabytes of English and of Chinese novels, or the one novel that the packages hold.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ByteBpeTokenizer } from '../../engine/text/tokenizers/byte-bpe.ts'
import { novel } from '../helpers/novel.ts'
import { round, timed, type Bench } from './bench.ts'

const BYTES = 10_000_000
const MERGES = 8000
const MEGABYTE = 1_000_000

/** Whole files in the order of their names, the last one cut where it is enough. */
const textsOf = (folder: string): readonly string[] => {
  const texts: string[] = []
  let left = BYTES
  for (const file of readdirSync(folder).toSorted()) {
    if (left <= 0) break
    if (!file.endsWith('.txt')) continue
    const bytes = readFileSync(join(folder, file)).subarray(0, left)
    texts.push(bytes.toString('utf8'))
    left -= bytes.length
  }
  return texts
}

export const tokenizerBench: Bench = {
  name: 'tokenizer',
  title: `byte pairs to ${MERGES} merges; with --data=DIR on 10 MB of DIR/fiction-en and of DIR/fiction-zh`,
  async run(report, data) {
    const corpora =
      data === undefined
        ? [{ name: 'tokenizer-novel', texts: [novel()] }]
        : ['en', 'zh'].map((language) => ({
            name: `tokenizer-${language}`,
            texts: textsOf(join(data, `fiction-${language}`)),
          }))
    for (const { name, texts } of corpora) {
      const before = process.cpuUsage()
      const { value, ms } = await timed(() =>
        Promise.resolve(ByteBpeTokenizer.train(texts, { vocabularySize: 256 + MERGES })),
      )
      const { user, system } = process.cpuUsage(before)
      const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0)
      const sample = texts[0].slice(0, MEGABYTE)
      report({
        name,
        megabytes: round(bytes / MEGABYTE),
        merges: value.vocabularySize - 256,
        s: round(ms / 1000),
        processorS: round((user + system) / 1e6),
        bytesPerToken: round(Buffer.byteLength(sample) / value.encode(sample).length, 2),
      })
    }
  },
}
