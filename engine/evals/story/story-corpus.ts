// What the shipped story model learns from, made ready once: tokens of shuffled stretches, each paragraph with how it feels.
import { hash } from 'node:crypto'
import { NO_CONDITION } from '../../models/condition.ts'
import { Random } from '../../nn/seed.ts'
import { KneserNey } from '../../text/ngram/kneser-ney.ts'
import { ByteBpeTokenizer } from '../../text/tokenizers/byte-bpe.ts'
import { TokenStream } from '../../training/corpus.ts'
import type { PreparedCorpus } from '../../training/prepared-corpus.ts'
import { fitTokenFeelings } from '../../training/token-feelings.ts'
import { feltParagraphs } from './felt-paragraphs.ts'
import { glimpses, readStoryBooks, shuffledStretches } from './story-books.ts'

const VOCABULARY = 4096
/** What the tokenizer is made from: of the shuffled stretches the first. */
const TOKENIZER_CHARACTERS = 20_000_000
/** Of each book held out, to watch the run by. */
const GLIMPSE_CHARACTERS = 8000
/** Tokens that the baseline counts: its tables would not hold all of them. */
const BASELINE_TOKENS = 10_000_000
/** Paragraphs from which the feelings of tokens are learnt: more of them do not change the picture. */
const FELT_PARAGRAPHS = 80_000

const SEPARATOR = '\n\n'

export interface StoryCorpusOptions {
  /** Folder of the novels, one .txt each. */
  readonly fiction: string
  /** Where the feelings of paragraphs are kept: what was read is not read again. */
  readonly feelingsFile: string
  readonly seed: number
  readonly signal: AbortSignal
  say(line: string): void
}

/** Minutes of work, most of it reading how every paragraph feels. Rejects with the signal's reason when stopped. */
export const makeStoryCorpus = async ({
  fiction,
  feelingsFile,
  seed,
  signal,
  say,
}: StoryCorpusOptions): Promise<PreparedCorpus> => {
  const random = new Random(seed)
  const books = readStoryBooks(fiction)
  const paragraphs = shuffledStretches(
    books.filter(({ isHeldOut }) => !isHeldOut),
    random.split('stretches'),
  ).flat()
  const characters = paragraphs.reduce((sum, { length }) => sum + length, 0)
  say(
    `${books.length} books, ${paragraphs.length} paragraphs, ${(characters / 1e6).toFixed(1)} million characters`,
  )
  const tokenizer = ByteBpeTokenizer.train(beginning(paragraphs, TOKENIZER_CHARACTERS), {
    vocabularySize: VOCABULARY,
  })
  say(`${tokenizer.vocabularySize} tokens`)
  const conditions = await feltParagraphs(paragraphs, feelingsFile, { signal, say })
  const train = TokenStream.of(
    paragraphs.map((text, at) => ({ tokens: tokenizer.encode(text + SEPARATOR), condition: conditions[at] })),
  )
  const held = glimpses(books, GLIMPSE_CHARACTERS).map((text) => text + SEPARATOR)
  // Without any condition: a feeling read off the paragraph itself would tell of what is to be foretold.
  const validation = TokenStream.of(
    held.map((text) => ({ tokens: tokenizer.encode(text), condition: NO_CONDITION })),
  )
  say(`${train.tokens.length} tokens to learn from, ${validation.tokens.length} to watch by`)
  const felt = TokenStream.of(train.parts().slice(0, FELT_PARAGRAPHS))
  const feelings = fitTokenFeelings(felt, tokenizer.vocabularySize)
  say(
    `feelings of tokens explain ${feelings?.explained.map((share) => share.toFixed(2)).join(' ') ?? 'nothing'}`,
  )
  return {
    tokenizer,
    train,
    validation,
    validationBytes: held.reduce((sum, text) => sum + Buffer.byteLength(text), 0),
    hash: hash('sha256', Buffer.from(train.tokens.buffer), 'hex'),
    baselineLoss: baselineOf(train, validation, tokenizer.vocabularySize),
    feelings,
  }
}

const beginning = (paragraphs: readonly string[], characters: number): readonly string[] => {
  let size = 0
  return paragraphs.filter(({ length }) => (size += length) <= characters)
}

const baselineOf = (train: TokenStream, validation: TokenStream, vocabularySize: number): number => {
  const counted = train.tokens.subarray(0, BASELINE_TOKENS)
  return KneserNey.train(counted, { vocabularySize }).loss(validation.tokens)
}
