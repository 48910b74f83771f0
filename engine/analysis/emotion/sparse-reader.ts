// From a sentence's features to its sparse row: tf-idf with logarithmic counts, words and characters each of length 1.
import type { FeatureIndex } from './feature-index.ts'
import type { FeatureBuffer } from './ngram-features.ts'

/** Scratch space and its last answer: `size` pairs of row and value. Not to be shared between threads. */
export class SparseReader {
  readonly #index: FeatureIndex
  readonly #idf: Float32Array
  readonly #counts: Uint16Array
  rows = new Int32Array(1024)
  values = new Float32Array(1024)
  size = 0

  constructor(index: FeatureIndex, idf: Float32Array) {
    this.#index = index
    this.#idf = idf
    this.#counts = new Uint16Array(idf.length)
  }

  read({ hashes, words, characters }: FeatureBuffer): void {
    this.size = 0
    this.#group(hashes, 0, words)
    this.#group(hashes, words, words + characters)
  }

  #group(hashes: Int32Array, from: number, to: number): void {
    const start = this.size
    for (let at = from; at < to; at++) {
      const row = this.#index.rowOf(hashes[at])
      if (row < 0) continue
      if (this.#counts[row]++ === 0) this.#push(row)
    }
    let squares = 0
    for (let i = start; i < this.size; i++) {
      const row = this.rows[i]
      const value = (1 + Math.log(this.#counts[row])) * this.#idf[row]
      this.#counts[row] = 0
      this.values[i] = value
      squares += value * value
    }
    const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0
    for (let i = start; i < this.size; i++) this.values[i] *= scale
  }

  #push(row: number): void {
    if (this.size === this.rows.length) {
      const rows = new Int32Array(2 * this.size)
      const values = new Float32Array(2 * this.size)
      rows.set(this.rows)
      values.set(this.values)
      this.rows = rows
      this.values = values
    }
    this.rows[this.size++] = row
  }
}
