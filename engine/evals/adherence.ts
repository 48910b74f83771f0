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

interface Judged {
  readonly targets: readonly number[]
  readonly felt: readonly number[]
  readonly read: readonly ReturnType<Referee['read']>[]
}

const judgedBy =
  (judge: ValenceJudge, referee: Referee) =>
  (scene: readonly Written[]): Judged => ({
    targets: scene.map(({ target }) => target),
    felt: scene.map(({ text }) => judge.judge(text)),
    read: scene.map(({ before, text }) => referee.read(before, text)),
  })

const perplexityOf = (scenes: readonly Judged[]): number => {
  const all = scenes.flatMap(({ read }) => read)
  const [nats, words] = (['nats', 'words'] as const).map((key) => all.reduce((sum, one) => sum + one[key], 0))
  return Math.exp(nats / words)
}

const medianPerplexityOf = (scenes: readonly Judged[]): number => {
  const each = scenes.flatMap(({ read }) => read).map(({ nats, words }) => nats / Math.max(1, words))
  return Math.exp(each.toSorted((a, b) => a - b)[each.length >> 1])
}

const figuresOf = (scenes: readonly Judged[]) => {
  const r = withInterval(
    scenes,
    (drawn) => drawn.reduce((sum, { targets, felt }) => sum + pearson(targets, felt), 0) / drawn.length,
    new Random('bootstrap'),
  )
  return {
    r: r.value,
    ci: r.interval,
    pooledR: pearson(
      scenes.flatMap(({ targets }) => targets),
      scenes.flatMap(({ felt }) => felt),
    ),
    perplexity: perplexityOf(scenes),
    // A passage of capitals that are no words weighs as much as a hundred others in the pooled figure; not here.
    medianPerplexity: medianPerplexityOf(scenes),
    words:
      scenes.flatMap(({ read }) => read).reduce((sum, { words }) => sum + words, 0) /
      scenes.length /
      PASSAGES,
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
  const judged = new Map(LEVER_SETS.map((set) => [set, scenes.get(set)!.map(judgedBy(judge, referee))]))
  const figures = Object.fromEntries(LEVER_SETS.map((set) => [set, figuresOf(judged.get(set)!)] as const))
  // The same arcs under both: drawn anew together.
  const ratioBy = (perplexity: (scenes: readonly Judged[]) => number) =>
    withInterval(
      arcs.map((_, at) => at),
      (drawn) => {
        const [all, none] = (['all', 'none'] as const).map((set) => drawn.map((at) => judged.get(set)![at]))
        return perplexity(all) / perplexity(none)
      },
      new Random('bootstrap'),
    )
  const [ratio, medianRatio] = [ratioBy(perplexityOf), ratioBy(medianPerplexityOf)]
  for (const set of LEVER_SETS) {
    const { r, ci, perplexity } = figures[set]
    say(
      `${set.padEnd(10)} r ${r.toFixed(3)} [${ci.map((end) => end.toFixed(3)).join(', ')}]  perplexity ${perplexity.toFixed(1)}`,
    )
  }
  return {
    ...figures,
    perplexityRatio: ratio.value,
    perplexityRatioCi: ratio.interval,
    medianPerplexityRatio: medianRatio.value,
    medianPerplexityRatioCi: medianRatio.interval,
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
