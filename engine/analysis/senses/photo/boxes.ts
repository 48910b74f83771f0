// Boxes that networks propose: how much two of them share, and which are kept of those that mean the same thing.
import type { Box } from '../../../domain/media-finding.ts'

const areaOf = ({ width, height }: Box): number => width * height

const sharedArea = (one: Box, two: Box): number => {
  const width = Math.min(one.x + one.width, two.x + two.width) - Math.max(one.x, two.x)
  const height = Math.min(one.y + one.height, two.y + two.height) - Math.max(one.y, two.y)
  return Math.max(0, width) * Math.max(0, height)
}

/** What two boxes share of both together, 0 … 1. */
export const overlap = (one: Box, two: Box): number => {
  const shared = sharedArea(one, two)
  return shared === 0 ? 0 : shared / (areaOf(one) + areaOf(two) - shared)
}

/** What two boxes share of the smaller, 0 … 1: 1 where one lies in the other. */
export const nesting = (one: Box, two: Box): number => {
  const shared = sharedArea(one, two)
  return shared === 0 ? 0 : shared / Math.min(areaOf(one), areaOf(two))
}

/** Non-maximum suppression: the surest of each heap, surest first. */
export const keepSurest = <Found extends { readonly confidence: number }>(
  found: readonly Found[],
  most: number,
  isSame: (one: Found, two: Found) => boolean,
): readonly Found[] => {
  const kept: Found[] = []
  for (const each of found.toSorted((a, b) => b.confidence - a.confidence)) {
    if (kept.length >= most) break
    if (!kept.some((other) => isSame(other, each))) kept.push(each)
  }
  return kept
}

/** Cut to the picture. */
export const inPicture = ({ x, y, width, height }: Box): Box => {
  const left = Math.min(1, Math.max(0, x))
  const top = Math.min(1, Math.max(0, y))
  return {
    x: left,
    y: top,
    width: Math.max(0, Math.min(1, x + width) - left),
    height: Math.max(0, Math.min(1, y + height) - top),
  }
}
