// Boxes that networks propose: how much two of them share, and which are kept of those that mean the same thing.
import type { Box } from '../../../domain/media-finding.ts'

const areaOf = ({ width, height }: Box): number => width * height

/** Of both together, 0 … 1. */
const overlap = (one: Box, two: Box): number => {
  const width = Math.min(one.x + one.width, two.x + two.width) - Math.max(one.x, two.x)
  const height = Math.min(one.y + one.height, two.y + two.height) - Math.max(one.y, two.y)
  if (width <= 0 || height <= 0) return 0
  const shared = width * height
  return shared / (areaOf(one) + areaOf(two) - shared)
}

/** Non-maximum suppression: the surest of each heap. @param found surest first. */
export const keepSurest = <Found extends { readonly box: Box }>(
  found: readonly Found[],
  most: number,
  sameFrom: number,
  same: (one: Found, two: Found) => boolean = () => true,
): readonly Found[] => {
  const kept: Found[] = []
  for (const each of found) {
    if (kept.length >= most) break
    if (kept.every((other) => !same(other, each) || overlap(other.box, each.box) < sameFrom)) kept.push(each)
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
