// Makes a very small picture of a picture: each of its pixels is the mean of the area that it stands for.
import type { Picture } from '../decode-picture.ts'

/** [height, width, 3] */
export const sampleOf = (picture: Picture, width: number, height: number): Uint8Array => {
  const sample = new Uint8Array(width * height * 3)
  for (let row = 0; row < height; row++) {
    const top = Math.floor((row * picture.height) / height)
    const bottom = Math.max(top + 1, Math.floor(((row + 1) * picture.height) / height))
    for (let column = 0; column < width; column++) {
      const left = Math.floor((column * picture.width) / width)
      const right = Math.max(left + 1, Math.floor(((column + 1) * picture.width) / width))
      const sums = [0, 0, 0]
      for (let y = top; y < bottom; y++)
        for (let x = left; x < right; x++)
          for (let c = 0; c < 3; c++) sums[c] += picture.pixels[(y * picture.width + x) * 3 + c]
      const count = (bottom - top) * (right - left)
      for (let c = 0; c < 3; c++) sample[(row * width + column) * 3 + c] = Math.round(sums[c] / count)
    }
  }
  return sample
}
