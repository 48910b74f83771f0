// Are the variational autoencoder's plans used, and what do they cost? On a novel, or on the texts of --data.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { runVae } from '../../../engine/evals/vae.ts'
import type { Evaluation } from './evaluation.ts'
import { bookText } from './sample-book.ts'

const WORDS = 200_000
const SETTINGS = { vocabularySize: 2048, epochs: 6, patience: 100 }

export const vae: Evaluation = {
  id: 'vae',
  title: `vae small on ${WORDS} words of --data (text files; else one novel): divergence, active units, bound against no plan`,
  async run({ terminal, folder, minutes, data, keep, seeds = [1] }) {
    const documents = data === undefined ? [{ id: 'novel', text: await bookText(WORDS) }] : textsOf(data)
    const figures = await runVae({
      documents,
      settings: SETTINGS,
      folder: keep ?? folder,
      seed: seeds[0] ?? 1,
      ...(minutes === undefined ? {} : { minutes }),
      signal: terminal.signal,
      now: () => performance.now(),
      say: (line) => terminal.say(line),
    })
    return { data: data === undefined ? 'one novel' : path.basename(data), ...figures }
  },
}

/** The same share of every file, so that many hands are in it. */
const textsOf = (folder: string) => {
  const names = readdirSync(folder).filter((name) => name.endsWith('.txt'))
  const share = Math.ceil(WORDS / names.length)
  return names.toSorted().map((name) => {
    const words = readFileSync(path.join(folder, name), 'utf8').split(/(?<=\s)(?=\S)/)
    return { id: name, text: words.slice(0, share).join('') }
  })
}
