// What is learnt from preferences: direct preference optimisation (Rafailov et al. 2023, arXiv 2305.18290) with the likelihood of what
// was liked beside it (Pang et al. 2024, arXiv 2404.19733), so that liking one more never makes both improbable; and what keeps the
// model where it was on text that nobody judged.
import * as tf from '@tensorflow/tfjs-core'

/** Log-probabilities of whole passages, summed over their tokens; [pairs] each. */
export interface PairLikelihoods {
  readonly better: tf.Tensor1D
  readonly worse: tf.Tensor1D
  /** The same under the model as it was before. */
  readonly betterBefore: tf.Tensor1D
  readonly worseBefore: tf.Tensor1D
  /** Tokens of what was liked. */
  readonly betterTokens: tf.Tensor1D
  /** How much a pair says; 0 where nothing was worse. */
  readonly weight: tf.Tensor1D
}

export interface PreferenceSettings {
  /** How far the model may be drawn from what it was: the paper's beta. */
  readonly beta: number
  /** Of the likelihood of what was liked, nats a token. */
  readonly alpha: number
  /** Of moving away from how the prompts were read. */
  readonly gamma: number
}

export const PREFERENCE_DEFAULTS = { beta: 0.1, alpha: 1, gamma: 4 } as const satisfies PreferenceSettings

/** −log σ(β · margin), weighted and averaged over the pairs, plus α · the mean loss a token of what was liked. */
export const preferenceLoss = (
  { better, worse, betterBefore, worseBefore, betterTokens, weight }: PairLikelihoods,
  { beta, alpha }: Pick<PreferenceSettings, 'beta' | 'alpha'>,
): tf.Scalar => {
  const margin = tf.sub(tf.sub(better, betterBefore), tf.sub(worse, worseBefore))
  const wrong = tf.softplus(tf.mul(margin, tf.scalar(-beta)))
  const preferring = tf.mean(tf.mul(weight, wrong))
  const liking = tf.neg(tf.div(tf.sum(better), tf.sum(betterTokens)))
  return tf.add(preferring, tf.mul(liking, tf.scalar(alpha)))
}

/**
 * Half the squared difference of log-probabilities a token where `mask` is 1: near the divergence of the two models from each other
 * (Schulman 2020, estimator k2), zero and flat where nothing has moved. All [time, rows].
 */
export const driftLoss = (now: tf.Tensor2D, before: tf.Tensor2D, mask: tf.Tensor2D): tf.Scalar => {
  const moved = tf.mul(mask, tf.square(tf.sub(now, before)))
  return tf.div(tf.sum(moved), tf.add(tf.mul(tf.sum(mask), tf.scalar(2)), tf.scalar(1e-6)))
}

/** preferenceLoss in plain numbers, of pairs that are not learnt from. */
export const lossOfPairs = (
  pairs: readonly {
    readonly better: number
    readonly worse: number
    readonly betterBefore: number
    readonly worseBefore: number
    readonly betterTokens: number
    readonly weight: number
  }[],
  { beta, alpha }: Pick<PreferenceSettings, 'beta' | 'alpha'>,
): number => {
  const sum = (each: (pair: (typeof pairs)[number]) => number): number =>
    pairs.reduce((total, pair) => total + each(pair), 0)
  const preferring = sum(({ better, worse, betterBefore, worseBefore, weight }) => {
    const margin = better - betterBefore - (worse - worseBefore)
    return weight * Math.log1p(Math.exp(-beta * margin))
  })
  const liking = -sum(({ better }) => better) / sum(({ betterTokens }) => betterTokens)
  return preferring / pairs.length + alpha * liking
}
