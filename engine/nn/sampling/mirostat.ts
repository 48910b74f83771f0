// Mirostat 2 (Basu et al. 2021, arXiv 2007.14966): holds the surprise of the text near a target by moving the cut.
import { keepOnly, ranked, softmax, type Logits } from './distribution.ts'

export interface MirostatSettings {
  /** Target surprise in bits; 0 is off. */
  readonly tau: number
  /** How fast the cut follows. */
  readonly eta: number
}

/** Where the cut starts. */
export const mirostatStart = ({ tau }: MirostatSettings): number => 2 * tau

/** Tokens with at most `mu` bits of surprise; the most probable one always stays. */
export function mirostat(logits: Logits, mu: number): Logits {
  const probabilities = softmax(logits)
  const order = ranked(logits)
  const kept = order.filter((token, rank) => rank === 0 || -Math.log2(probabilities[token]) <= mu)
  return keepOnly(logits, kept)
}

/** The next cut after a token of probability `probability` (after the cut) was chosen. */
export function mirostatUpdate(mu: number, probability: number, { tau, eta }: MirostatSettings): number {
  return mu - eta * (-Math.log2(probability) - tau)
}
