// Decodes a picture for those who look at it: upright, plain, not too large, whatever it came as.
import sharp from 'sharp'
import { SenseProblem } from './analyzer.ts'

/** Upright, without transparency, 8-bit sRGB, rows from above: [height, width, 3]. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly pixels: Uint8Array
}

/** Text of the size of a shop sign is still legible; larger only costs time. */
const LONGEST_SIDE = 1600
/** More than the largest phone cameras' 108 megapixels; a forged header asks for billions. */
const MAX_PIXELS = 120_000_000
const DECODE_LIMIT_S = 20

sharp.cache(false)
sharp.concurrency(1)

const codeOf = (error: unknown): string => {
  const message = error instanceof Error ? error.message : ''
  if (/pixel limit|too large|channel limit/i.test(message)) return 'too-large-to-decode'
  if (/timeout/i.test(message)) return 'timed-out'
  if (/unsupported image format|has not been built in|no decod/i.test(message)) return 'not-decodable'
  return 'damaged'
}

/** Whatever colour space and depth it came in. A photo that broke off gives its upper part. SenseProblem. */
export const decodePicture = async (bytes: Uint8Array): Promise<Picture> => {
  try {
    const { data, info } = await sharp(bytes, {
      limitInputPixels: MAX_PIXELS,
      autoOrient: true,
      failOn: 'none',
    })
      .timeout({ seconds: DECODE_LIMIT_S })
      .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .removeAlpha()
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true })
    const { width, height, channels } = info
    if (channels === 3) return { width, height, pixels: data }
    const pixels = new Uint8Array(width * height * 3)
    for (let i = 0; i < width * height; i++) pixels.fill(data[i * channels], i * 3, i * 3 + 3)
    return { width, height, pixels }
  } catch (error) {
    throw new SenseProblem(codeOf(error))
  }
}
