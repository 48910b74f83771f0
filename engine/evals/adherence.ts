// Does what is written follow the arc that was asked for? Target against judged valence under each set of levers, and what
// it costs in perplexity under a language model that took no part. Scenes are kept, so that a long run can be taken up.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { setImmediate as nextTurn } from 'node:timers/promises'
import path from 'node:path'
import { Random } from '../nn/seed.ts'
import { Decoder } from '../training/decoder.ts'
import { loadModel } from '../training/model-file.ts'
import { drawArcs } from './adherence/arcs.ts'
import {
  CANDIDATES,
  LEVER_SETS,
  settingOf,
  writeScene,
  type LeverSet,
  type Written,
} from './adherence/scene.ts'
import { trainStoryWriter, type Bench } from './adherence/story-writer.ts'
import { readBooks, type Book } from './fiction/books.ts'
import { trainReferee, type Referee } from './fiction/referee.ts'
import { trainValenceJudge, type ValenceJudge } from './fiction/valence-judge.ts'
import { once } from './once.ts'
import { pearson, withInterval } from './statistics.ts'

export interface AdherenceRequest extends Bench {
  /** Holds fiction-en/ and emotion-text/emobank/. */
  readonly data: string
  readonly arcs: number
}

const PASSAGES = 4
const OPENING = 3

/** Stretches of held-out novels from which scenes go on, one an arc. */
const openings = (books: readonly Book[], count: number): readonly (readonly string[])[] => {
  const heldOut = books.filter(({ share }) => share === 'heldOut')
  const random = new Random('openings')
  return Array.from({ length: count }, (_, at) => {
    const { paragraphs } = heldOut[at % heldOut.length]
    const from = random.integer(paragraphs.length - OPENING)
    return paragraphs.slice(from, from + OPENING)
  })
}

const figuresOf = (scenes: readonly (readonly Written[])[], judge: ValenceJudge, referee: Referee) => {
  const judged = scenes.map((scene) => ({
    targets: scene.map(({ target }) => target),
    felt: scene.map(({ text }) => judge.judge(text)),
    read: scene.map(({ before, text }) => referee.read(before, text)),
  }))
  const random = new Random('bootstrap')
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, one) => sum + one, 0) / values.length
  const r = withInterval(
    judged,
    (drawn) => mean(drawn.map(({ targets, felt }) => pearson(targets, felt))),
    random,
  )
  const pooled = pearson(
    judged.flatMap(({ targets }) => targets),
    judged.flatMap(({ felt }) => felt),
  )
  const all = judged.flatMap(({ read }) => read)
  const nats = all.reduce((sum, one) => sum + one.nats, 0)
  const words = all.reduce((sum, one) => sum + one.words, 0)
  return {
    r: r.value,
    ci: r.interval,
    pooledR: pooled,
    perplexity: Math.exp(nats / words),
    words: words / all.length,
  }
}

export const runAdherence = async (request: AdherenceRequest): Promise<Readonly<Record<string, unknown>>> => {
  const { folder, data, signal, now, say } = request
  const books = readBooks(path.join(data, 'fiction-en'))
  const judge = trainValenceJudge(path.join(data, 'emotion-text', 'emobank', 'emobank.csv'))
  say(`judge: r ${judge.developmentR.toFixed(3)} with readers on EmoBank's development set`)
  const writer = await once(path.join(folder, 'writer.json'), signal, () => trainStoryWriter(books, request))
  const { model, tokenizer, feelings, card } = await loadModel(writer.modelFile)
  const decoders = new Map<string, Decoder>()
  const decoderFor = (candidates: number, contrast: boolean): Decoder => {
    const key = `${candidates} ${contrast}`
    const made = decoders.get(key)
    if (made) return made
    const decoder = new Decoder(model, tokenizer, {
      candidates,
      contrast,
      feelings,
      threads: 1,
      frozen: true,
    })
    decoders.set(key, decoder)
    return decoder
  }
  const arcs = drawArcs(request.arcs, PASSAGES)
  const starts = openings(books, arcs.length)
  const kept = path.join(folder, 'scenes')
  mkdirSync(kept, { recursive: true })
  const scenes = new Map<LeverSet, Written[][]>(LEVER_SETS.map((set) => [set, []]))
  const startedAt = now()
  for (const [at, arc] of arcs.entries()) {
    for (const set of LEVER_SETS) {
      signal.throwIfAborted()
      const file = path.join(kept, `${set}-${arc.id}.json`)
      if (!existsSync(file)) {
        writeFileSync(file, JSON.stringify(await writeScene(settingOf(set), arc, starts[at], decoderFor)))
        await nextTurn()
      }
      scenes.get(set)!.push(JSON.parse(readFileSync(file, 'utf8')) as Written[])
    }
    if ((at + 1) % 10 === 0)
      say(`${at + 1} of ${arcs.length} arcs, ${Math.round((now() - startedAt) / 1000)} s`)
  }
  for (const decoder of decoders.values()) decoder.dispose()
  model.dispose()
  const referee = trainReferee(books)
  const figures = Object.fromEntries(
    LEVER_SETS.map((set) => [set, figuresOf(scenes.get(set)!, judge, referee)] as const),
  )
  for (const set of LEVER_SETS) {
    const { r, ci, perplexity } = figures[set]
    say(
      `${set.padEnd(10)} r ${r.toFixed(3)} [${ci.map((end) => end.toFixed(3)).join(', ')}]  perplexity ${perplexity.toFixed(1)}`,
    )
  }
  return {
    ...figures,
    perplexityRatio: figures['all'].perplexity / figures['none'].perplexity,
    arcs: arcs.length,
    passagesPerArc: PASSAGES,
    candidates: CANDIDATES,
    judge: {
      kind: 'regression on EmoBank',
      developmentR: judge.developmentR,
      sentences: judge.trainingSentences,
    },
    writer: {
      modelId: card.modelId,
      bitsPerByte: card.bitsPerByte,
      step: card.step,
      settings: card.settings,
    },
    guidedBy: 'lexicon',
  }
}
