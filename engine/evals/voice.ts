// Does an adapter come to write what its author likes? Simulated authors choose between passages of the story model; what it writes
// after learning from them stands beside what it wrote before, at places that nobody learnt from.
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { Random } from '../nn/seed.ts'
import { Decoder } from '../training/decoder.ts'
import { sampleParagraphs } from '../text/sample-text.ts'
import { loadModel } from '../training/model-file.ts'
import type { PreferenceLesson } from '../training/preferences/preference-batch.ts'
import { halfOf } from '../training/preferences/hold-back.ts'
import { shareOfAdapter } from '../training/preferences/adapter-bytes.ts'
import { lossesOf, mergeAdapter, tunePreferences } from '../training/preferences/tune-preferences.ts'
import { authorsOver, chooses, type Author } from './feedback/authors.ts'
import { withInterval } from './statistics.ts'

const CANDIDATES = 4
const LENGTHS = [16, 32, 48]
const CHOICES = 200
const PROMPT = 480

interface Written {
  readonly prompt: string
  readonly texts: readonly string[]
}

export interface VoiceRequest {
  readonly modelFile: string
  /** An empty folder for models on the way. */
  readonly folder: string
  /** Of a novel; the places written at, and what may not be forgotten. */
  readonly paragraphs: readonly string[]
  /** Places to learn from; half as many are only asked about. */
  readonly places: number
  /** 200 and all of them where nothing is said. */
  readonly choices?: number
  readonly authors?: number
  readonly signal: AbortSignal
  readonly say: (line: string) => void
}

/** The same seed at the same place, before learning and after. */
const writeAt = async (
  modelFile: string,
  prompts: readonly string[],
  signal: AbortSignal,
): Promise<readonly Written[]> => {
  const { model, tokenizer, card } = await loadModel(modelFile)
  const decoder = new Decoder(model, tokenizer, {
    candidates: CANDIDATES,
    threads: 1,
    frozen: true,
    plainMarks: card.plainMarks === true,
  })
  try {
    const written: Written[] = []
    for (const [at, prompt] of prompts.entries()) {
      await nextTurn()
      signal.throwIfAborted()
      const texts = Array<string>(CANDIDATES).fill('')
      const maxWords = LENGTHS[at % LENGTHS.length]
      for (const { candidate, text } of decoder.write({
        prompt,
        maxWords,
        seed: at,
        sampling: { temperature: 1 },
      }))
        texts[candidate] += text
      written.push({ prompt, texts })
    }
    return written
  } finally {
    decoder.dispose()
    model.dispose()
  }
}

const lessonsFor = (
  author: Author,
  pool: readonly Written[],
  count: number,
  random: Random,
): readonly PreferenceLesson[] => {
  const lessons: PreferenceLesson[] = []
  while (lessons.length < count) {
    const place = random.integer(pool.length)
    const { prompt, texts } = pool[place]
    const [one, other] = [random.integer(texts.length), random.integer(texts.length)].map((at) => texts[at])
    if (one.trim() === '' || other.trim() === '' || one === other) continue
    const [better, worse] = chooses(author, one, other, random) ? [one, other] : [other, one]
    // A place is one occasion: whoever is asked about it has not learnt from its passages in other pairs.
    lessons.push({ group: `place ${place}`, prompt, better, worse })
  }
  return lessons
}

/** 1 where the new text is liked more than the old one, ½ where as much. */
const winsOf = (author: Author, old: Written, fresh: Written): readonly number[] =>
  fresh.texts.map((text, at) => {
    const difference = author.likes(text) - author.likes(old.texts[at])
    return difference > 0 ? 1 : difference === 0 ? 0.5 : 0
  })

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

/** How much likelier the model finds what is liked, of pairs at places that nobody learnt from. */
const foretold = (losses: readonly number[]): number =>
  mean(
    losses.flatMap((loss, at) =>
      at % 2 === 1 ? [] : [loss < losses[at + 1] ? 1 : loss > losses[at + 1] ? 0 : 0.5],
    ),
  )

export const runVoice = async (request: VoiceRequest): Promise<Readonly<Record<string, unknown>>> => {
  const { modelFile, folder, paragraphs, places, choices = CHOICES, signal, say } = request
  const long = paragraphs.filter((text) => text.length > 200)
  const step = Math.max(1, Math.floor(long.length / (2 * places)))
  const prompts = Array.from({ length: Math.floor(1.5 * places) }, (_, at) =>
    long[(at * step) % long.length].slice(0, PROMPT).replace(/\s+\S*$/u, ''),
  )
  const base = Array.from({ length: 40 }, (_, at) => ({
    prompt: '\n\n',
    text: long[(((at + 0.5) * step) % long.length) | 0],
  }))
  const before = await writeAt(modelFile, prompts, signal)
  const [pool, asked] = [before.slice(0, places), before.slice(places)]
  const texts = before.flatMap((written) => written.texts).filter((text) => text.trim() !== '')
  const work = { threads: 1, signal, progress: () => undefined, turn: () => nextTurn() }
  const told = (losses: readonly number[]): number => mean(losses.filter((loss) => !Number.isNaN(loss)))
  const plain = told(await lossesOf(modelFile, null, base, work))
  const found: {
    readonly author: string
    readonly wins: readonly (readonly number[])[]
    readonly foretoldBefore: number
    readonly foretoldAfter: number
    readonly kept: number
    /** Of what was learnt, what is used. */
    readonly share: number
  }[] = []
  for (const author of authorsOver(texts).slice(0, request.authors)) {
    const random = new Random(`voice ${author.name}`)
    const lessons = lessonsFor(author, pool, choices, random)
    // Held back by the prose that the studio takes for it; the novel then tells whether that was enough.
    const keep = halfOf(sampleParagraphs('en'), 0)
    const wish = { modelFile, base: 'story', lessons, keep, before: null, seed: 1 }
    const adapter = await tunePreferences(wish, work)
    const share = shareOfAdapter(adapter)
    const tuned = join(folder, 'voice.safetensors')
    await mergeAdapter(modelFile, adapter, tuned)
    const after = await writeAt(tuned, prompts.slice(places), signal)
    const pairs = lessonsFor(author, asked, choices, random).flatMap(({ prompt, better, worse }) =>
      [better, worse ?? ''].map((text) => ({ prompt, text })),
    )
    const [old, own] = [
      await lossesOf(modelFile, null, pairs, work),
      await lossesOf(tuned, null, pairs, work),
    ]
    const kept = Math.min(1, plain / told(await lossesOf(tuned, null, base, work)))
    await rm(tuned)
    const wins = asked.map((written, at) => winsOf(author, written, after[at]))
    const [foretoldBefore, foretoldAfter] = [foretold(old), foretold(own)]
    found.push({ author: author.name, wins, foretoldBefore, foretoldAfter, kept, share })
    say(
      `${author.name.padEnd(22)} new over old ${mean(wins.flat()).toFixed(3)}  liked is likelier ${foretoldBefore.toFixed(3)} → ${foretoldAfter.toFixed(3)}  base ${kept.toFixed(4)}  share ${share.toFixed(2)}`,
    )
  }
  const random = new Random('voices')
  const over = (figure: (each: (typeof found)[number]) => number) =>
    withInterval(found, (drawn) => mean(drawn.map(figure)), random)
  return {
    choices,
    places: asked.length,
    authors: found.map(({ wins, ...each }) => ({
      ...each,
      winRate: withInterval(wins, (drawn) => mean(drawn.flat()), random),
    })),
    /** Of what it writes anew over what it wrote before, by the author's own liking. */
    winRate: over(({ wins }) => mean(wins.flat())),
    likelierBefore: over(({ foretoldBefore }) => foretoldBefore),
    likelierAfter: over(({ foretoldAfter }) => foretoldAfter),
    /** Of how well it read the novel before: the most that any author's adapter lost. */
    forgotten: 1 - Math.min(...found.map(({ kept }) => kept)),
  }
}
