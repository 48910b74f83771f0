// Logits as all samplers see them: one number a token, −∞ for a token that is out.

export type Logits = Readonly<Float64Array>

/** Tokens that are still in, ascending, each with its logit at the same place: no later step looks at the others. */
export interface Remaining {
  readonly tokens: Readonly<Uint32Array>
  readonly logits: Logits
}

/** @param tokens whose scores these are; absent: token i has score i */
export function remaining(scores: ArrayLike<number>, tokens?: Readonly<Uint32Array>): Remaining {
  let count = 0
  for (let i = 0; i < scores.length; i++) if (scores[i] > -Infinity) count++
  const left = { tokens: new Uint32Array(count), logits: new Float64Array(count) }
  for (let i = 0, place = 0; i < scores.length; i++) {
    if (!(scores[i] > -Infinity)) continue
    left.tokens[place] = tokens ? tokens[i] : i
    left.logits[place++] = scores[i]
  }
  return left
}

/** What is left without some tokens; the same where none of them is in. */
export function without(left: Remaining, out: Iterable<number>): Remaining {
  let logits: Float64Array | null = null
  for (const token of out) {
    const place = placeOf(left.tokens, token)
    if (place < 0) continue
    logits ??= left.logits.slice()
    logits[place] = -Infinity
  }
  return logits === null ? left : remaining(logits, left.tokens)
}

/** Where a token stands among those that are left; −1 where it is out. */
export function placeOf(tokens: Readonly<Uint32Array>, token: number): number {
  if (tokens[token] === token) return token
  let [low, high] = [0, tokens.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    if (tokens[middle] === token) return middle
    if (tokens[middle] < token) low = middle + 1
    else high = middle - 1
  }
  return -1
}

/** Natural logarithm of the probability at a place. */
export function logProbability(logits: Logits, place: number): number {
  let max = -Infinity
  for (const logit of logits) if (logit > max) max = logit
  let sum = 0
  for (const logit of logits) sum += Math.exp(logit - max)
  return logits[place] - max - Math.log(sum)
}

/** Probabilities of the logits; −∞ gives 0. */
export function softmax(logits: Logits): Float64Array {
  let max = -Infinity
  for (const logit of logits) if (logit > max) max = logit
  const probabilities = new Float64Array(logits.length)
  let sum = 0
  for (let i = 0; i < logits.length; i++)
    if (logits[i] > -Infinity) sum += probabilities[i] = Math.exp(logits[i] - max)
  for (let i = 0; i < logits.length; i++) probabilities[i] /= sum
  return probabilities
}

/** Tokens that are still in, by descending score; equal scores in order of token number. */
export function ranked(scores: Logits): Uint32Array {
  const tokens: number[] = []
  for (let i = 0; i < scores.length; i++) if (scores[i] > -Infinity) tokens.push(i)
  return Uint32Array.from(tokens.sort((a, b) => scores[b] - scores[a] || a - b))
}

/** By quickselect (Hoare 1961): in linear time, where sorting is most of a draw's. */
function kthLargest(scores: Logits, k: number): number {
  const values = scores.slice()
  const wanted = values.length - k
  for (let low = 0, high = values.length - 1; low < high;) {
    const pivot = values[(low + high) >> 1]
    let [left, right] = [low, high]
    while (left <= right) {
      while (values[left] < pivot) left++
      while (values[right] > pivot) right--
      if (left > right) break
      const swapped = values[left]
      values[left++] = values[right]
      values[right--] = swapped
    }
    if (wanted <= right) high = right
    else if (wanted >= left) low = left
    else break
  }
  return values[wanted]
}

/** The first k of `ranked`, in order of token number. */
export function leaders(scores: Logits, k: number): readonly number[] {
  const threshold = kthLargest(scores, k)
  const chosen: number[] = []
  const equal: number[] = []
  for (let i = 0; i < scores.length; i++) {
    if (scores[i] > threshold) chosen.push(i)
    else if (scores[i] === threshold && threshold > -Infinity) equal.push(i)
  }
  return [...chosen, ...equal.slice(0, k - chosen.length)]
}

/** The same logits with only `tokens` left in. */
export function keepOnly(logits: Logits, tokens: Iterable<number>): Float64Array {
  const kept = new Float64Array(logits.length).fill(-Infinity)
  for (const token of tokens) kept[token] = logits[token]!
  return kept
}
