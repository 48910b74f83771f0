// Reads photos and pictures: size, origin and a thumbnail. What is on them is left to later analysers.
import sharp from 'sharp'
import type { Metadata, SharpOptions } from 'sharp'
import { NO_FACTS } from '../../domain/media.ts'
import { NO_ORIGIN, photoOrigin } from './exif.ts'
import type { MediaReader, MediaReading } from './media-reader.ts'

const THUMBNAIL_PX = 320
/** More than the largest phone cameras' 108 megapixels; a forged header asks for billions. */
const MAX_PIXELS = 120_000_000
const DECODE_LIMIT_S = 15

// Photos are read once: a cache of decoded pixels would only hold memory.
sharp.cache(false)
sharp.concurrency(1)

const open = (bytes: Uint8Array, options: SharpOptions = {}) =>
  sharp(bytes, { limitInputPixels: MAX_PIXELS, autoOrient: true, ...options })

const thumbnail = async (bytes: Uint8Array, failOn: 'none' | 'truncated'): Promise<Uint8Array> =>
  open(bytes, { failOn })
    .timeout({ seconds: DECODE_LIMIT_S })
    .resize({ width: THUMBNAIL_PX, height: THUMBNAIL_PX, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 80 })
    .toBuffer()

const problemOf = (error: unknown): string => {
  const message = error instanceof Error ? error.message : ''
  if (/pixel limit|too large|channel limit/i.test(message)) return 'too-large-to-decode'
  if (/timeout/i.test(message)) return 'timed-out'
  if (/unsupported image format|compression format has not been built in|no decod/i.test(message))
    return 'not-decodable'
  return 'damaged'
}

export const imageReader: MediaReader = {
  id: 'image',
  version: '1',
  kinds: ['image'],
  maxBytes: 128 * 1024 * 1024,
  limitMs: 25_000,

  async read(file): Promise<MediaReading> {
    const bytes = await file.bytes()
    let metadata: Metadata
    try {
      metadata = await open(bytes, { failOn: 'none' }).metadata()
    } catch (error) {
      return { facts: { ...NO_FACTS, problem: problemOf(error) }, thumbnail: null }
    }
    const facts = {
      ...NO_FACTS,
      ...NO_ORIGIN,
      ...(await photoOrigin(metadata.exif)),
      width: metadata.autoOrient.width,
      height: metadata.autoOrient.height,
    }
    try {
      return { facts, thumbnail: await thumbnail(bytes, 'truncated') }
    } catch (error) {
      const problem = problemOf(error)
      // Of a photo that broke off midway the upper part is still worth showing.
      const rest = problem === 'damaged' ? await thumbnail(bytes, 'none').catch(() => null) : null
      return { facts: { ...facts, problem }, thumbnail: rest }
    }
  },
}
