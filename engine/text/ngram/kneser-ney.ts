// An interpolated modified Kneser-Ney n-gram over token numbers (Chen & Goodman 1999): the baseline that models must beat.

interface Context {
  total: number
  /** How many successors were seen once, twice, more often. */
  readonly kinds: [number, number, number]
}

/** Discounts for counts of one, two, and more. */
type Discounts = readonly [number, number, number]

interface Level {
  /** Counts by n-gram key: true counts at the top, distinct left neighbours below. */
  readonly counts: ReadonlyMap<number, number>
  readonly contexts: ReadonlyMap<number, Context>
  readonly discounts: Discounts
}

/**
 * Probabilities are normalised over the vocabulary in every context, seen or not.
 * Orders up to three keep keys within the 53 bits of a number for vocabularies up to 131,072.
 */
export class KneserNey {
  readonly #levels: readonly Level[]
  readonly #order: number
  readonly #vocabularySize: number

  private constructor(levels: readonly Level[], order: number, vocabularySize: number) {
    this.#levels = levels
    this.#order = order
    this.#vocabularySize = vocabularySize
  }

  static train(tokens: ArrayLike<number>, options: { order?: 1 | 2 | 3; vocabularySize: number }): KneserNey {
    const { order = 3, vocabularySize } = options
    if (vocabularySize ** order >= 2 ** 53)
      throw new RangeError(`A ${order}-gram over ${vocabularySize} tokens does not fit its keys`)
    const raw: Map<number, number>[] = []
    for (let n = 1; n <= order; n++) {
      const counts = new Map<number, number>()
      for (let end = n; end <= tokens.length; end++) {
        let key = 0
        for (let i = end - n; i < end; i++) key = key * vocabularySize + tokens[i]
        counts.set(key, (counts.get(key) ?? 0) + 1)
      }
      raw.push(counts)
    }
    const levels = raw.map((counts, i) => {
      if (i === order - 1) return level(counts, vocabularySize)
      // Below the top an n-gram counts once for every token seen before it; one that only opens the text keeps its own.
      const size = vocabularySize ** (i + 1)
      const distinct = new Map<number, number>()
      for (const longer of raw[i + 1].keys())
        distinct.set(longer % size, (distinct.get(longer % size) ?? 0) + 1)
      for (const key of counts.keys()) if (!distinct.has(key)) distinct.set(key, 1)
      return level(distinct, vocabularySize)
    })
    return new KneserNey(levels, order, vocabularySize)
  }

  /** P(token | the last order − 1 tokens of `history`). */
  probability(history: ArrayLike<number>, token: number): number {
    return this.#probability(history, history.length, token)
  }

  /** Mean negative log probability in nats of tokens `from` … end, each given all before it. */
  loss(tokens: ArrayLike<number>, from = 0): number {
    let sum = 0
    for (let i = from; i < tokens.length; i++) sum -= Math.log(this.#probability(tokens, i, tokens[i]))
    return sum / Math.max(1, tokens.length - from)
  }

  /** The history is the tokens before `end`. */
  #probability(tokens: ArrayLike<number>, end: number, token: number): number {
    let probability = 1 / this.#vocabularySize
    let contextKey = 0
    let place = 1
    for (let n = 1; n <= this.#order && n - 1 <= end; n++) {
      if (n > 1) {
        contextKey += tokens[end - n + 1] * place
        place *= this.#vocabularySize
      }
      const { counts, contexts, discounts } = this.#levels[n - 1]
      const context = contexts.get(contextKey)
      // A context never seen says nothing, and no longer one can have been seen either.
      if (!context) break
      const count = counts.get(contextKey * this.#vocabularySize + token) ?? 0
      const discounted = count === 0 ? 0 : count - discounts[Math.min(count, 3) - 1]
      const held = context.kinds.reduce((sum, kind, i) => sum + kind * discounts[i], 0)
      probability = (discounted + held * probability) / context.total
    }
    return probability
  }
}

function level(counts: ReadonlyMap<number, number>, vocabularySize: number): Level {
  const contexts = new Map<number, Context>()
  const ofCount: [number, number, number, number] = [0, 0, 0, 0]
  for (const [key, count] of counts) {
    const contextKey = Math.floor(key / vocabularySize)
    let context = contexts.get(contextKey)
    if (!context) {
      context = { total: 0, kinds: [0, 0, 0] }
      contexts.set(contextKey, context)
    }
    context.total += count
    const kind = Math.min(count, 3) - 1
    context.kinds[kind] += 1
    if (count <= 4) ofCount[count - 1] += 1
  }
  return { counts, contexts, discounts: discountsFrom(ofCount) }
}

/** Chen & Goodman's estimate; where counts of counts are missing, values that are safe everywhere. */
function discountsFrom([n1, n2, n3, n4]: readonly [number, number, number, number]): Discounts {
  const y = n1 / (n1 + 2 * n2)
  const estimates = [1 - 2 * y * (n2 / n1), 2 - 3 * y * (n3 / n2), 3 - 4 * y * (n4 / n3)]
  const pick = (i: 0 | 1 | 2, fallback: number) => {
    const estimate = estimates[i]
    return Number.isFinite(estimate) && estimate > 0 && estimate <= i + 1 ? estimate : fallback
  }
  return [pick(0, 0.5), pick(1, 0.75), pick(2, 0.9)]
}
