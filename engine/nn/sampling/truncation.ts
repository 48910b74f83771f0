// Samplers that take improbable (or, for XTC, too probable) tokens out of the choice. At least one token always stays.
import { keepOnly, leaders, ranked, softmax, type Logits } from './distribution.ts'

// Sums of probabilities carry rounding; a limit that is met but for that counts as met.
const ROUNDING = 1e-7

/** The k most probable tokens (Fan et al. 2018). 0 is off. */
export function topK(logits: Logits, k: number): Logits {
  return k <= 0 || k >= logits.length ? logits : keepOnly(logits, leaders(logits, k))
}

/** Nucleus sampling (Holtzman et al. 2020): the fewest tokens whose probabilities reach p. 1 is off. */
export function topP(logits: Logits, p: number): Logits {
  if (p >= 1) return logits
  const probabilities = softmax(logits)
  const order = ranked(logits)
  let sum = 0
  let count = 0
  while (count < order.length) {
    sum += probabilities[order[count++]]
    if (sum >= p - ROUNDING) break
  }
  return keepOnly(logits, order.subarray(0, Math.max(1, count)))
}

/** Tokens at least p times as probable as the most probable one (Nguyen et al. 2024). 0 is off. */
export function minP(logits: Logits, p: number): Logits {
  if (p <= 0) return logits
  let greatest = -Infinity
  for (const logit of logits) if (logit > greatest) greatest = logit
  const threshold = greatest + Math.log(p) - ROUNDING
  return logits.map((logit) => (logit >= threshold ? logit : -Infinity))
}

/** Locally typical sampling (Meister et al. 2023): tokens whose surprise is closest to the expected one, until p. 1 is off. */
export function typical(logits: Logits, p: number): Logits {
  if (p >= 1) return logits
  const probabilities = softmax(logits)
  const surprise = probabilities.map((probability) => -Math.log(probability))
  const entropy = probabilities.reduce((sum, q, i) => (q > 0 ? sum + q * surprise[i] : sum), 0)
  const distance = (token: number) => Math.abs(surprise[token] - entropy)
  const order = [...ranked(logits)].sort((a, b) => distance(a) - distance(b))
  let sum = 0
  const count = order.findIndex((token) => (sum += probabilities[token]) > p + ROUNDING)
  return keepOnly(logits, count < 0 ? order : order.slice(0, count + 1))
}

/** Top-nσ (Tang et al. 2024): logits within n standard deviations of the greatest. 0 is off. */
export function topNSigma(logits: Logits, n: number): Logits {
  if (n <= 0) return logits
  const left = [...ranked(logits)].map((token) => logits[token])
  const mean = left.reduce((a, b) => a + b, 0) / left.length
  const deviation = Math.sqrt(left.reduce((sum, logit) => sum + (logit - mean) ** 2, 0) / left.length)
  const threshold = Math.max(...left.slice(0, 1)) - n * deviation
  return logits.map((logit) => (logit >= threshold ? logit : -Infinity))
}

/**
 * Exclude top choices (p-e-w 2024): with this probability, all tokens above the threshold but the least of them go.
 * @param draw uniform in [0, 1)
 */
export function xtc(logits: Logits, probability: number, threshold: number, draw: number): Logits {
  if (probability <= 0 || threshold > 0.5 || draw >= probability) return logits
  const probabilities = softmax(logits)
  const order = ranked(logits)
  const above = order.filter((token) => probabilities[token] >= threshold - ROUNDING).length
  return above < 2 ? logits : keepOnly(logits, order.subarray(above - 1))
}
