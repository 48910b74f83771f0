// What a benchmark is: a name, and a run that reports figures. Knows nothing of what is measured.

export interface Figure {
  readonly name: string
  readonly [measure: string]: string | number
}

export interface Bench {
  readonly name: string
  readonly title: string
  /** @param data the folder of the corpora, for those that can do more with it */
  run(report: (figure: Figure) => void, data?: string): Promise<void>
}

/** Milliseconds an act took, and what it gave. */
export const timed = async <T>(act: () => Promise<T>): Promise<{ value: T; ms: number }> => {
  const start = performance.now()
  const value = await act()
  return { value, ms: performance.now() - start }
}

/** The value below which `share` of the samples lie; sorts a copy. */
export const quantile = (samples: readonly number[], share: number): number => {
  const sorted = samples.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
}

export const round = (value: number, digits = 1): number => Number(value.toFixed(digits))
