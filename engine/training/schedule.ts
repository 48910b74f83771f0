// The learning rate over a run: warm-up by steps, then down to zero by the run's progress.

/** What the rate depends on beside step and progress. */
export interface Schedule {
  readonly learningRate: number
  readonly warmupSteps: number
  /** Share of the run that keeps the highest rate before a straight line to zero; 0: a half cosine all the way. */
  readonly steadyShare: number
}

/** A last stretch from any step of a run: the rate falls in a straight line to zero, and the run ends. */
export interface Cooldown {
  readonly fromStep: number
  readonly steps: number
}

/**
 * @param step steps done
 * @param progress share of the run that is over, 0 … 1
 */
export function learningRateAt(
  step: number,
  progress: number,
  { learningRate, warmupSteps, steadyShare }: Schedule,
): number {
  const warm = warmupSteps === 0 ? 1 : Math.min(1, (step + 1) / warmupSteps)
  return learningRate * warm * leftAt(Math.min(1, progress), steadyShare)
}

const leftAt = (progress: number, steadyShare: number): number => {
  if (steadyShare === 0) return 0.5 + 0.5 * Math.cos(Math.PI * progress)
  return progress <= steadyShare ? 1 : (1 - progress) / (1 - steadyShare)
}

/** Of the rate, what a cooldown leaves; none leaves all of it. */
export const cooledTo = (step: number, cooldown: Cooldown | null): number =>
  cooldown === null ? 1 : Math.max(0, 1 - (step - cooldown.fromStep) / cooldown.steps)

/** One that was begun goes on; else it begins at this step, if it is wished. */
export const cooldownAt = (
  step: number,
  steps: number | undefined,
  begun: Cooldown | undefined,
): Cooldown | null => begun ?? (steps === undefined ? null : { fromStep: step, steps })
