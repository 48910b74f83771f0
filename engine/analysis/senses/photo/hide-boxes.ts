// Makes parts of a decoded picture unrecognisable: each becomes a few large squares, of which nothing can be computed back.
import type { Box } from '../../../domain/media-finding.ts'
import type { Picture } from '../decode-picture.ts'
import { sampleOf } from '../clip/sample-of.ts'

/** A little more than the box. */
const MARGIN = 0.2
const BLOCKS = 8

const cut = ({ width, pixels }: Picture, left: number, top: number, wide: number, high: number): Picture => {
  const part = new Uint8Array(wide * high * 3)
  for (let row = 0; row < high; row++) {
    const from = ((top + row) * width + left) * 3
    part.set(pixels.subarray(from, from + wide * 3), row * wide * 3)
  }
  return { width: wide, height: high, pixels: part }
}

/** A copy. @param boxes as fractions of the picture */
export const hideBoxes = (picture: Picture, boxes: readonly Box[]): Picture => {
  const pixels = Uint8Array.from(picture.pixels)
  const { width, height } = picture
  for (const box of boxes) {
    const left = Math.max(0, Math.floor((box.x - box.width * MARGIN) * width))
    const top = Math.max(0, Math.floor((box.y - box.height * MARGIN) * height))
    const wide = Math.min(width, Math.ceil((box.x + box.width * (1 + MARGIN)) * width)) - left
    const high = Math.min(height, Math.ceil((box.y + box.height * (1 + MARGIN)) * height)) - top
    if (wide <= 0 || high <= 0) continue
    const coarse = sampleOf(cut(picture, left, top, wide, high), BLOCKS, BLOCKS)
    for (let row = 0; row < high; row++)
      for (let column = 0; column < wide; column++) {
        const block = Math.floor((row * BLOCKS) / high) * BLOCKS + Math.floor((column * BLOCKS) / wide)
        const to = ((top + row) * width + left + column) * 3
        for (let c = 0; c < 3; c++) pixels[to + c] = coarse[block * 3 + c]
      }
  }
  return { width, height, pixels }
}
