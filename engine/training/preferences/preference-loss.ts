// What is learnt from preferences: direct preference optimisation (Rafailov et al. 2023, arXiv 2305.18290) with the likelihood of what
// was liked beside it (Pang et al. 2024, arXiv 2404.19733), so that liking one more never makes both improbable.
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
}

export const PREFERENCE_DEFAULTS = { beta: 0.1, alpha: 1 } as const satisfies PreferenceSettings

/** −log σ(β · margin), weighted and averaged over the pairs, plus α · the mean loss a token of what was liked. */
export const preferenceLoss = (
  { better, worse, betterBefore, worseBefore, betterTokens, weight }: PairLikelihoods,
  { beta, alpha }: PreferenceSettings,
): tf.Scalar => {
  const margin = tf.sub(tf.sub(better, betterBefore), tf.sub(worse, worseBefore))
  const wrong = tf.softplus(tf.mul(margin, tf.scalar(-beta)))
  const preferring = tf.mean(tf.mul(weight, wrong))
  const liking = tf.neg(tf.div(tf.sum(better), tf.sum(betterTokens)))
  return tf.add(preferring, tf.mul(liking, tf.scalar(alpha)))
}
