// How much of a learnt change is used: the share that serves best on choices it was not learnt from, of those that keep what the
// model could before. Interpolating between a model and its fine-tuned self is WiSE-FT (Wortsman et al. 2022, arXiv 2109.01903).

/** All of it down to none; what forgets grows faster than the share, so that small ones are close together. */
export const SHARES = [1, 0.75, 0.5, 0.35, 0.25, 0.15, 0.08, 0] as const

/** What a share may lose where it is chosen, so that no more than 2 % is lost on text that it was not chosen by. */
export const MOST_FORGOTTEN = 0.01

/** Of prose that is nobody's: by one half the share is chosen, by the other it is judged. */
export const halfOf = (prose: readonly string[], half: 0 | 1): readonly string[] =>
  prose.filter((_, at) => at % 2 === half)

export interface MeasuredShare {
  readonly share: number
  /** What is learnt by, on choices that nothing was learnt from: smaller is better. */
  readonly loss: number
  /** How well it reads other text, 1 as before. */
  readonly kept: number
}

/** None at all forgets nothing, so there is always one. */
export const chooseShare = (measured: readonly MeasuredShare[]): MeasuredShare =>
  measured
    .filter(({ share, kept }) => share === 0 || kept >= 1 - MOST_FORGOTTEN)
    .reduce((best, each) =>
      each.loss < best.loss || (each.loss === best.loss && each.share > best.share) ? each : best,
    )
