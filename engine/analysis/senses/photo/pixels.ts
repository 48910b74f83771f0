// Cuts, turns and scales parts of a decoded picture into the numbers that networks look at.
import type { Picture } from '../sense-file.ts'

/** How a byte of red, green or blue becomes a number: (byte − mean) · scale. */
export interface Scaling {
  readonly mean: readonly [number, number, number]
  readonly scale: readonly [number, number, number]
  /** Channels as blue, green, red. */
  readonly bgr?: boolean
}

export interface Point {
  readonly x: number
  readonly y: number
}

/**
 * Samples a parallelogram of the picture bilinearly: `origin` is its upper left corner, `across` and `down` its sides, in
 * pixels. Outside the picture is black.
 * @returns [3, height, width]
 */
export const sampleArea = (
  { width: sourceWidth, height: sourceHeight, pixels }: Picture,
  area: { readonly origin: Point; readonly across: Point; readonly down: Point },
  size: { readonly width: number; readonly height: number },
  { mean, scale, bgr }: Scaling,
): Float32Array => {
  const { width, height } = size
  const { origin, across, down } = area
  const out = new Float32Array(3 * width * height)
  const plane = width * height
  const channel = (x: number, y: number, c: number): number =>
    x < 0 || y < 0 || x >= sourceWidth || y >= sourceHeight ? 0 : pixels[(y * sourceWidth + x) * 3 + c]
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const u = (column + 0.5) / width
      const v = (row + 0.5) / height
      const x = origin.x + across.x * u + down.x * v - 0.5
      const y = origin.y + across.y * u + down.y * v - 0.5
      const [x0, y0] = [Math.floor(x), Math.floor(y)]
      const [fx, fy] = [x - x0, y - y0]
      for (let c = 0; c < 3; c++) {
        const top = channel(x0, y0, c) * (1 - fx) + channel(x0 + 1, y0, c) * fx
        const bottom = channel(x0, y0 + 1, c) * (1 - fx) + channel(x0 + 1, y0 + 1, c) * fx
        const value = top * (1 - fy) + bottom * fy
        const to = bgr ? 2 - c : c
        out[to * plane + row * width + column] = (value - mean[c]) * scale[c]
      }
    }
  }
  return out
}

/** Scales the whole picture down by averaging areas: nothing small flickers. [3, height, width] */
export const shrinkPicture = (
  picture: Picture,
  size: { readonly width: number; readonly height: number },
  scaling: Scaling,
): Float32Array => {
  let current = picture
  // Halves while more than half too large, so that bilinear sampling afterwards misses nothing.
  while (current.width >= 2 * size.width && current.height >= 2 * size.height) current = halve(current)
  return sampleArea(
    current,
    { origin: { x: 0, y: 0 }, across: { x: current.width, y: 0 }, down: { x: 0, y: current.height } },
    size,
    scaling,
  )
}

const halve = ({ width, height, pixels }: Picture): Picture => {
  const [w, h] = [width >> 1, height >> 1]
  const out = new Uint8Array(w * h * 3)
  for (let y = 0; y < h; y++)
    for (let x = 0; x < w; x++)
      for (let c = 0; c < 3; c++) {
        const at = (2 * y * width + 2 * x) * 3 + c
        const below = at + width * 3
        out[(y * w + x) * 3 + c] = (pixels[at] + pixels[at + 3] + pixels[below] + pixels[below + 3] + 2) >> 2
      }
  return { width: w, height: h, pixels: out }
}
