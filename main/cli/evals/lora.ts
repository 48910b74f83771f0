// How much of full fine-tuning a low-rank adapter recovers on one author; --data is a folder of novels, AUTHOR_TITLE_YEAR.txt.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { runLora } from '../../../engine/evals/lora.ts'
import { UsageError } from '../problems.ts'
import type { Evaluation } from './evaluation.ts'

/** An author with a voice of his own, and a book to learn from that is not the one measured on. */
const [AUTHOR, OWN, HELD_OUT] = ['Morris', 'Morris_Roots', 'Morris_Wood']
const [OWN_WORDS, HELD_OUT_WORDS, OTHER_WORDS] = [30_000, 15_000, 1_000_000]
const MINUTES = 5
/** Wide enough that two weights in a hundred are more than one direction a matrix. */
const SETTINGS = {
  width: 192,
  heads: 6,
  hidden: 512,
  vocabularySize: 2048,
  validationShare: 0.01,
  dropout: 0,
}

const wordsOf = (file: string, count: number): string =>
  readFileSync(file, 'utf8')
    .split(/(?<=\s)(?=\S)/)
    .slice(0, count)
    .join('')

export const lora: Evaluation = {
  id: 'lora',
  title: `an adapter on ${OWN_WORDS} words of ${AUTHOR} over a transformer of all others in --data, against full fine-tuning`,
  async run({ terminal, folder, minutes = MINUTES, data, keep, seeds = [1] }) {
    if (data === undefined) throw new UsageError('lora needs --data, a folder of novels by many authors')
    const names = readdirSync(data).filter((name) => name.endsWith('.txt'))
    const find = (start: string): string => {
      const name = names.find((each) => each.startsWith(start))
      if (name === undefined) throw new UsageError(`there is no ${start}*.txt in ${data}`)
      return path.join(data, name)
    }
    const others = names.filter((name) => !name.startsWith(`${AUTHOR}_`)).toSorted()
    const share = Math.ceil(OTHER_WORDS / others.length)
    const figures = await runLora({
      others: others.map((name) => ({ id: name, text: wordsOf(path.join(data, name), share) })),
      own: [{ id: OWN, text: wordsOf(find(OWN), OWN_WORDS) }],
      heldOut: [{ id: HELD_OUT, text: wordsOf(find(HELD_OUT), HELD_OUT_WORDS) }],
      minutes,
      settings: SETTINGS,
      folder: keep ?? folder,
      seed: seeds[0] ?? 1,
      threads: 1,
      signal: terminal.signal,
      now: () => performance.now(),
      say: (line) => terminal.say(line),
    })
    return {
      author: AUTHOR,
      words: { others: OTHER_WORDS, own: OWN_WORDS, heldOut: HELD_OUT_WORDS },
      ...figures,
    }
  },
}
