// Trains the n-gram half of the emotion model: naive-Bayes-weighted logistic regressions (Wang & Manning 2012) on tf-idf.
import { FeatureIndex } from '../../analysis/emotion/feature-index.ts'
import type { NgramTable } from '../../analysis/emotion/ngram-classifier.ts'
import {
  createFeatureBuffer,
  readFeatures,
  type FeatureSettings,
} from '../../analysis/emotion/ngram-features.ts'
import { SparseReader } from '../../analysis/emotion/sparse-reader.ts'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Random } from '../../nn/seed.ts'
import { trainLogistic, type SparseRows } from './logistic.ts'

/** A tokenised text and what it is known to be: a share 0 … 1 for each output. */
export interface Example {
  readonly tokens: readonly string[]
  readonly targets: Float32Array
  /** Of its loss; 1 without. */
  readonly weight?: number
}

export interface NgramSettings extends FeatureSettings {
  /** Least texts that a feature of words, of characters, stands in. */
  readonly minimumWords: number
  readonly minimumCharacters: number
  readonly cost: number
  readonly epochs: number
}

/** Features that enough texts have, words first, and how rare each is. */
const chooseFeatures = (examples: readonly Example[], settings: NgramSettings) => {
  const buffer = createFeatureBuffer()
  const counts = [new Map<number, number>(), new Map<number, number>()] as const
  const count = (texts: Map<number, number>, from: number, to: number): void => {
    for (const hash of new Set(buffer.hashes.subarray(from, to))) texts.set(hash, (texts.get(hash) ?? 0) + 1)
  }
  for (const { tokens } of examples) {
    readFeatures(tokens, settings, buffer)
    count(counts[0], 0, buffer.words)
    count(counts[1], buffer.words, buffer.words + buffer.characters)
  }
  const chosen = counts.flatMap((texts, group) => {
    const minimum = group === 0 ? settings.minimumWords : settings.minimumCharacters
    return [...texts].filter(([, n]) => n >= minimum).sort(([a], [b]) => a - b)
  })
  return {
    hashes: Int32Array.from(chosen, ([hash]) => hash),
    idf: Float32Array.from(chosen, ([, n]) => Math.log((1 + examples.length) / (1 + n)) + 1),
  }
}

const rowsOf = (
  examples: readonly Example[],
  settings: FeatureSettings,
  reader: SparseReader,
  width: number,
) => {
  const buffer = createFeatureBuffer()
  const starts = new Int32Array(examples.length + 1)
  const parts: { readonly columns: Int32Array; readonly values: Float32Array }[] = []
  examples.forEach(({ tokens }, i) => {
    readFeatures(tokens, settings, buffer)
    reader.read(buffer)
    parts.push({ columns: reader.rows.slice(0, reader.size), values: reader.values.slice(0, reader.size) })
    starts[i + 1] = starts[i] + reader.size
  })
  const columns = new Int32Array(starts[examples.length])
  const values = new Float32Array(columns.length)
  parts.forEach((part, i) => {
    columns.set(part.columns, starts[i])
    values.set(part.values, starts[i])
  })
  return { starts, columns, values, width } satisfies SparseRows
}

/** How much more often a feature stands in texts that have the label than in others, as a logarithm. */
const ratiosOf = (rows: SparseRows, isTrue: Uint8Array, rowWeights: Float32Array): Float32Array => {
  const counts = [new Float64Array(rows.width).fill(1), new Float64Array(rows.width).fill(1)] as const
  const totals = [rows.width, rows.width]
  for (let i = 0; i < isTrue.length; i++) {
    const into = counts[isTrue[i]]
    for (let at = rows.starts[i]; at < rows.starts[i + 1]; at++) into[rows.columns[at]] += rowWeights[i]
    totals[isTrue[i]] += rowWeights[i] * (rows.starts[i + 1] - rows.starts[i])
  }
  return Float32Array.from(counts[1], (count, column) =>
    Math.log((count / totals[1]) * (totals[0] / counts[0][column])),
  )
}

/** The chosen features of the texts, and the texts as rows of them. */
export const ngramRows = (examples: readonly Example[], settings: NgramSettings) => {
  const { hashes, idf } = chooseFeatures(examples, settings)
  const rows = rowsOf(examples, settings, new SparseReader(new FeatureIndex(hashes), idf), hashes.length)
  return { hashes, idf, rows }
}

/** Learns every output of the examples' targets; half and more counts as true. */
export const trainNgrams = async (
  examples: readonly Example[],
  settings: NgramSettings,
  { random, say, signal }: { random: Random; say(line: string): void; signal?: AbortSignal },
): Promise<NgramTable> => {
  const { hashes, idf, rows } = ngramRows(examples, settings)
  const outputs = examples[0].targets.length
  say(`${examples.length} texts, ${hashes.length} features, ${rows.values.length} values`)
  const weights = new Float32Array(hashes.length * outputs)
  const bias = new Float32Array(outputs)
  const rowWeights = Float32Array.from(examples, ({ weight = 1 }) => weight)
  for (let output = 0; output < outputs; output++) {
    // Lets a stop be heard.
    await nextTurn()
    signal?.throwIfAborted()
    const isTrue = Uint8Array.from(examples, ({ targets }) => (targets[output] >= 0.5 ? 1 : 0))
    const scale = ratiosOf(rows, isTrue, rowWeights)
    const learnt = trainLogistic(rows, isTrue, {
      cost: settings.cost,
      epochs: settings.epochs,
      random: random.split(`output ${output}`),
      scale,
      rowWeights,
    })
    learnt.weights.forEach((weight, row) => (weights[row * outputs + output] = weight))
    bias[output] = learnt.bias
    say(`n-grams: output ${output + 1} of ${outputs}`)
  }
  const { words, characters } = settings
  return { settings: { words, characters }, hashes, idf, weights, bias }
}
