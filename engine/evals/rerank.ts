// Does choosing by a discriminator beat turning down the temperature? Quality against diversity for both, on held-out prose.
// After Caccia et al. 2020 (arXiv 1811.02549): a gain in quality counts only beside the whole curve of temperatures.
import path from 'node:path'
import { Random } from '../nn/seed.ts'
import { Decoder } from '../training/decoder.ts'
import { loadModel, type LoadedModel } from '../training/model-file.ts'
import { trainStoryWriter, type Bench } from './adherence/story-writer.ts'
import { readBooks, stretches, type Book } from './fiction/books.ts'
import { trainReferee, type Referee } from './fiction/referee.ts'
import { once } from './once.ts'
import { trainDiscriminator } from './rerank/discriminator.ts'
import { selfBleu } from '../text/self-bleu.ts'

export interface RerankRequest extends Bench {
  /** Holds fiction-en/. */
  readonly data: string
  readonly passages: number
}

const CANDIDATES = 8
const TEMPERATURES = [0.5, 0.6, 0.7, 0.8, 0.9, 1] as const
const WORDS = 30
/** A book that is one long paragraph has no next one. */
const LEAST = 10
/** Self-BLEU wants texts of one length. */
const BLEU_TOKENS = 24
const BLEU_ORDER = 3
const SAMPLING = { topK: 0, topP: 1, minP: 0, repetitionPenalty: 1, dryMultiplier: 0 }

interface Case {
  readonly prompt: string
  /** How the novel itself goes on. */
  readonly next: string
}

const casesOf = (
  books: readonly Book[],
  share: Book['share'],
  count: number,
  seed: string,
): readonly Case[] => {
  const own = books.filter((book) => book.share === share && book.paragraphs.length > LEAST)
  const random = new Random(seed)
  return Array.from({ length: count }, (_, at) => {
    const { paragraphs } = own[at % own.length]
    const from = random.integer(paragraphs.length - 2)
    return { prompt: `${paragraphs[from].slice(-480)}\n\n`, next: paragraphs[from + 1] }
  })
}

/** One text a candidate, as tokens and as words. */
const writer = ({ model, tokenizer }: LoadedModel, candidates: number) => {
  const decoder = new Decoder(model, tokenizer, { candidates, threads: 1, frozen: true })
  return {
    write: (prompt: string, temperature: number, seed: number): readonly string[] => {
      const texts = Array<string>(candidates).fill('')
      const sampling = { ...SAMPLING, temperature }
      for (const { candidate, text } of decoder.write({ prompt, maxWords: WORDS, seed, sampling }))
        texts[candidate] += text
      return texts
    },
    dispose: () => decoder.dispose(),
  }
}

export const runRerank = async (request: RerankRequest): Promise<Readonly<Record<string, unknown>>> => {
  const { folder, data, signal, say } = request
  const books = readBooks(path.join(data, 'fiction-en'))
  const trained = await once(path.join(folder, 'writer.json'), signal, () => trainStoryWriter(books, request))
  const loaded = await loadModel(trained.modelFile)
  const { tokenizer } = loaded
  const [pen, single] = [writer(loaded, CANDIDATES), writer(loaded, 1)]
  const tokensOf = (text: string): number[] => [...tokenizer.encode(text)]

  // What the discriminator learns on, no held-out book sees.
  const lessons = casesOf(books, 'writer', request.passages, 'lessons')
  const written: number[][] = []
  for (const [seed, { prompt }] of lessons.entries()) {
    signal.throwIfAborted()
    for (const text of pen.write(prompt, 1, seed)) written.push(tokensOf(text))
  }
  const real = stretches(books, 'writer', 60 * written.length * 8).map(tokensOf)
  say(`${written.length} written and ${real.length} real passages for the discriminator`)
  const judge = await trainDiscriminator(real, written, tokenizer.vocabularySize, signal)
  say(`discriminator: ${(100 * judge.accuracy).toFixed(1)} % right on passages it has not seen`)

  const tests = casesOf(books, 'heldOut', request.passages, 'tests')
  const referee = trainReferee(books)
  const sampled = new Map<number, string[]>(TEMPERATURES.map((temperature) => [temperature, []]))
  const reranked: string[] = []
  for (const [at, { prompt }] of tests.entries()) {
    signal.throwIfAborted()
    for (const temperature of TEMPERATURES) {
      const texts = (temperature === 1 ? pen : single).write(prompt, temperature, 10_000 + at)
      sampled.get(temperature)!.push(texts[0])
      if (temperature !== 1) continue
      const scores = texts.map((text) => judge.realism(tokensOf(text)))
      reranked.push(texts[scores.indexOf(Math.max(...scores))])
    }
  }
  pen.dispose()
  single.dispose()
  loaded.model.dispose()
  const figures = {
    temperatures: Object.fromEntries(
      TEMPERATURES.map((temperature) => [
        temperature,
        figuresOf(sampled.get(temperature)!, tests, referee, tokensOf),
      ]),
    ),
    reranked: figuresOf(reranked, tests, referee, tokensOf),
    real: figuresOf(
      tests.map(({ next }) => next),
      tests,
      referee,
      tokensOf,
    ),
  }
  judge.dispose()
  for (const [name, { perplexity, selfBleu: sameness }] of [
    ...Object.entries(figures.temperatures).map(([name, one]) => [`T ${name}`, one] as const),
    ['reranked', figures.reranked] as const,
    ['real', figures.real] as const,
  ])
    say(`${name.padEnd(9)} perplexity ${perplexity.toFixed(1)}  self-BLEU ${sameness.toFixed(3)}`)
  return {
    ...figures,
    beatsTemperature: beats(figures.reranked, Object.values(figures.temperatures)),
    discriminatorAccuracy: judge.accuracy,
    passages: tests.length,
    candidates: CANDIDATES,
  }
}

interface Figures {
  readonly perplexity: number
  readonly selfBleu: number
}

const figuresOf = (
  texts: readonly string[],
  tests: readonly Case[],
  referee: Referee,
  tokensOf: (text: string) => number[],
): Figures => {
  const read = texts.map((text, at) => referee.read(tests[at].prompt, text))
  const nats = read.reduce((sum, one) => sum + one.nats, 0)
  const words = read.reduce((sum, one) => sum + one.words, 0)
  const even = texts.map(tokensOf).filter((tokens) => tokens.length >= BLEU_TOKENS)
  return {
    perplexity: Math.exp(nats / words),
    selfBleu: selfBleu(
      even.map((tokens) => tokens.slice(0, BLEU_TOKENS)),
      BLEU_ORDER,
    ),
  }
}

/** Whether the point lies below the curve of temperatures: likelier texts at the same sameness. */
const beats = (point: Figures, curve: readonly Figures[]): boolean => {
  const along = curve.toSorted((a, b) => a.selfBleu - b.selfBleu)
  const right = along.findIndex(({ selfBleu: sameness }) => sameness >= point.selfBleu)
  if (right === 0) return point.perplexity < along[0].perplexity
  if (right < 0) return false
  const [from, to] = [along[right - 1], along[right]]
  const share = (point.selfBleu - from.selfBleu) / (to.selfBleu - from.selfBleu)
  return point.perplexity < from.perplexity + share * (to.perplexity - from.perplexity)
}
