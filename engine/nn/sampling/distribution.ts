// Logits as all samplers see them: one number a token, −∞ for a token that is out.

export type Logits = Readonly<Float64Array>

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
