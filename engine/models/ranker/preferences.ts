// What is liked, as weights on named features: pairwise logistic regression over choices (Bradley & Terry 1952), ridge towards
// indifference, fitted by Newton's method. Convex, so the same choices give the same bytes.
import { setImmediate as nextTurn } from 'node:timers/promises'
import * as z from 'zod'

export type Features = Readonly<Record<string, number>>

/** One was liked better than the other; `group` is the occasion, `weight` how much it says. */
export interface Pair {
  readonly group: string
  readonly better: Features
  readonly worse: Features
  readonly weight: number
}

const preferences = z.object({
  format: z.literal('arcwright-preferences'),
  version: z.literal(1),
  features: z.array(
    z.object({
      name: z.string().max(120),
      mean: z.number(),
      scale: z.number().positive(),
      weight: z.number(),
    }),
  ),
})
export type Preferences = z.infer<typeof preferences>

const SQUARE = '²'
const RIDGES = [0.3, 1, 3, 10, 30, 100] as const
const FOLDS = 5
const NEWTON_STEPS = 12
/** A feature that hardly varies tells nothing. */
const LEAST_DEVIATION = 1e-6

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x))

/** A feature's place on its own scale, or the square of that: some like the middle. */
const valueOf = ({ name, mean, scale }: Preferences['features'][number], features: Features): number => {
  const isSquare = name.endsWith(SQUARE)
  const raw = features[isSquare ? name.slice(0, -SQUARE.length) : name] ?? mean
  const value = Math.max(-4, Math.min(4, (raw - mean) / scale))
  return isSquare ? value * value - 1 : value
}

/** How much it is liked, in nats: the difference of two is the logit of preferring one. */
export const likingOf = ({ features }: Preferences, of: Features): number =>
  features.reduce((sum, feature) => sum + feature.weight * valueOf(feature, of), 0)

/** Liking as a merit: .5 is what is liked as much as the mean of all that was on offer. */
export const tasteOf = (learnt: Preferences, of: Features): number => sigmoid(likingOf(learnt, of))

/** Solves A·x = b for a symmetric positive definite A, which is overwritten (Cholesky). */
const solve = (a: Float64Array[], b: Float64Array): Float64Array => {
  const n = b.length
  for (let j = 0; j < n; j++) {
    for (let k = 0; k < j; k++) a[j][j] -= a[j][k] * a[j][k]
    a[j][j] = Math.sqrt(a[j][j])
    for (let i = j + 1; i < n; i++) {
      for (let k = 0; k < j; k++) a[i][j] -= a[i][k] * a[j][k]
      a[i][j] /= a[j][j]
    }
  }
  const x = b.slice()
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i] -= a[i][k] * x[k]
    x[i] /= a[i][i]
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i] -= a[k][i] * x[k]
    x[i] /= a[i][i]
  }
  return x
}

interface Row {
  readonly group: string
  readonly difference: Float64Array
  readonly weight: number
}

/** Weights that minimise Σ weight · log(1 + e^(−w·d)) + ridge/2 · |w|². */
const fitWeights = (rows: readonly Row[], width: number, ridge: number): Float64Array => {
  let w = new Float64Array(width)
  for (let step = 0; step < NEWTON_STEPS; step++) {
    const gradient = w.map((value) => -ridge * value)
    const hessian = Array.from({ length: width }, (_, i) => {
      const row = new Float64Array(width)
      row[i] = ridge
      return row
    })
    for (const { difference: d, weight } of rows) {
      const p = sigmoid(d.reduce((sum, value, i) => sum + w[i] * value, 0))
      const [pull, curve] = [weight * (1 - p), weight * p * (1 - p)]
      for (let i = 0; i < width; i++) {
        if (d[i] === 0) continue
        gradient[i] += pull * d[i]
        for (let j = 0; j <= i; j++) hessian[i][j] += curve * d[i] * d[j]
      }
    }
    const move = solve(hessian, gradient)
    w = w.map((value, i) => value + move[i])
    if (move.every((value) => Math.abs(value) < 1e-9)) break
  }
  return w
}

/** Negative log-likelihood of rows under the weights. */
const lossOf = (rows: readonly Row[], w: Float64Array): number =>
  rows.reduce(
    (sum, { difference, weight }) =>
      sum + weight * Math.log1p(Math.exp(-difference.reduce((dot, value, i) => dot + w[i] * value, 0))),
    0,
  )

/** The ridge under which groups that were left out are foretold best. Others have their turn between two fits. */
const chooseRidge = async (rows: readonly Row[], width: number, signal?: AbortSignal): Promise<number> => {
  const groups = [...new Set(rows.map(({ group }) => group))]
  if (groups.length < 2 * FOLDS) return RIDGES[3]
  const foldOf = new Map(groups.map((group, at) => [group, at % FOLDS]))
  const losses: number[] = []
  for (const ridge of RIDGES) {
    let loss = 0
    for (let fold = 0; fold < FOLDS; fold++) {
      await nextTurn()
      signal?.throwIfAborted()
      const isLeftOut = ({ group }: Row): boolean => foldOf.get(group) === fold
      const learnt = fitWeights(
        rows.filter((row) => !isLeftOut(row)),
        width,
        ridge,
      )
      loss += lossOf(rows.filter(isLeftOut), learnt)
    }
    losses.push(loss)
  }
  return RIDGES[losses.indexOf(Math.min(...losses))]
}

/** @param squared features of which the middle may be liked. Rejects with the signal's reason. */
export const fitPreferences = async (
  pairs: readonly Pair[],
  squared: readonly string[] = [],
  signal?: AbortSignal,
): Promise<Preferences> => {
  const texts = pairs.flatMap(({ better, worse }) => [better, worse])
  const names = [...new Set(texts.flatMap((features) => Object.keys(features)))].toSorted()
  const scaled = names.flatMap((name) => {
    const values = texts.map((features) => features[name] ?? 0)
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    const scale = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)
    return scale < LEAST_DEVIATION ? [] : [{ name, mean, scale, weight: 0 }]
  })
  const features = scaled.flatMap((feature) =>
    squared.includes(feature.name) ? [feature, { ...feature, name: feature.name + SQUARE }] : [feature],
  )
  const rows = pairs.map(({ group, better, worse, weight }) => ({
    group,
    weight,
    difference: Float64Array.from(features, (each) => valueOf(each, better) - valueOf(each, worse)),
  }))
  const weights = fitWeights(rows, features.length, await chooseRidge(rows, features.length, signal))
  return {
    format: 'arcwright-preferences',
    version: 1,
    features: features.map((feature, at) => ({ ...feature, weight: weights[at] })),
  }
}

export const toBytes = (learnt: Preferences): Uint8Array => new TextEncoder().encode(JSON.stringify(learnt))

/** Throws ZodError or SyntaxError for anything else. */
export const fromBytes = (bytes: Uint8Array): Preferences =>
  preferences.parse(JSON.parse(new TextDecoder().decode(bytes)))

/** What each feature adds to the liking by being there rather than not, for whoever writes by features. */
export const pullsOf = ({ features }: Preferences): ReadonlyMap<string, number> =>
  new Map(
    features
      .filter(({ name }) => !name.endsWith(SQUARE))
      .map(({ name, scale, weight }) => [name, weight / scale]),
  )
