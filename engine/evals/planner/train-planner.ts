// Trains the planner: a GRU over lines of symbols, each told how its stretch of the novel felt, by cross-entropy.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { allSymbols } from '../../generation/plan/symbols.ts'
import { loadBackend } from '../../nn/backend.ts'
import { SymbolsTokenizer } from '../../text/tokenizers/symbols.ts'
import type { TrainingDocument } from '../../training/corpus.ts'
import { train } from '../../training/trainer.ts'
import type { TrainResult } from '../../training/types.ts'
import type { Bench } from '../adherence/story-writer.ts'
import { readStoryEvents, type StoryEvents } from './story-events.ts'

const SETTINGS = {
  embedding: 64,
  hidden: 192,
  layers: 1,
  dropout: 0.15,
  recurrentDropout: 0.15,
  wordDropout: 0.05,
  sequenceLength: 48,
  batchSize: 32,
  epochs: 6,
  learningRate: 8e-3,
  conditionDropout: 0.15,
  validationShare: 0.03,
  validationsPerEpoch: 2,
  patience: 100,
}

/** Read once, then kept: the novels do not change. */
export const storyEvents = (data: string, folder: string): readonly StoryEvents[] => {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'events.json')
  if (!existsSync(file)) writeFileSync(file, JSON.stringify(readStoryEvents(data)))
  return JSON.parse(readFileSync(file, 'utf8')) as StoryEvents[]
}

export const documentsOf = (books: readonly StoryEvents[]): readonly TrainingDocument[] =>
  books.flatMap(({ name, language, beats }) =>
    beats.map(({ line, feeling }, at) => ({
      id: `${name} ${at}`,
      text: line,
      condition: { language, mix: feeling.mix, valence: feeling.valence, arousal: feeling.arousal },
    })),
  )

/** Books of the referee's share stay out: a reader of beats is trained on them. */
export const trainPlanner = async (books: readonly StoryEvents[], bench: Bench): Promise<TrainResult> => {
  const { folder, minutes, signal, now, say } = bench
  return train(
    {
      runDir: join(folder, 'planner'),
      modelId: 'gru',
      preset: 'small',
      settings: SETTINGS,
      documents: documentsOf(books.filter(({ share }) => share === 'writer')),
      language: 'en',
      tokenizer: new SymbolsTokenizer(allSymbols()).toJSON(),
      seed: 1,
      maxMinutes: minutes,
      resume: true,
    },
    {
      signal,
      backend: await loadBackend({ threads: 1 }),
      now,
      onEvent: (event) => {
        if (event.type === 'started')
          say(
            `${event.parameters} parameters, ${event.trainTokens} tokens, 3-gram ${event.baselineLoss.toFixed(3)}`,
          )
        if (event.type === 'validation')
          say(`planner  step ${event.step}  ${event.loss.toFixed(4)} nats a symbol`)
      },
    },
  )
}
