// Do planned beats feel as they were asked to? On books that nobody learnt from, against chance and against no wish.
import { join } from 'node:path'
import { leversFrom } from '../domain/levers.ts'
import { steeringOf } from '../generation/steering.ts'
import { fromLine } from '../generation/plan/symbols.ts'
import { PLAN_LEVERS } from '../generation/plan/plan-beats.ts'
import { Random } from '../nn/seed.ts'
import { buildCorpus } from '../training/corpus.ts'
import { contrasts, Decoder } from '../training/decoder.ts'
import { loadModel } from '../training/model-file.ts'
import { FEELING_CHANNELS, fitTokenFeelings, type TokenFeelings } from '../training/token-feelings.ts'
import type { Tokenizer } from '../text/tokenizers/tokenizer.ts'
import type { Bench } from './adherence/story-writer.ts'
import { documentsOf, storyEvents, trainPlanner } from './planner/train-planner.ts'
import type { StoryEvents } from './planner/story-events.ts'
import { once } from './once.ts'
import { pearson, withInterval } from './statistics.ts'

export interface PlannerRequest extends Bench {
  readonly data: string
  readonly beats: number
}

/** Lines before a beat from which it is planned on. */
const BEFORE = 3
const SAMPLING = { temperature: 0.9, topK: 0, topP: 0.95, minP: 0.01, repetitionPenalty: 1, dryMultiplier: 0 }
/** Two wishes so far apart are plainly different. */
const APART = 0.5

/** Reads valence off a line, learnt from books that the planner has not seen. */
const reader = ({ weights, means, deviations }: TokenFeelings, tokenizer: Tokenizer) => {
  const channel = FEELING_CHANNELS.indexOf('valence')
  return (line: string): number => {
    const tokens = tokenizer.encode(line)
    const sum = tokens.reduce((all, token) => all + weights[token * FEELING_CHANNELS.length + channel], 0)
    return means[channel] + (deviations[channel] * sum) / Math.max(1, tokens.length)
  }
}

interface Case {
  readonly language: 'en' | 'zh'
  readonly wanted: number
  readonly real: string
  readonly before: readonly string[]
}

const casesOf = (books: readonly StoryEvents[], count: number): readonly Case[] => {
  const random = new Random('held-out beats')
  const all = books.flatMap(({ language, beats }) =>
    beats.slice(BEFORE).map((beat, at) => ({
      language,
      wanted: beat.feeling.valence,
      real: beat.line,
      before: beats.slice(at, at + BEFORE).map(({ line }) => line),
    })),
  )
  return random.shuffle([...all]).slice(0, count)
}

const ordered = (wanted: readonly number[], felt: readonly number[]): number => {
  let [right, pairs] = [0, 0]
  for (let a = 0; a < wanted.length; a++)
    for (let b = a + 1; b < wanted.length; b++) {
      if (Math.abs(wanted[a] - wanted[b]) < APART) continue
      pairs++
      if (wanted[a] > wanted[b] === felt[a] > felt[b]) right++
    }
  return right / Math.max(1, pairs)
}

export const runPlanner = async (request: PlannerRequest): Promise<Readonly<Record<string, unknown>>> => {
  const { folder, data, say, signal } = request
  const books = storyEvents(data, folder)
  const trained = await once(join(folder, 'planner.json'), signal, () => trainPlanner(books, request))
  const { model, tokenizer, feelings, card } = await loadModel(trained.modelFile)
  const others = documentsOf(books.filter(({ share }) => share === 'referee'))
  const corpus = buildCorpus(others, { vocabularySize: 0, validationShare: 0.01, tokenizer })
  const read = fitTokenFeelings(corpus.train, tokenizer.vocabularySize)
  if (!read) throw new Error('There are too few beats by other hands to learn to read them')
  const valenceOf = reader(read, tokenizer)
  const cases = casesOf(
    books.filter(({ share }) => share === 'heldOut'),
    request.beats,
  )
  const plan = (levers: ReturnType<typeof leversFrom>): readonly (string | null)[] => {
    const [wished, plain] = [true, false].map(
      (contrast) =>
        new Decoder(model, tokenizer, { candidates: 1, threads: 1, frozen: true, contrast, feelings }),
    )
    const lines = cases.map(({ language, wanted, before }, seed) => {
      signal.throwIfAborted()
      const steering = steeringOf({ emotion: null, valence: wanted }, language, levers)
      const decoder = contrasts(steering) ? wished : plain
      const prompt = `${before.join('\n')}\n`
      const chunks = decoder.write({
        ...steering,
        prompt,
        seed,
        maxWords: 40,
        sampling: SAMPLING,
        stop: ['\n'],
      })
      const line = Array.from(chunks, ({ text }) => text).join('')
      return fromLine(line) ? line.trim() : null
    })
    wished.dispose()
    plain.dispose()
    return lines
  }
  const off = leversFrom({ condition: { on: false }, guidance: { on: false } })
  const figuresOf = (lines: readonly (string | null)[]) => {
    const pairs = cases.flatMap(({ wanted }, at) => {
      const line = lines[at]
      return line === null ? [] : [{ wanted, felt: valenceOf(line) }]
    })
    const r = withInterval(
      pairs,
      (drawn) =>
        pearson(
          drawn.map(({ wanted }) => wanted),
          drawn.map(({ felt }) => felt),
        ),
      new Random('bootstrap'),
    )
    const felt = pairs.map((pair) => pair.felt)
    const wanted = pairs.map((pair) => pair.wanted)
    const shuffled = new Random('chance').shuffle([...wanted])
    return {
      r: r.value,
      ci: r.interval,
      orderedRight: ordered(wanted, felt),
      chanceR: pearson(shuffled, felt),
      chanceOrderedRight: ordered(shuffled, felt),
      whole: pairs.length / cases.length,
    }
  }
  const figures = {
    planned: figuresOf(plan(PLAN_LEVERS)),
    unasked: figuresOf(plan(off)),
    real: figuresOf(cases.map(({ real }) => real)),
  }
  model.dispose()
  for (const [name, { r, ci, chanceR, orderedRight, chanceOrderedRight }] of Object.entries(figures))
    say(
      `${name.padEnd(8)} r ${r.toFixed(3)} [${ci.map((end) => end.toFixed(3)).join(', ')}] (chance ${chanceR.toFixed(3)})  in order ${orderedRight.toFixed(3)} (chance ${chanceOrderedRight.toFixed(3)})`,
    )
  return {
    ...figures,
    beats: cases.length,
    readerExplains: read.explained[FEELING_CHANNELS.indexOf('valence')],
    planner: {
      nats: card.validationLoss,
      step: card.step,
      baselineNats: trained.baselineLoss,
      file: join('planner', 'best.safetensors'),
    },
  }
}
