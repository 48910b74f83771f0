// Named shapes to start a target from: the six of Vonnegut's blackboard, as handles to be dragged further.
import { measureRange, type Measure, type TargetPoint } from './feelings.ts'

export const STORY_SHAPES = ['rise', 'fall', 'manInHole', 'icarus', 'cinderella', 'oedipus'] as const
export type StoryShape = (typeof STORY_SHAPES)[number]

/** Heights −1 … 1 at even steps of the story. */
const HEIGHTS: Readonly<Record<StoryShape, readonly number[]>> = {
  rise: [-0.5, -0.3, 0, 0.35, 0.6],
  fall: [0.5, 0.35, 0, -0.35, -0.6],
  manInHole: [0.35, 0.05, -0.55, -0.1, 0.5],
  icarus: [-0.35, 0.2, 0.6, 0.1, -0.55],
  cinderella: [-0.4, 0.3, 0.55, -0.35, 0.1, 0.65],
  oedipus: [0.4, -0.25, -0.5, 0.35, -0.1, -0.65],
}

/** The handles of a shape on the scale of a measure. */
export const shapePoints = (shape: StoryShape, measure: Measure): readonly TargetPoint[] => {
  const heights = HEIGHTS[shape]
  const [low, high] = measureRange(measure)
  return heights.map((height, i) => ({
    x: i / (heights.length - 1),
    y: low + ((height + 1) / 2) * (high - low),
  }))
}
