// Samplers that make tokens less (or more) welcome for what has been written already, or because somebody said so.
import type { Logits } from './distribution.ts'

export interface RepetitionPenalties {
  /** Divides positive logits and multiplies negative ones (Keskar et al. 2019). 1 is off. */
  readonly repetition: number
  /** Subtracted once for every occurrence. 0 is off. */
  readonly frequency: number
  /** Subtracted once from every token that occurred. 0 is off. */
  readonly presence: number
}

/** Where a token's logit stands; none where it is out. */
export type PlaceOf = (token: number) => number

const asNumbered: PlaceOf = (token) => token

/** @param recent the last tokens, oldest first */
export function penalize(
  logits: Logits,
  recent: readonly number[],
  penalties: RepetitionPenalties,
  placeOf: PlaceOf = asNumbered,
): Logits {
  const { repetition, frequency, presence } = penalties
  if (recent.length === 0 || (repetition === 1 && frequency === 0 && presence === 0)) return logits
  const counts = new Map<number, number>()
  for (const token of recent) counts.set(token, (counts.get(token) ?? 0) + 1)
  const changed = logits.slice()
  for (const [token, count] of counts) {
    const place = placeOf(token)
    const logit = changed[place]
    if (logit === undefined) continue
    changed[place] = (logit <= 0 ? logit * repetition : logit / repetition) - count * frequency - presence
  }
  return changed
}

/** Tokens across which no repetition is followed. */
export type Breakers = Pick<ReadonlySet<number>, 'has'>

export interface DrySettings {
  /** 0 is off. */
  readonly multiplier: number
  readonly base: number
  /** Repetitions up to this length are free. */
  readonly allowedLength: number
  /** Tokens across which no repetition is followed: ends of sentences, quotation marks. */
  readonly breakers?: Breakers
}

/**
 * DRY (p-e-w 2024): a token that would prolong a repetition of n tokens loses multiplier · base^(n − allowedLength).
 * @param recent the last tokens, oldest first
 */
export function dry(
  logits: Logits,
  recent: readonly number[],
  settings: DrySettings,
  placeOf: PlaceOf = asNumbered,
): Logits {
  const { multiplier, base, allowedLength, breakers } = settings
  if (multiplier <= 0 || recent.length === 0) return logits
  const matches = suffixMatches(recent, breakers, allowedLength)
  if (matches === null) return logits
  // The longest repetition that each next token would prolong.
  const longest = new Map<number, number>()
  matches.forEach((length, end) => {
    const next = recent[end + 1]
    if (next !== undefined && length >= allowedLength)
      longest.set(next, Math.max(longest.get(next) ?? 0, length))
  })
  const changed = logits.slice()
  for (const [token, length] of longest) {
    const place = placeOf(token)
    if (place >= 0 && place < changed.length && breakers?.has(token) !== true)
      changed[place] -= multiplier * base ** Math.min(length - allowedLength, 100)
  }
  return changed
}

/**
 * For every position, how many tokens ending there equal the tokens at the end of the text (Z function, reversed); null where
 * none can be as many as `least`.
 */
function suffixMatches(
  recent: readonly number[],
  breakers: Breakers | undefined,
  least: number,
): Int32Array | null {
  const n = recent.length
  const at = (i: number) => recent[n - 1 - i]
  let limit = 0
  while (limit < n && breakers?.has(at(limit)) !== true) limit++
  if (limit < least) return null
  const z = new Int32Array(n)
  for (let i = 1, left = 0, right = 0; i < n; i++) {
    let length = i < right ? Math.min(right - i, z[i - left]) : 0
    while (i + length < n && at(length) === at(i + length)) length++
    z[i] = length
    if (i + length > right) {
      left = i
      right = i + length
    }
  }
  return z.map((length) => Math.min(length, limit)).reverse()
}

/** Adds to single tokens' logits; −∞ forbids. */
export function logitBias(
  logits: Logits,
  bias: ReadonlyMap<number, number>,
  placeOf: PlaceOf = asNumbered,
): Logits {
  if (bias.size === 0) return logits
  const changed = logits.slice()
  for (const [token, amount] of bias) {
    const place = placeOf(token)
    if (place >= 0 && place < changed.length) changed[place] += amount
  }
  return changed
}
