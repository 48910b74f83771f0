// A picture in a form every reading system shows: JPEG, PNG and GIF as they are, everything else redrawn as PNG.
import sharp from 'sharp'
import type { SnapshotImage } from './book-snapshot.ts'

export interface PortableImage {
  readonly fileName: string
  readonly mime: string
  readonly bytes: Uint8Array
}

const KEPT: Readonly<Record<string, readonly [mime: string, extension: string]>> = {
  jpeg: ['image/jpeg', 'jpg'],
  png: ['image/png', 'png'],
  gif: ['image/gif', 'gif'],
}

/** Undefined when the file cannot be read as a picture; the book is made without it. */
export const toPortableImage = async (image: SnapshotImage): Promise<PortableImage | undefined> => {
  const bytes = image.read()
  const name = image.hash.slice(0, 16)
  try {
    const { format } = await sharp(bytes).metadata()
    const kept = KEPT[format]
    if (kept) return { fileName: `${name}.${kept[1]}`, mime: kept[0], bytes }
    return {
      fileName: `${name}.png`,
      mime: 'image/png',
      bytes: await sharp(bytes).autoOrient().png().toBuffer(),
    }
  } catch {
    return undefined
  }
}
