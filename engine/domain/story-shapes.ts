// Named shapes to start a target from: Vonnegut's six, a steady tension, and the beats of common structures.
// Where a target lies and how it is edited is not their concern.
import type { CurvePoint } from './curve.ts'
import type { Measure } from './measure.ts'

/** A named moment of a structure: x 0 … 1 over the scope. Its words live in the locales under `key`. */
export interface ShapeBeat {
  readonly x: number
  readonly key: string
}

export interface StoryShape {
  readonly id: string
  /** Handles for valence, y −1 … 1. */
  readonly valence: readonly CurvePoint[]
  /** Handles for every other measure, y 0 … 1. */
  readonly level: readonly CurvePoint[]
  /** Empty where the shape is a curve only. */
  readonly beats: readonly ShapeBeat[]
}

const spread = (heights: readonly number[]): CurvePoint[] =>
  heights.map((y, index) => ({ x: index / (heights.length - 1), y }))

/** −1 … 1 to 0 … 1. */
const toLevel = (points: readonly CurvePoint[]): CurvePoint[] =>
  points.map(({ x, y }) => ({ x, y: Math.round(((y + 1) / 2) * 1000) / 1000 }))

/** A curve that means the same on every scale: what it is drawn for rises and falls. */
const curveShape = (id: string, heights: readonly number[]): StoryShape => {
  const valence = spread(heights)
  return { id, valence, level: toLevel(valence), beats: [] }
}

/** A row without a key shapes the curve and names no moment. */
type BeatRow = readonly [key: string | null, x: number, valence: number, level: number]

/** A structure feels one way on the valence scale and another on those of tension and arousal. */
const structure = (id: string, rows: readonly BeatRow[]): StoryShape => ({
  id,
  valence: rows.map(([, x, y]) => ({ x, y })),
  level: rows.map(([, x, , y]) => ({ x, y })),
  beats: rows.flatMap(([key, x]) => (key === null ? [] : [{ x, key }])),
})

export const STORY_SHAPES: readonly StoryShape[] = [
  curveShape('rise', [-0.5, -0.3, 0, 0.35, 0.6]),
  curveShape('fall', [0.5, 0.35, 0, -0.35, -0.6]),
  curveShape('manInHole', [0.35, 0.05, -0.55, -0.1, 0.5]),
  curveShape('icarus', [-0.35, 0.2, 0.6, 0.1, -0.55]),
  curveShape('cinderella', [-0.4, 0.3, 0.55, -0.35, 0.1, 0.65]),
  curveShape('oedipus', [0.4, -0.25, -0.5, 0.35, -0.1, -0.65]),
  {
    id: 'steadyTension',
    valence: spread([-0.25, -0.3, -0.25, -0.3, -0.25]),
    level: spread([0.6, 0.65, 0.6, 0.65, 0.6]),
    beats: [],
  },
  structure('threeAct', [
    ['setup', 0, 0.2, 0.15],
    ['incitingIncident', 0.12, -0.1, 0.35],
    ['firstTurn', 0.25, -0.25, 0.5],
    ['midpoint', 0.5, 0.3, 0.55],
    ['crisis', 0.75, -0.6, 0.75],
    ['climax', 0.88, -0.15, 0.95],
    ['resolution', 1, 0.5, 0.2],
  ]),
  structure('herosJourney', [
    ['ordinaryWorld', 0, 0.1, 0.15],
    ['call', 0.1, -0.05, 0.35],
    ['threshold', 0.25, 0.15, 0.5],
    ['trials', 0.38, -0.2, 0.6],
    ['approach', 0.48, -0.1, 0.65],
    ['ordeal', 0.56, -0.7, 0.92],
    ['reward', 0.66, 0.4, 0.4],
    ['roadBack', 0.76, 0.05, 0.6],
    ['resurrection', 0.88, -0.4, 0.95],
    ['homecoming', 1, 0.65, 0.15],
  ]),
  structure('kishotenketsu', [
    ['ki', 0, 0.1, 0.15],
    ['sho', 0.25, 0.25, 0.25],
    ['ten', 0.6, -0.2, 0.7],
    ['ketsu', 0.85, 0.2, 0.4],
    [null, 1, 0.35, 0.2],
  ]),
]

export const storyShape = (id: string): StoryShape | undefined =>
  STORY_SHAPES.find((shape) => shape.id === id)

/** The handles of a shape on the scale of a measure. */
export const shapePoints = (shape: StoryShape, measure: Measure): readonly CurvePoint[] =>
  measure === 'valence' ? shape.valence : shape.level
