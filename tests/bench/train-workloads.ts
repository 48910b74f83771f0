// What the training benchmarks train: models by their settings, and batches of chance.
import { CONDITION_SIZE } from '../../engine/models/condition.ts'
import type { TrainingSettings } from '../../engine/models/training-settings.ts'
import { Random } from '../../engine/nn/seed.ts'

export interface Workload {
  readonly name: string
  readonly model: string
  readonly vocabularySize: number
  readonly settings: Readonly<Record<string, number>>
}

const still = { dropout: 0, recurrentDropout: 0, wordDropout: 0, weightDecay: 0.1, layers: 1 }

export const trainWorkloads: readonly Workload[] = [
  {
    name: 'train-nano-gpt',
    model: 'transformer',
    vocabularySize: 65,
    settings: { ...still, width: 128, layers: 4, heads: 4, hidden: 344, sequenceLength: 64, batchSize: 12 },
  },
  {
    name: 'train-gru-lm',
    model: 'gru',
    vocabularySize: 65,
    settings: { ...still, embedding: 64, hidden: 256, sequenceLength: 64, batchSize: 32 },
  },
  {
    name: 'train-lstm-lm',
    model: 'lstm',
    vocabularySize: 65,
    settings: { ...still, embedding: 64, hidden: 256, sequenceLength: 64, batchSize: 32 },
  },
  {
    name: 'train-gpt-384',
    model: 'transformer',
    vocabularySize: 65,
    settings: { ...still, width: 384, layers: 6, heads: 6, hidden: 1024, sequenceLength: 128, batchSize: 4 },
  },
]

export function randomBatch(
  { batchSize, sequenceLength }: TrainingSettings,
  vocabulary: number,
  seed: number,
) {
  const random = new Random(seed)
  const size = batchSize * sequenceLength
  const tokens = () => Int32Array.from({ length: size }, () => random.integer(vocabulary))
  return {
    tokens: tokens(),
    targets: tokens(),
    conditions: new Float32Array(size * CONDITION_SIZE),
    startsEpoch: false,
  }
}

/** As JSON carries it to the other process. */
export const plainBatch = (batch: ReturnType<typeof randomBatch>) =>
  Object.fromEntries(
    Object.entries(batch).map(([key, value]) => [key, typeof value === 'boolean' ? value : [...value]]),
  )
