// Logits as all samplers see them: one number a token, −∞ for a token that is out.

export type Logits = Readonly<Float64Array>

/** Probabilities of the logits; −∞ gives 0. */
export function softmax(logits: Logits): Float64Array {
  let max = -Infinity
  for (const logit of logits) if (logit > max) max = logit
  const probabilities = new Float64Array(logits.length)
  let sum = 0
  for (let i = 0; i < logits.length; i++) sum += probabilities[i] = Math.exp(logits[i] - max)
  for (let i = 0; i < logits.length; i++) probabilities[i] /= sum
  return probabilities
}

/** Tokens that are still in, by descending score; equal scores in order of token number. */
export function ranked(scores: Logits): Uint32Array {
  const tokens: number[] = []
  for (let i = 0; i < scores.length; i++) if (scores[i] > -Infinity) tokens.push(i)
  return Uint32Array.from(tokens.sort((a, b) => scores[b] - scores[a] || a - b))
}

/** The same logits with only `tokens` left in. */
export function keepOnly(logits: Logits, tokens: Iterable<number>): Float64Array {
  const kept = new Float64Array(logits.length).fill(-Infinity)
  for (const token of tokens) kept[token] = logits[token]!
  return kept
}
