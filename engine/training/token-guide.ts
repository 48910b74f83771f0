// Steers one text while it is written: reweighs the next token's logits by what each would do to the feeling so far.
import { FEELING_CHANNELS, type FeelingChannel, type TokenFeelings } from './token-feelings.ts'

/** Where a text should go, each on the channel's own scale: emotions, arousal, dominance 0 … 1, valence −1 … 1. */
export type FeelingWish = Readonly<Partial<Record<FeelingChannel, number>>>

/** Tokens so many nats behind the likeliest are left alone: guidance chooses among what could stand there anyway. */
const PLAUSIBLE_NATS = 7
/** Nats for a token one deviation strong while the text is one deviation off, at strength 1. */
const NATS = 0.03
/** The most that one token is moved, either way, at strength 1. */
const MOST_NATS = 1.5
/** A wish further off than this pulls no harder. */
const FARTHEST = 2.5
/** A text shorter than this many tokens has not shown its feeling yet. */
const PATIENCE = 24

interface Aim {
  readonly channel: number
  /** In deviations from the mean of all texts. */
  readonly wanted: number
  sum: number
}

/** One text being written; `push` every token that was chosen. */
export class TokenGuide {
  readonly #feelings: TokenFeelings
  readonly #strength: number
  readonly #aims: readonly Aim[]
  #written = 0

  constructor(feelings: TokenFeelings, wish: FeelingWish, strength: number) {
    this.#feelings = feelings
    this.#strength = strength
    this.#aims = FEELING_CHANNELS.flatMap((name, channel) => {
      const value = wish[name]
      const deviation = feelings.deviations[channel]
      return value === undefined || deviation < 1e-6
        ? []
        : [{ channel, wanted: (value - feelings.means[channel]) / deviation, sum: 0 }]
    })
  }

  /** In place. */
  adjust(logits: Float64Array): void {
    if (this.#aims.length === 0 || this.#strength === 0) return
    const { weights } = this.#feelings
    let best = -Infinity
    for (const logit of logits) if (logit > best) best = logit
    const pulls = this.#aims.map(({ channel, wanted, sum }) => {
      const off = wanted - sum / (this.#written + PATIENCE)
      const pull = Math.max(-FARTHEST, Math.min(FARTHEST, off)) * NATS
      return { channel, pull: pull / Math.sqrt(this.#aims.length) }
    })
    const width = FEELING_CHANNELS.length
    for (let token = 0; token < logits.length; token++) {
      if (logits[token] < best - PLAUSIBLE_NATS) continue
      let nats = 0
      for (const { channel, pull } of pulls) nats += pull * weights[token * width + channel]
      logits[token] += this.#strength * Math.max(-MOST_NATS, Math.min(MOST_NATS, nats))
    }
  }

  /** Takes a token back that was pushed. */
  forget(token: number): void {
    this.#written--
    for (const aim of this.#aims)
      aim.sum -= this.#feelings.weights[token * FEELING_CHANNELS.length + aim.channel]
  }

  push(token: number): void {
    this.#written++
    for (const aim of this.#aims)
      aim.sum += this.#feelings.weights[token * FEELING_CHANNELS.length + aim.channel]
  }
}
