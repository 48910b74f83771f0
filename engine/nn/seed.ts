// The only source of randomness: a small seeded generator that can be split, saved and restored.

/** Everything a generator needs to carry on where it stopped; plain JSON. */
export type RandomState = readonly [number, number, number, number]

/**
 * sfc32 (Doty-Humphrey, PractRand): 128 bits of state, 32 bits a call, about 1 ns.
 * The same seed gives the same numbers on every machine.
 */
export class Random {
  #a = 0
  #b = 0
  #c = 0
  #counter = 1

  constructor(seed: number | string) {
    // The state is filled by hashing the seed, so that neighbouring seeds do not start alike.
    const hash = hasher(String(seed))
    this.#a = hash()
    this.#b = hash()
    this.#c = hash()
    for (let i = 0; i < 12; i++) this.uint32()
  }

  /** Goes back (or forth) to a saved state, in place. */
  restore(state: RandomState): this {
    ;[this.#a, this.#b, this.#c, this.#counter] = state
    return this
  }

  state(): RandomState {
    return [this.#a, this.#b, this.#c, this.#counter]
  }

  /** Integer in 0 … 2³² − 1. */
  uint32(): number {
    const t = (this.#a + this.#b + this.#counter) | 0
    this.#counter = (this.#counter + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + t) | 0
    return t >>> 0
  }

  /** Uniform in [0, 1) with 32 bits. */
  next(): number {
    return this.uint32() / 4294967296
  }

  /** Uniform integer in [0, bound). */
  integer(bound: number): number {
    return Math.floor(this.next() * bound)
  }

  /** Normal with mean 0 and standard deviation 1 (Box-Muller, one of the pair). */
  gaussian(): number {
    const radius = Math.sqrt(-2 * Math.log((this.uint32() + 0.5) / 4294967296))
    return radius * Math.cos(2 * Math.PI * this.next())
  }

  /** Fills in place with uniform numbers in [0, 1) and returns the array. */
  fill(target: Float32Array): Float32Array {
    // 24 bits: a float32 has no more, and 32 bits would sometimes round up to 1.
    for (let i = 0; i < target.length; i++) target[i] = (this.uint32() >>> 8) / 16777216
    return target
  }

  /** Fisher-Yates in place; returns the array. */
  shuffle<T>(items: T[]): T[] {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.integer(i + 1)
      const item = items[i]
      items[i] = items[j]!
      items[j] = item
    }
    return items
  }

  /** An independent generator named by `label`; does not advance this one. */
  split(label: string): Random {
    return new Random(`${this.state().join(',')}/${label}`)
  }
}

/** FNV-1a over the text, then a finaliser for each number asked (after MurmurHash3). */
function hasher(text: string): () => number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return () => {
    hash = (hash + 0x9e3779b9) | 0
    let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
    return (mixed ^ (mixed >>> 16)) | 0
  }
}
