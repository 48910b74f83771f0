// Chooses tokens one after another: applies the steps in order, draws, and remembers what was written.
import type { Random } from '../seed.ts'
import { ranked, softmax, type Logits } from './distribution.ts'
import { mirostat, mirostatStart, mirostatUpdate, type MirostatSettings } from './mirostat.ts'
import { dry, logitBias, penalize, type Breakers } from './penalties.ts'
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

  /** @param steer changes the logits in place before every step; the likelihood told is still the model's own */
  next(modelLogits: ArrayLike<number>, steer?: (logits: Float64Array) => void): Choice {
    const model = new Float64Array(modelLogits)
    const usesMirostat = this.#mirostat.tau > 0
    const steered = steer ? model.slice() : model
    steer?.(steered)
    const shaped = this.shape(steered)
    const probabilities = softmax(usesMirostat ? mirostat(shaped, this.#mu) : shaped)
    const token = this.#draw(probabilities)
    this.#cuts.push(this.#mu)
    if (usesMirostat) this.#mu = mirostatUpdate(this.#mu, probabilities[token], this.#mirostat)
    this.#recent.push(token)
    // Where no step changed anything the model's own probabilities are known already.
    const own = shaped === model && !usesMirostat ? probabilities : softmax(model)
    return { token, logProbability: Math.log(own[token]) }
  }

  /** Takes the last `count` choices back; chance goes on from where it is. */
  forget(count: number): void {
    if (count === 0) return
    this.#recent.length -= count
    this.#mu = this.#cuts.at(-count)!
    this.#cuts.length -= count
  }

  /** The `count` likeliest tokens with their probabilities after all steps; draws nothing but XTC's chance. */
  alternatives(modelLogits: ArrayLike<number>, count: number): readonly Alternative[] {
    const shaped = this.shape(new Float64Array(modelLogits))
    const probabilities = softmax(shaped)
    return [...ranked(shaped).subarray(0, count)].map((token) => ({
      token,
      probability: probabilities[token],
    }))
  }

  /** The logits after every step. */
  shape(model: Logits): Logits {
    const skipsCuts = this.#mirostat.tau > 0
    return this.#settings.order
      .filter((step) => !(skipsCuts && CUTS.has(step)))
      .reduce((logits, step) => this.#apply(step, logits), model)
  }

  #apply(step: SamplingStep, logits: Logits): Logits {
    const s = this.#settings
    switch (step) {
      case 'bias':
        return logitBias(logits, this.#bias)
      case 'penalties': {
        const recent = s.penaltyWindow === 0 ? [] : this.#recent.slice(-s.penaltyWindow)
        const { repetitionPenalty: repetition, frequencyPenalty: frequency, presencePenalty: presence } = s
        return penalize(logits, recent, { repetition, frequency, presence })
      }
      case 'dry':
        return dry(logits, this.#recent.slice(-1024), {
          multiplier: s.dryMultiplier,
          base: s.dryBase,
          allowedLength: s.dryAllowedLength,
          breakers: this.#breakers,
        })
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
