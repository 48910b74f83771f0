// The targets of the experiment: arcs of many shapes over a scene of several passages, drawn anew from a seed.
import { targetAt, type CurvePoint } from '../../domain/curve.ts'
import { Random } from '../../nn/seed.ts'

export interface Arc {
  readonly id: number
  /** The valence wanted of each passage, −1 … 1. */
  readonly targets: readonly number[]
}

const TURNS = [2, 3, 4] as const
const HEIGHT = 0.85

/** Two to four turning points at random heights, far enough apart that there is something to follow. */
const drawOne = (random: Random, passages: number): readonly number[] => {
  const turns = TURNS[random.integer(TURNS.length)]
  let isHigh = random.next() < 0.5
  const points: CurvePoint[] = Array.from({ length: turns + 1 }, (_, at) => {
    const height = HEIGHT * (0.5 + 0.5 * random.next())
    const y = isHigh ? height : -height
    isHigh = !isHigh
    return { x: at / turns, y }
  })
  return Array.from({ length: passages }, (_, at) => targetAt(points, at / (passages - 1)) ?? 0)
}

export const drawArcs = (count: number, passages: number): readonly Arc[] => {
  const random = new Random('target arcs')
  return Array.from({ length: count }, (_, id) => ({ id, targets: drawOne(random, passages) }))
}
