// Cuts a token stream into training batches: every row reads its own stretch of the text, piece after piece.
import { CONDITION_SIZE, NO_CONDITION } from '../models/condition.ts'
import type { Random } from '../nn/seed.ts'
import type { TokenStream } from './corpus.ts'

/** Host arrays of one SequenceBatch, time first. */
export interface HostBatch {
  readonly tokens: Int32Array
  readonly targets: Int32Array
  readonly conditions: Float32Array
}

export interface BatchPlan {
  readonly batchSize: number
  readonly sequenceLength: number
  readonly conditionDropout: number
}

/** Where an epoch's reading is: enough to carry on after a restart. */
export interface BatchPosition {
  readonly epoch: number
  /** Pieces already read in this epoch. */
  readonly piece: number
  /** Tokens skipped at the start, so that every epoch cuts the text elsewhere. */
  readonly offset: number
}

export class BatchReader {
  readonly #stream: TokenStream
  readonly #plan: BatchPlan
  readonly #random: Random
  #position: BatchPosition

  constructor(stream: TokenStream, plan: BatchPlan, random: Random, position?: BatchPosition) {
    this.#stream = stream
    // A short text takes fewer rows or shorter pieces rather than none.
    this.#plan = plan
    this.#random = random
    if (stream.tokens.length < plan.batchSize * plan.sequenceLength + 1)
      throw new RangeError(
        `The text has ${stream.tokens.length} tokens; a batch needs ${plan.batchSize * plan.sequenceLength + 1}`,
      )
    this.#position = position ?? { epoch: 0, piece: 0, offset: this.#drawOffset() }
  }

  get position(): BatchPosition {
    return this.#position
  }

  get piecesPerEpoch(): number {
    return this.#pieces(0)
  }

  /** The next batch; `startsEpoch` tells that memory must begin anew. */
  next(): HostBatch & { readonly startsEpoch: boolean } {
    const { sequenceLength, batchSize, conditionDropout } = this.#plan
    const { piece, offset } = this.#position
    const rowLength = Math.floor((this.#stream.tokens.length - 1 - offset) / batchSize)
    const size = batchSize * sequenceLength
    const tokens = new Int32Array(size)
    const targets = new Int32Array(size)
    const conditions = new Float32Array(size * CONDITION_SIZE)
    for (let row = 0; row < batchSize; row++) {
      const from = offset + row * rowLength + piece * sequenceLength
      const dropped = this.#random.next() < conditionDropout
      for (let t = 0; t < sequenceLength; t++) {
        const at = t * batchSize + row
        tokens[at] = this.#stream.tokens[from + t]!
        targets[at] = this.#stream.tokens[from + t + 1]!
        // Conditioned on the document of the token to be written.
        const condition = dropped ? NO_CONDITION : this.#stream.conditionAt(from + t + 1)
        if (condition !== NO_CONDITION) conditions.set(condition, at * CONDITION_SIZE)
      }
    }
    this.#advance()
    return { tokens, targets, conditions, startsEpoch: piece === 0 }
  }

  #advance(): void {
    const { epoch, piece, offset } = this.#position
    this.#position =
      piece + 1 < this.#pieces(offset)
        ? { epoch, piece: piece + 1, offset }
        : { epoch: epoch + 1, piece: 0, offset: this.#drawOffset() }
  }

  #pieces(offset: number): number {
    const rowLength = Math.floor((this.#stream.tokens.length - 1 - offset) / this.#plan.batchSize)
    return Math.floor(rowLength / this.#plan.sequenceLength)
  }

  #drawOffset(): number {
    const spare = this.#stream.tokens.length - 1 - this.#plan.batchSize * this.#plan.sequenceLength
    return this.#random.integer(Math.min(spare, this.#plan.sequenceLength) + 1)
  }
}
