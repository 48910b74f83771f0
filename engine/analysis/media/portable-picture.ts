// A picture in a form every reading system shows: JPEG, PNG and GIF as they are, everything else redrawn as PNG.
import sharp from 'sharp'

export interface PortablePicture {
  /** Null: those that were given. */
  readonly bytes: Uint8Array<ArrayBuffer> | null
  readonly mime: string
  /** Pixels as the file has them. */
  readonly widthPx: number
  readonly heightPx: number
}

const KEPT: Readonly<Record<string, string>> = { jpeg: 'image/jpeg', png: 'image/png', gif: 'image/gif' }
const MAX_PIXELS = 200_000_000

/** Null when the file cannot be read as a picture. */
export const portablePicture = async (bytes: Uint8Array): Promise<PortablePicture | null> => {
  try {
    const { format, width, height } = await sharp(bytes, { limitInputPixels: MAX_PIXELS }).metadata()
    const kept = KEPT[format]
    if (kept) return { bytes: null, mime: kept, widthPx: width, heightPx: height }
    const { data, info } = await sharp(bytes, { limitInputPixels: MAX_PIXELS })
      .autoOrient()
      .png()
      .toBuffer({ resolveWithObject: true })
    return { bytes: new Uint8Array(data), mime: 'image/png', widthPx: info.width, heightPx: info.height }
  } catch {
    return null
  }
}
