// How many tokens a dataset makes with the tokenizer that a run on it would train. Long texts are estimated from a part.
import { ByteBpeTokenizer } from '../text/tokenizers/byte-bpe.ts'

export interface CountRequest {
  readonly training: readonly string[]
  readonly validation: readonly string[]
  readonly vocabularySize: number
}

export interface TokenCount {
  readonly train: number
  readonly validation: number
  readonly vocabulary: number
  readonly isEstimate: boolean
}

/** Enough for the figure to be right to about a hundredth, and little enough for a second. */
const MOST_CHARACTERS = 600_000

const charactersOf = (texts: readonly string[]): number => texts.reduce((sum, { length }) => sum + length, 0)

/** Every n-th text, so that all of the dataset has its say. What crosses to the thread is no more than this. */
export const partOf = (request: CountRequest): CountRequest => {
  const characters = charactersOf(request.training) + charactersOf(request.validation)
  const every = Math.max(1, Math.ceil(characters / MOST_CHARACTERS))
  const thin = (texts: readonly string[]) => texts.filter((_, at) => at % every === 0)
  return { ...request, training: thin(request.training), validation: thin(request.validation) }
}

export const countTokens = ({ training, validation, vocabularySize }: CountRequest): TokenCount => {
  const tokenizer = ByteBpeTokenizer.train(training, { vocabularySize })
  const count = (texts: readonly string[]) =>
    texts.reduce((sum, text) => sum + tokenizer.encode(text).length, 0)
  return {
    train: count(training),
    validation: count(validation),
    vocabulary: tokenizer.vocabularySize,
    isEstimate: false,
  }
}

/** What was counted in a part, for the whole: by characters. */
export const scaleCount = (count: TokenCount, part: CountRequest, whole: CountRequest): TokenCount => {
  const scaled = (tokens: number, of: readonly string[], all: readonly string[]) =>
    of.length === all.length
      ? tokens
      : Math.round((tokens * charactersOf(all)) / Math.max(1, charactersOf(of)))
  return {
    ...count,
    train: scaled(count.train, part.training, whole.training),
    validation: scaled(count.validation, part.validation, whole.validation),
    isEstimate: part.training.length < whole.training.length,
  }
}
