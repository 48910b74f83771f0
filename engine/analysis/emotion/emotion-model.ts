// The trained emotion model of one language: sentences in, calibrated probabilities of all outputs out. Where its file lies,
// and what the studio makes of probabilities, is others' concern.
import type { Language } from '../../domain/project.ts'
import { dequantizeWeights } from '../../nn/quantize.ts'
import type { WeightFile, WeightTensor } from '../../nn/weights.ts'
import { chineseTokens } from './chinese-tokens.ts'
import { englishTokens } from './english-tokens.ts'
import { GruScorer } from './gru-scorer.ts'
import { OUTPUTS } from './labels.ts'
import { modelDescription, type ModelDescription } from './model-description.ts'
import { NgramClassifier } from './ngram-classifier.ts'

/** Reserved word numbers. */
export const RARE = 1
export const RESERVED = ['[none]', '[rare]'] as const

export interface Reading {
  readonly sentences: readonly string[]
  readonly tokens: readonly (readonly string[])[]
  /** Calibrated logits [sentences, OUTPUTS]. */
  readonly logits: Float32Array
  /** The readers' pooled states [sentences, width], side by side. */
  readonly states: Float32Array
  readonly width: number
}

const pick = (tensors: ReadonlyMap<string, WeightTensor>, prefix: string): Map<string, WeightTensor> =>
  new Map([...tensors].filter(([name]) => name.startsWith(prefix)))

/** Owns the compiled readers; dispose() frees them. Not to be shared between threads. */
export class EmotionModel {
  readonly description: ModelDescription
  readonly #ngrams: NgramClassifier
  readonly #readers: readonly GruScorer[]
  readonly #numbers: ReadonlyMap<string, number>
  readonly #known: ReadonlySet<string>

  /** Throws where the file is not an emotion model. */
  constructor({ tensors, metadata }: WeightFile) {
    const description = modelDescription.parse(JSON.parse(metadata['emotion'] ?? 'null'))
    this.description = description
    this.#ngrams = new NgramClassifier('ngrams', pick(tensors, 'ngrams/'), description.features)
    this.#readers = description.readers.map((shape, i) =>
      GruScorer.fromTensors(`reader${i}`, dequantizeWeights(pick(tensors, `reader${i}/`)), shape),
    )
    this.#numbers = new Map(description.vocabulary.map((word, i) => [word, i]))
    this.#known = new Set([...description.vocabulary, ...description.known])
  }

  get language(): Language {
    return this.description.language
  }

  tokens(sentence: string): string[] {
    return this.language === 'zh'
      ? chineseTokens(sentence)
      : englishTokens(sentence, (word) => this.#known.has(word))
  }

  read(sentences: readonly string[]): Reading {
    const tokens = sentences.map((sentence) => this.tokens(sentence))
    const parts = [this.#scoreNgrams(tokens)]
    const numbered = this.#readers.length > 0 ? tokens.map((words) => this.#number(words)) : []
    const scores = this.#readers.map((reader) => reader.score(numbered))
    parts.push(...scores.map(({ logits }) => logits))
    const width = this.#readers.reduce((sum, reader) => sum + reader.width, 0)
    const states = new Float32Array(sentences.length * width)
    let from = 0
    for (const [at, { pooled }] of scores.entries()) {
      const own = this.#readers[at].width
      for (let i = 0; i < sentences.length; i++)
        states.set(pooled.subarray(i * own, (i + 1) * own), i * width + from)
      from += own
    }
    return { sentences, tokens, logits: this.#blend(parts, sentences.length), states, width }
  }

  dispose(): void {
    for (const reader of this.#readers) reader.dispose()
  }

  #number(words: readonly string[]): Int32Array {
    return Int32Array.from(words, (word) => this.#numbers.get(word) ?? RARE)
  }

  #scoreNgrams(tokens: readonly (readonly string[])[]): Float32Array {
    const logits = new Float32Array(tokens.length * OUTPUTS)
    tokens.forEach((words, i) => this.#ngrams.score(words, logits, i * OUTPUTS))
    return logits
  }

  #blend(parts: readonly Float32Array[], count: number): Float32Array {
    const { weights, offset } = this.description.blend
    const logits = new Float32Array(count * OUTPUTS)
    for (let at = 0; at < logits.length; at++) {
      const output = at % OUTPUTS
      let logit = offset[output]
      for (let part = 0; part < parts.length; part++) logit += weights[part][output] * parts[part][at]
      logits[at] = logit
    }
    return logits
  }
}
