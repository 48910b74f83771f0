// A language model that took no part in the writing: counts over novels by other hands, for the perplexity of passages.
import { KneserNey } from '../../text/ngram/kneser-ney.ts'
import { ByteBpeTokenizer } from '../../text/tokenizers/byte-bpe.ts'
import { countWords } from '../../text/words.ts'
import { stretches, type Book } from './books.ts'

const CHARACTERS = 10_000_000
const TOKENIZER_CHARACTERS = 2_000_000
const VOCABULARY = 4096
/** Of the text before, what the counts can see of it and more. */
const CONTEXT_TOKENS = 8

export interface Referee {
  /** Nats and words of a passage, given the text it goes on from. */
  read(before: string, passage: string): { readonly nats: number; readonly words: number }
}

/** Modified Kneser-Ney over the referee's share of the books, three tokens deep. */
export const trainReferee = (books: readonly Book[]): Referee => {
  const paragraphs = stretches(books, 'referee', CHARACTERS)
  const tokenizer = ByteBpeTokenizer.train(stretches(books, 'referee', TOKENIZER_CHARACTERS), {
    vocabularySize: VOCABULARY,
  })
  const model = KneserNey.train(tokenizer.encode(paragraphs.join('\n\n')), {
    vocabularySize: tokenizer.vocabularySize,
  })
  return {
    read: (before, passage) => {
      const context = tokenizer.encode(before).slice(-CONTEXT_TOKENS)
      const tokens = tokenizer.encode(passage)
      const all = Int32Array.from([...context, ...tokens])
      return { nats: model.loss(all, context.length) * tokens.length, words: countWords(passage) }
    },
  }
}
