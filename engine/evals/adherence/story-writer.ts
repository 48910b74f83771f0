// The transformer whose obedience is measured: trained on tagged fiction in stretches that can be broken off and taken up.
import { join } from 'node:path'
import { loadBackend } from '../../nn/backend.ts'
import { train } from '../../training/trainer.ts'
import type { TrainResult } from '../../training/types.ts'
import { stretches, type Book } from '../fiction/books.ts'
import { feltDocuments } from '../fiction/feelings.ts'

/** What 20 minutes of one core can go through about once and a half. */
const CHARACTERS = 14_000_000

const SETTINGS = {
  vocabularySize: 4096,
  width: 192,
  layers: 4,
  heads: 6,
  hidden: 512,
  dropout: 0,
  sequenceLength: 128,
  batchSize: 16,
  epochs: 4,
  learningRate: 2.5e-3,
  warmupSteps: 200,
  weightDecay: 0.1,
  conditionDropout: 0.15,
  validationShare: 0.02,
  validationsPerEpoch: 6,
  patience: 100,
}

export interface Bench {
  readonly folder: string
  readonly minutes: number
  readonly signal: AbortSignal
  now(): number
  say(line: string): void
}

export const trainStoryWriter = async (books: readonly Book[], bench: Bench): Promise<TrainResult> => {
  const { folder, minutes, signal, now, say } = bench
  const documents = feltDocuments(stretches(books, 'writer', CHARACTERS))
  return train(
    {
      runDir: join(folder, 'writer'),
      modelId: 'transformer',
      preset: 'small',
      settings: SETTINGS,
      documents,
      language: 'en',
      seed: 1,
      maxMinutes: minutes,
      resume: true,
      checkpointEverySeconds: 60,
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
          say(
            `writer  step ${event.step}  ${event.loss.toFixed(4)} nats  ${event.bitsPerByte.toFixed(4)} bits/byte`,
          )
      },
    },
  )
}
