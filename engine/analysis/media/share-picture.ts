// A picture as it may be given away: without its data, and with faces made unrecognisable where that is asked for.
import sharp, { type Sharp } from 'sharp'
import type { Box } from '../../domain/media-finding.ts'
import { stripMetadata } from './strip-metadata.ts'

/** What a face is blurred over: a little more than its box, and coarser than anything that tells people apart. */
const MARGIN = 0.2
const BLOCKS = 8
const MAX_PIXELS = 200_000_000

const open = (bytes: Uint8Array): Sharp => sharp(bytes, { limitInputPixels: MAX_PIXELS }).rotate()

const within = (value: number, most: number): number => Math.max(0, Math.min(most, Math.round(value)))

/** Each face as a few large squares: unlike a soft blur, nothing of it can be computed back. */
const withoutFaces = async (bytes: Uint8Array, faces: readonly Box[]): Promise<Uint8Array<ArrayBuffer>> => {
  const { data, info } = await open(bytes).toBuffer({ resolveWithObject: true })
  const patches = await Promise.all(
    faces.map(async ({ x, y, width, height }) => {
      const left = within((x - width * MARGIN) * info.width, info.width - 1)
      const top = within((y - height * MARGIN) * info.height, info.height - 1)
      const right = within((x + width * (1 + MARGIN)) * info.width, info.width)
      const bottom = within((y + height * (1 + MARGIN)) * info.height, info.height)
      const [wide, high] = [Math.max(1, right - left), Math.max(1, bottom - top)]
      const coarse = await sharp(data)
        .extract({ left, top, width: wide, height: high })
        .resize(BLOCKS, BLOCKS, { fit: 'fill' })
        .png()
        .toBuffer()
      const input = await sharp(coarse)
        .resize(wide, high, { fit: 'fill', kernel: 'nearest' })
        .png()
        .toBuffer()
      return { input, left, top }
    }),
  )
  return new Uint8Array(await sharp(data).composite(patches).toBuffer())
}

/** Null where the picture cannot be read: then it is not given away. @param faces as fractions of the picture as seen */
export const sharePicture = async (
  bytes: Uint8Array,
  faces: readonly Box[] = [],
): Promise<Uint8Array<ArrayBuffer> | null> => {
  try {
    if (faces.length > 0) return await withoutFaces(bytes, faces)
    // What is in no known form is drawn anew: nothing but what is seen comes along.
    return stripMetadata(bytes) ?? new Uint8Array(await open(bytes).png().toBuffer())
  } catch {
    return null
  }
}
