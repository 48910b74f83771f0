// How well names were guessed: accuracy, and recall of each class, whose plain mean counts rare classes as much as common ones.

export interface Guess {
  readonly truth: string
  readonly guess: string
}

export interface ClassScores {
  readonly count: number
  readonly accuracy: number
  /** Unweighted average recall. */
  readonly uar: number
  readonly perClass: Readonly<Record<string, { readonly count: number; readonly recall: number }>>
  /** truth → guess → how often. */
  readonly confusion: Readonly<Record<string, Readonly<Record<string, number>>>>
}

const round = (value: number): number => Math.round(value * 10_000) / 10_000

export const classScores = (guesses: readonly Guess[]): ClassScores => {
  const classes = [...Map.groupBy(guesses, ({ truth }) => truth)].sort(([a], [b]) => a.localeCompare(b))
  const rightOf = (group: readonly Guess[]): number =>
    group.filter(({ truth, guess }) => truth === guess).length
  const perClass = Object.fromEntries(
    classes.map(([name, group]) => [
      name,
      { count: group.length, recall: round(rightOf(group) / group.length) },
    ]),
  )
  const confusion = Object.fromEntries(
    classes.map(([name, group]) => [
      name,
      Object.fromEntries(
        [...Map.groupBy(group, ({ guess }) => guess)].map(([guess, all]) => [guess, all.length]),
      ),
    ]),
  )
  const recalls = classes.map(([, group]) => rightOf(group) / group.length)
  return {
    count: guesses.length,
    accuracy: round(rightOf(guesses) / (guesses.length || 1)),
    uar: round(recalls.reduce((sum, recall) => sum + recall, 0) / (recalls.length || 1)),
    perClass,
    confusion,
  }
}
