// Learns byte pairs: counts of pairs kept up to date piece by piece, the most frequent found through a lazy heap.
import { pieces, type Cut } from './pieces.ts'

export interface TrainMergesOptions {
  /** 256 bytes plus the merges. */
  readonly vocabularySize: number
  /** A pair seen less often is not merged. */
  readonly minimumCount?: number
  readonly cut?: Cut
}

/** Pairs as one small integer, which maps find several times faster than a large one. */
const SHIFT = 0x8000
const encoder = new TextEncoder()

/** Merges in order of rank. Ties go to the smaller token numbers, so that training does not depend on chance. */
export function trainMerges(
  texts: Iterable<string>,
  options: TrainMergesOptions,
): (readonly [number, number])[] {
  const { vocabularySize, minimumCount = 2 } = options
  if (vocabularySize > SHIFT)
    throw new RangeError(`A tokenizer has at most ${SHIFT} tokens, not ${vocabularySize}`)
  const { words, weights } = countPieces(texts, options.cut)
  const counts = new Map<number, number>()
  /** Where a pair may stand; a word can be named twice or have lost it. A list takes a fraction of what a set would. */
  const places = new Map<number, number[]>()
  const heap = new PairHeap()
  const add = (key: number, word: number, amount: number) => {
    counts.set(key, (counts.get(key) ?? 0) + amount)
    if (amount < 0) return
    const list = places.get(key)
    if (!list) places.set(key, [word])
    else if (list.at(-1) !== word) list.push(word)
  }
  words.forEach((word, index) => {
    for (let i = 0; i + 1 < word.length; i++) add(word[i] * SHIFT + word[i + 1], index, weights[index])
  })
  for (const [key, count] of counts) heap.push(count, key)

  const merges: (readonly [number, number])[] = []
  const tokens = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte))
  const known = new Set(tokens)
  while (256 + merges.length < vocabularySize) {
    const top = heap.pop()
    if (!top) break
    const [count, key] = top
    const now = counts.get(key) ?? 0
    if (now !== count) {
      // The heap is told of falling counts only when they come up.
      if (now > 0) heap.push(now, key)
      continue
    }
    if (now < minimumCount) break
    const left = Math.floor(key / SHIFT)
    const right = key % SHIFT
    const bytes = tokens[left] + tokens[right]
    if (known.has(bytes)) {
      // Two ways to the same bytes would be two tokens for one word: the one that came first stays alone.
      counts.delete(key)
      continue
    }
    known.add(bytes)
    tokens.push(bytes)
    const token = 256 + merges.length
    merges.push([left, right])
    const raised = new Set<number>()
    for (const index of places.get(key)!) {
      const word = words[index]
      const weight = weights[index]
      const merged = mergeWord(word, left, right, token)
      if (merged.length === word.length) continue
      // Only pairs beside a new token change: of the old word those that reach into one, of the new those with one.
      for (let i = 0, at = 0, before = false; at < merged.length; at++) {
        const isNew = merged[at] === token
        if (at > 0 && (isNew || before)) {
          add(word[i - 1] * SHIFT + word[i], index, -weight)
          const pair = merged[at - 1] * SHIFT + merged[at]
          add(pair, index, weight)
          raised.add(pair)
        }
        if (isNew) add(word[i] * SHIFT + word[i + 1], index, -weight)
        before = isNew
        i += isNew ? 2 : 1
      }
      words[index] = merged
    }
    counts.delete(key)
    places.delete(key)
    for (const pair of raised) heap.push(counts.get(pair)!, pair)
  }
  return merges
}

function countPieces(
  texts: Iterable<string>,
  cut: Cut | undefined,
): { words: number[][]; weights: number[] } {
  const counts = new Map<string, number>()
  for (const text of texts)
    for (const piece of pieces(text, cut)) counts.set(piece, (counts.get(piece) ?? 0) + 1)
  const words: number[][] = []
  const weights: number[] = []
  for (const [piece, count] of counts) {
    words.push([...encoder.encode(piece)])
    weights.push(count)
  }
  return { words, weights }
}

function mergeWord(word: readonly number[], left: number, right: number, token: number): number[] {
  const merged: number[] = []
  for (let i = 0; i < word.length; i++) {
    const joins = word[i] === left && word[i + 1] === right
    merged.push(joins ? token : word[i])
    if (joins) i++
  }
  return merged
}

/** A binary heap of (count, pair): the greatest count first, then the smallest pair. */
class PairHeap {
  readonly #counts: number[] = []
  readonly #keys: number[] = []

  push(count: number, key: number): void {
    let i = this.#counts.length
    while (i > 0) {
      const parent = (i - 1) >> 1
      if (!this.#before(count, key, parent)) break
      this.#counts[i] = this.#counts[parent]!
      this.#keys[i] = this.#keys[parent]!
      i = parent
    }
    this.#counts[i] = count
    this.#keys[i] = key
  }

  pop(): readonly [number, number] | null {
    const size = this.#counts.length - 1
    if (size < 0) return null
    const top = [this.#counts[0], this.#keys[0]] as const
    const count = this.#counts.pop()!
    const key = this.#keys.pop()!
    if (size === 0) return top
    let i = 0
    for (;;) {
      let child = 2 * i + 1
      if (child >= size) break
      if (child + 1 < size && this.#before(this.#counts[child + 1], this.#keys[child + 1], child)) child++
      if (this.#before(count, key, child)) break
      this.#counts[i] = this.#counts[child]!
      this.#keys[i] = this.#keys[child]!
      i = child
    }
    this.#counts[i] = count
    this.#keys[i] = key
    return top
  }

  #before(count: number, key: number, at: number): boolean {
    return count > this.#counts[at] || (count === this.#counts[at] && key < this.#keys[at])
  }
}
