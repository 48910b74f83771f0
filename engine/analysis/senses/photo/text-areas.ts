// From a map of how likely each pixel belongs to words, to turned rectangles around lines of text (Liao et al. 2020).
import type { Point } from './pixels.ts'

/** A turned rectangle: `origin` is where reading begins, `across` runs along the line, `down` across it. */
export interface TextArea {
  readonly origin: Point
  readonly across: Point
  readonly down: Point
  readonly confidence: number
}

const LIKELY = 0.3
const LEAST_MEAN = 0.6
const LEAST_SIDE = 3
/** The map shows the middle of each line; this is how much of it was cut away (area times ratio over perimeter). */
const UNCLIP = 1.6
/** Heaps of speckles are no text. */
const MOST_AREAS = 400

interface Blob {
  readonly points: readonly Point[]
  readonly mean: number
}

/** Connected pixels above the threshold. */
const blobsOf = (map: Float32Array, width: number, height: number): readonly Blob[] => {
  const seen = new Uint8Array(map.length)
  const blobs: Blob[] = []
  const stack: number[] = []
  for (let start = 0; start < map.length && blobs.length < MOST_AREAS; start++) {
    if (seen[start] || map[start] < LIKELY) continue
    seen[start] = 1
    stack.push(start)
    const points: Point[] = []
    let sum = 0
    while (stack.length > 0) {
      const at = stack.pop()!
      const [x, y] = [at % width, Math.floor(at / width)]
      sum += map[at]
      points.push({ x, y })
      for (let dy = -1; dy <= 1; dy++)
        for (let dx = -1; dx <= 1; dx++) {
          const [nx, ny] = [x + dx, y + dy]
          if (nx < 0 || ny < 0 || nx >= width || ny >= height) continue
          const next = ny * width + nx
          if (seen[next] || map[next] < LIKELY) continue
          seen[next] = 1
          stack.push(next)
        }
    }
    blobs.push({ points, mean: sum / points.length })
  }
  return blobs
}

const cross = (o: Point, a: Point, b: Point): number => (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x)

/** Andrew's monotone chain. */
const hullOf = (points: readonly Point[]): readonly Point[] => {
  const sorted = points.toSorted((a, b) => a.x - b.x || a.y - b.y)
  const half = (all: readonly Point[]): Point[] => {
    const chain: Point[] = []
    for (const point of all) {
      while (chain.length >= 2 && cross(chain.at(-2)!, chain.at(-1)!, point) <= 0) chain.pop()
      chain.push(point)
    }
    chain.pop()
    return chain
  }
  const hull = [...half(sorted), ...half(sorted.toReversed())]
  return hull.length > 0 ? hull : sorted.slice(0, 1)
}

interface Rectangle {
  readonly centre: Point
  /** Unit vector of the first side. */
  readonly axis: Point
  readonly length: number
  readonly breadth: number
}

/** The smallest rectangle around the points: one of its sides lies along a side of their hull. */
const smallestRectangle = (points: readonly Point[]): Rectangle => {
  const hull = hullOf(points)
  let best: Rectangle | null = null
  for (let i = 0; i < hull.length; i++) {
    const next = hull[(i + 1) % hull.length]
    const size = Math.hypot(next.x - hull[i].x, next.y - hull[i].y)
    const axis =
      size > 0 ? { x: (next.x - hull[i].x) / size, y: (next.y - hull[i].y) / size } : { x: 1, y: 0 }
    let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity]
    for (const point of hull) {
      const along = point.x * axis.x + point.y * axis.y
      const beside = point.y * axis.x - point.x * axis.y
      left = Math.min(left, along)
      right = Math.max(right, along)
      top = Math.min(top, beside)
      bottom = Math.max(bottom, beside)
    }
    const [length, breadth] = [right - left + 1, bottom - top + 1]
    if (best && best.length * best.breadth <= length * breadth) continue
    const [along, beside] = [(left + right) / 2, (top + bottom) / 2]
    const centre = { x: along * axis.x - beside * axis.y + 0.5, y: along * axis.y + beside * axis.x + 0.5 }
    best = { centre, axis, length, breadth }
  }
  return best!
}

/** Lines read from left to right where they are wide, from top to bottom where they are tall. */
const toArea = ({ centre, axis, length, breadth }: Rectangle, confidence: number): TextArea => {
  const isAlong = length >= breadth
  const grown = (UNCLIP * length * breadth) / (2 * (length + breadth))
  const long = Math.max(length, breadth) + 2 * grown
  const short = Math.min(length, breadth) + 2 * grown
  let unit = isAlong ? axis : { x: -axis.y, y: axis.x }
  const isUpright = Math.abs(unit.y) > Math.abs(unit.x)
  if (isUpright ? unit.y < 0 : unit.x < 0) unit = { x: -unit.x, y: -unit.y }
  const across = { x: unit.x * long, y: unit.y * long }
  const down = { x: -unit.y * short, y: unit.x * short }
  const origin = { x: centre.x - (across.x + down.x) / 2, y: centre.y - (across.y + down.y) / 2 }
  return { origin, across, down, confidence }
}

/** @param map [height, width], 0 … 1 @returns areas in the pixels of the map. */
export const textAreas = (map: Float32Array, width: number, height: number): readonly TextArea[] =>
  blobsOf(map, width, height)
    .filter(({ mean }) => mean >= LEAST_MEAN)
    .map(({ points, mean }) => ({ rectangle: smallestRectangle(points), mean }))
    .filter(({ rectangle }) => Math.min(rectangle.length, rectangle.breadth) >= LEAST_SIDE)
    .map(({ rectangle, mean }) => toArea(rectangle, mean))
