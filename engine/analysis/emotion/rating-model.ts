// Valence, arousal and dominance of what the emotion model has read: n-grams of its own and a linear view of that reading and the lexicon's.
// Its weights learn from EmoBank (Buechel & Hahn 2017) and lie in a file of their own, under that corpus' licence.
import type { WeightFile } from '../../nn/weights.ts'
import { lexiconEvidence } from '../lexicon/read-lexicon.ts'
import type { Reading } from './emotion-model.ts'
import { OUTPUTS } from './labels.ts'
import { ratingDescription } from './model-description.ts'
import { NgramClassifier } from './ngram-classifier.ts'

export const RATINGS = ['valence', 'arousal', 'dominance'] as const
const SIZE = RATINGS.length

/** The lexicon's six emotions, valence and pulse. */
const EVIDENCE = 8

const addEvidence = (sentence: string, into: Float32Array, at: number): void => {
  const { emotions, valence, pulse } = lexiconEvidence(sentence, 'en')
  into.set(emotions, at)
  into[at + EVIDENCE - 2] = valence / Math.sqrt(valence ** 2 + 15)
  into[at + EVIDENCE - 1] = Math.tanh(pulse / 2.5)
}

/** The dense columns of sentence i: the outputs as probabilities, the readers' states, what the lexicon finds. */
export const denseFeatures = ({ sentences, logits, states, width }: Reading, i: number): Float32Array => {
  const features = new Float32Array(OUTPUTS + width + EVIDENCE)
  addEvidence(sentences[i], features, OUTPUTS + width)
  for (let k = 0; k < OUTPUTS; k++) features[k] = 1 / (1 + Math.exp(-logits[i * OUTPUTS + k]))
  features.set(states.subarray(i * width, (i + 1) * width), OUTPUTS)
  return features
}

/** Not to be shared between threads. */
export class RatingModel {
  readonly #ngrams: NgramClassifier
  /** [dense, 3] */
  readonly #dense: Float32Array

  /** Throws where the file is not a rating model. */
  constructor({ tensors, metadata }: WeightFile) {
    const { features } = ratingDescription.parse(JSON.parse(metadata['rating'] ?? 'null'))
    this.#ngrams = new NgramClassifier('ngrams', tensors, features)
    const dense = tensors.get('dense')
    if (!dense || this.#ngrams.outputs !== SIZE) throw new Error('This is not a rating model')
    this.#dense = dense.data as Float32Array
  }

  /** On EmoBank's scale, 1 … 5: [sentences, valence · arousal · dominance]. */
  rate(reading: Reading): Float32Array {
    const ratings = new Float32Array(reading.tokens.length * SIZE)
    reading.tokens.forEach((tokens, i) => {
      this.#ngrams.score(tokens, ratings, i * SIZE)
      const features = denseFeatures(reading, i)
      for (let column = 0; column < features.length; column++)
        for (let k = 0; k < SIZE; k++)
          ratings[i * SIZE + k] += features[column] * this.#dense[column * SIZE + k]
    })
    return ratings
  }
}
