// From documents to token streams: the tokenizer, the conditions. What is held out is the split's business.
import { CONDITION_SIZE, conditionVector, NO_CONDITION, type Condition } from '../models/condition.ts'
import { ByteBpeTokenizer } from '../text/tokenizers/byte-bpe.ts'
import type { Tokenizer } from '../text/tokenizers/tokenizer.ts'
import { splitDocuments, type SplitOptions } from './split.ts'

export interface TrainingDocument {
  readonly id: string
  readonly text: string
  /** What it is a part of, and is held out with: the scene or file of a paragraph. Absent: it stands alone. */
  readonly group?: string
  readonly condition?: Condition
}

/** One document of a stream. */
export interface StreamPart {
  readonly tokens: Int32Array
  readonly condition: Readonly<Float32Array>
}

/** The numbers of a stream: what lies in the file of a prepared corpus. */
export interface StreamNumbers {
  readonly tokens: Int32Array
  /** Of each document, its first token. */
  readonly starts: Int32Array
  /** [documents × CONDITION_SIZE] */
  readonly conditions: Float32Array
}

/** Tokens of several documents in a row, with the condition of each document. */
export class TokenStream {
  readonly numbers: StreamNumbers

  constructor(numbers: StreamNumbers) {
    this.numbers = numbers
  }

  static of(parts: readonly StreamPart[]): TokenStream {
    const tokens = new Int32Array(parts.reduce((sum, part) => sum + part.tokens.length, 0))
    const starts = new Int32Array(parts.length)
    const conditions = new Float32Array(parts.length * CONDITION_SIZE)
    let at = 0
    parts.forEach((part, index) => {
      starts[index] = at
      tokens.set(part.tokens, at)
      conditions.set(part.condition, index * CONDITION_SIZE)
      at += part.tokens.length
    })
    return new TokenStream({ tokens, starts, conditions })
  }

  get tokens(): Int32Array {
    return this.numbers.tokens
  }

  /** Its documents again, in order. */
  parts(): readonly StreamPart[] {
    const { tokens, starts } = this.numbers
    return Array.from(starts, (start, index) => ({
      tokens: tokens.subarray(start, starts[index + 1] ?? tokens.length),
      condition: this.#condition(index),
    }))
  }

  /** The condition of the document in which a token stands. */
  conditionAt(index: number): Readonly<Float32Array> {
    const { starts } = this.numbers
    if (starts.length === 0) return NO_CONDITION
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (starts[middle] <= index) low = middle
      else high = middle - 1
    }
    return this.#condition(low)
  }

  #condition(document: number): Readonly<Float32Array> {
    return this.numbers.conditions.subarray(document * CONDITION_SIZE, (document + 1) * CONDITION_SIZE)
  }
}

export interface Corpus {
  readonly tokenizer: Tokenizer
  readonly train: TokenStream
  readonly validation: TokenStream
  /** UTF-8 bytes of the validation text. */
  readonly validationBytes: number
}

/** Documents keep their order; they are joined by a blank line. The tokenizer sees only what is trained on. */
export function buildCorpus(
  documents: readonly TrainingDocument[],
  options: SplitOptions & { readonly vocabularySize: number; readonly tokenizer?: Tokenizer },
): Corpus {
  const { training, validation } = splitDocuments(documents, options)
  const tokenizer =
    options.tokenizer ??
    ByteBpeTokenizer.train(
      training.map((document) => document.text),
      { vocabularySize: options.vocabularySize },
    )
  return {
    tokenizer,
    train: encodeDocuments(training, tokenizer),
    validation: encodeDocuments(validation, tokenizer),
    validationBytes: validation.reduce((sum, document) => sum + Buffer.byteLength(document.text), 0),
  }
}

/** Nats a validation token as bits a byte of its text: comparable between tokenizers. */
export const bitsPerByte = (loss: number, { validation, validationBytes }: Corpus): number =>
  (loss * validation.tokens.length) / (validationBytes * Math.LN2)

/** One stream; each document's tokens know their condition. */
export function encodeDocuments(documents: readonly TrainingDocument[], tokenizer: Tokenizer): TokenStream {
  return TokenStream.of(
    documents.map(({ text, condition }) => ({
      tokens: tokenizer.encode(text),
      condition: condition ? conditionVector(condition) : NO_CONDITION,
    })),
  )
}
