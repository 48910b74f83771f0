// The learning rate over a run: warm-up by steps, then a half cosine over the run's progress.

/**
 * @param step steps done
 * @param progress share of the run that is over, 0 … 1
 */
export function learningRateAt(
  step: number,
  progress: number,
  { learningRate, warmupSteps }: { readonly learningRate: number; readonly warmupSteps: number },
): number {
  const warm = warmupSteps === 0 ? 1 : Math.min(1, (step + 1) / warmupSteps)
  return learningRate * warm * (0.5 + 0.5 * Math.cos(Math.PI * Math.min(1, progress)))
}
