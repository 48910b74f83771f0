// Whether llama.cpp reads an exported model as we do; --data is a folder of novels, else Moby Dick stands in.
import { runGguf } from '../../../engine/evals/gguf.ts'
import type { Evaluation } from './evaluation.ts'
import { oneAuthor } from './one-author.ts'
import { bookText } from './sample-book.ts'

const MINUTES = 2
const WORDS = { others: 300_000, own: 15_000, heldOut: 2_000 }
const SETTINGS = {
  vocabularySize: 2048,
  width: 192,
  heads: 6,
  hidden: 512,
  sequenceLength: 256,
  batchSize: 4,
}

/** One novel in three stretches. */
const ofSample = async () => {
  const text = await bookText(200_000)
  const [first, second] = [0.6, 0.9].map((share) => Math.floor(share * text.length))
  return {
    others: [{ id: 'first', text: text.slice(0, first) }],
    own: [{ id: 'second', text: text.slice(first, second) }],
    heldOut: [{ id: 'last', text: text.slice(second) }],
  }
}

export const gguf: Evaluation = {
  id: 'gguf',
  title: `a trained transformer with a merged adapter as GGUF: llama.cpp’s reading beside ours (${MINUTES} min and half of it)`,
  async run({ terminal, folder, minutes = MINUTES, data, keep, seeds = [1] }) {
    const { others, own, heldOut } = data === undefined ? await ofSample() : oneAuthor(data, WORDS)
    return runGguf({
      others,
      own,
      heldOut: heldOut[0]?.text.slice(0, 4000) ?? '',
      minutes,
      settings: SETTINGS,
      folder: keep ?? folder,
      seed: seeds[0] ?? 1,
      threads: 1,
      signal: terminal.signal,
      now: () => performance.now(),
      say: (line) => terminal.say(line),
    })
  },
}
