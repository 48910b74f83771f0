// Chooses tokens one after another: applies the steps in order, draws, and remembers what was written.
import type { Random } from '../seed.ts'
import {
  logProbability,
  placeOf,
  ranked,
  remaining,
  softmax,
  type Logits,
  type Remaining,
} from './distribution.ts'
import { mirostat, mirostatStart, mirostatUpdate, type MirostatSettings } from './mirostat.ts'
import { dry, logitBias, penalize, type Breakers, type PlaceOf } from './penalties.ts'
import type { SamplingSettings, SamplingStep } from './settings.ts'
import { minP, topK, topNSigma, topP, typical, xtc } from './truncation.ts'

export interface Choice {
  readonly token: number
  /** Natural logarithm, under the model itself before any sampler. */
  readonly logProbability: number
}

export interface Alternative {
  readonly token: number
  readonly probability: number
}

/** Steps that Mirostat replaces. */
const CUTS: ReadonlySet<SamplingStep> = new Set(['topNSigma', 'topK', 'typical', 'topP', 'minP', 'xtc'])

/** How far back DRY looks, in tokens. */
const DRY_WINDOW = 1024

/** Who steers sees token i at place i. */
const steered = ({ tokens, logits }: Remaining, steer: (logits: Float64Array) => void): Remaining => {
  const changed = new Float64Array((tokens.at(-1) ?? -1) + 1).fill(-Infinity)
  for (let place = 0; place < tokens.length; place++) changed[tokens[place]] = logits[place]
  steer(changed)
  return remaining(changed)
}

/** One text being written. Same seed, settings and logits give the same tokens. */
export class Sampler {
  readonly #settings: SamplingSettings
  readonly #random: Random
  readonly #recent: number[]
  readonly #bias: ReadonlyMap<number, number>
  readonly #mirostat: MirostatSettings
  readonly #breakers: Breakers
  #mu: number
  /** Mirostat's cut before each choice. */
  readonly #cuts: number[] = []

  /** @param prompt tokens before the first choice @param breakers tokens over which DRY does not look */
  constructor(
    settings: SamplingSettings,
    random: Random,
    prompt: ArrayLike<number> = [],
    breakers: Breakers = new Set(),
  ) {
    this.#settings = settings
    this.#random = random
    this.#recent = Array.from(prompt)
    this.#breakers = breakers
    this.#bias = new Map(Object.entries(settings.bias).map(([token, amount]) => [Number(token), amount]))
    this.#mirostat = { tau: settings.mirostatTau, eta: settings.mirostatEta }
    this.#mu = mirostatStart(this.#mirostat)
  }

  /** @param model what may be chosen, at least one token @param steer changes the logits in place before every step; the likelihood told is still the model's own */
  next(model: Remaining, steer?: (logits: Float64Array) => void): Choice {
    const shaped = this.#shape(steer ? steered(model, steer) : model)
    const usesMirostat = this.#mirostat.tau > 0
    const left = usesMirostat ? remaining(mirostat(shaped.logits, this.#mu), shaped.tokens) : shaped
    const probabilities = softmax(left.logits)
    const place = this.#draw(probabilities)
    const token = left.tokens[place]
    this.#cuts.push(this.#mu)
    if (usesMirostat) this.#mu = mirostatUpdate(this.#mu, probabilities[place], this.#mirostat)
    this.#recent.push(token)
    return { token, logProbability: logProbability(model.logits, placeOf(model.tokens, token)) }
  }

  /** Takes the last `count` choices back; chance goes on from where it is. */
  forget(count: number): void {
    if (count === 0) return
    this.#recent.length -= count
    this.#mu = this.#cuts.at(-count)!
    this.#cuts.length -= count
  }

  /** The `count` likeliest tokens with their probabilities after all steps; draws nothing but XTC's chance. */
  alternatives(model: Remaining, count: number): readonly Alternative[] {
    const { tokens, logits } = this.#shape(model)
    const probabilities = softmax(logits)
    return [...ranked(logits).subarray(0, count)].map((place) => ({
      token: tokens[place],
      probability: probabilities[place],
    }))
  }

  /** What is left after every step. */
  #shape(model: Remaining): Remaining {
    const skipsCuts = this.#mirostat.tau > 0
    let left = model
    for (const step of this.#settings.order) {
      if (skipsCuts && CUTS.has(step)) continue
      const logits = this.#apply(step, left)
      if (logits === left.logits) continue
      left = CUTS.has(step) ? remaining(logits, left.tokens) : { ...left, logits }
    }
    return left
  }

  #apply(step: SamplingStep, { tokens, logits }: Remaining): Logits {
    const s = this.#settings
    const place: PlaceOf = (token) => placeOf(tokens, token)
    switch (step) {
      case 'bias':
        return logitBias(logits, this.#bias, place)
      case 'penalties': {
        const recent = s.penaltyWindow === 0 ? [] : this.#recent.slice(-s.penaltyWindow)
        const { repetitionPenalty: repetition, frequencyPenalty: frequency, presencePenalty: presence } = s
        return penalize(logits, recent, { repetition, frequency, presence }, place)
      }
      case 'dry': {
        const { dryMultiplier: multiplier, dryBase: base, dryAllowedLength: allowedLength } = s
        const settings = { multiplier, base, allowedLength, breakers: this.#breakers }
        return multiplier > 0 ? dry(logits, this.#recent.slice(-DRY_WINDOW), settings, place) : logits
      }
      case 'topNSigma':
        return topNSigma(logits, s.topNSigma)
      case 'topK':
        return topK(logits, s.topK)
      case 'typical':
        return typical(logits, s.typical)
      case 'topP':
        return topP(logits, s.topP)
      case 'minP':
        return minP(logits, s.minP)
      case 'xtc':
        return xtc(logits, s.xtcProbability, s.xtcThreshold, s.xtcProbability > 0 ? this.#random.next() : 1)
      case 'temperature':
        if (s.temperature === 1) return logits
        return s.temperature > 0 ? logits.map((logit) => logit / s.temperature) : topK(logits, 1)
    }
  }

  #draw(probabilities: Readonly<Float64Array>): number {
    let left = this.#random.next()
    let last = 0
    for (let token = 0; token < probabilities.length; token++) {
      const probability = probabilities[token]
      if (probability === 0) continue
      last = token
      if ((left -= probability) < 0) break
    }
    return last
  }
}
