// From documents to token streams: the tokenizer, the conditions. What is held out is the split's business.
import { conditionVector, NO_CONDITION, type Condition } from '../models/condition.ts'
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

/** Tokens of several documents in a row, with the condition of each document. */
export class TokenStream {
  readonly tokens: Int32Array
  readonly #starts: readonly number[]
  readonly #conditions: readonly Readonly<Float32Array>[]

  constructor(parts: readonly { readonly tokens: Int32Array; readonly condition: Readonly<Float32Array> }[]) {
    this.tokens = new Int32Array(parts.reduce((sum, part) => sum + part.tokens.length, 0))
    const starts: number[] = []
    let at = 0
    for (const part of parts) {
      starts.push(at)
      this.tokens.set(part.tokens, at)
      at += part.tokens.length
    }
    this.#starts = starts
    this.#conditions = parts.map((part) => part.condition)
  }

  /** Its documents again, in order. */
  parts(): readonly { readonly tokens: Int32Array; readonly condition: Readonly<Float32Array> }[] {
    return this.#starts.map((start, index) => ({
      tokens: this.tokens.subarray(start, this.#starts[index + 1] ?? this.tokens.length),
      condition: this.#conditions[index] ?? NO_CONDITION,
    }))
  }

  /** The condition of the document in which a token stands. */
  conditionAt(index: number): Readonly<Float32Array> {
    let low = 0
    let high = this.#starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.#starts[middle] <= index) low = middle
      else high = middle - 1
    }
    return this.#conditions[low] ?? NO_CONDITION
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
  return new TokenStream(
    documents.map(({ text, condition }) => ({
      tokens: tokenizer.encode(text),
      condition: condition ? conditionVector(condition) : NO_CONDITION,
    })),
  )
}
