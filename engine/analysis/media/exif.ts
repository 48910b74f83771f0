// When, where and with what a photo was taken, from its EXIF block. Leaves the picture itself to the image reader.
import exifr from 'exifr'

export interface PhotoOrigin {
  /** Milliseconds since the epoch. */
  readonly takenAt: number | null
  readonly latitude: number | null
  readonly longitude: number | null
  readonly camera: string | null
}

export const NO_ORIGIN: PhotoOrigin = { takenAt: null, latitude: null, longitude: null, camera: null }

/** EXIF 2.32 writes local time as YYYY:MM:DD HH:MM:SS and, since 2.31, the offset from UTC beside it. */
const toTime = (stamp: unknown, offset: unknown): number | null => {
  const match =
    typeof stamp === 'string' ? /^(\d{4}):(\d\d):(\d\d)[ T](\d\d):(\d\d):(\d\d)/.exec(stamp) : null
  if (!match) return null
  const [, year, month, day, hour, minute, second] = match
  const zone = typeof offset === 'string' && /^[+-]\d\d:\d\d$/.test(offset.trim()) ? offset.trim() : ''
  // Without an offset the photo's clock is taken to be this machine's: the writer's own time zone.
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`)
  return Number.isFinite(time) ? time : null
}

const toPlace = (latitude: unknown, longitude: unknown): Pick<PhotoOrigin, 'latitude' | 'longitude'> => {
  const known =
    typeof latitude === 'number' &&
    typeof longitude === 'number' &&
    Math.abs(latitude) <= 90 &&
    Math.abs(longitude) <= 180 &&
    // Cameras without a fix write zeros.
    (latitude !== 0 || longitude !== 0)
  return known ? { latitude, longitude } : { latitude: null, longitude: null }
}

/** Cameras pad their names with NULs. */
const clean = (value: unknown): string =>
  typeof value === 'string'
    ? value
        .replaceAll(/\p{Cc}/gv, ' ')
        .trim()
        .slice(0, 100)
    : ''

const toCamera = (make: unknown, model: unknown): string | null => {
  const maker = clean(make)
  const name = clean(model)
  // "Canon" + "Canon EOS 5D" is said once.
  const joined = name.toLowerCase().startsWith(maker.toLowerCase()) ? name : `${maker} ${name}`.trim()
  return joined === '' ? null : joined
}

/**
 * @param block the EXIF block as image libraries hand it out, with or without its `Exif\0\0` mark.
 * @returns what could be read; a damaged block is the same as none.
 */
export const photoOrigin = async (block: Uint8Array | undefined): Promise<PhotoOrigin> => {
  if (!block) return NO_ORIGIN
  const marked = block.length > 6 && new TextDecoder('latin1').decode(block.subarray(0, 4)) === 'Exif'
  try {
    const tags = (await exifr.parse(marked ? block.subarray(6) : block, {
      reviveValues: false,
      translateValues: false,
      gps: true,
    })) as Record<string, unknown> | undefined
    if (!tags) return NO_ORIGIN
    return {
      takenAt:
        toTime(tags['DateTimeOriginal'], tags['OffsetTimeOriginal']) ??
        toTime(tags['CreateDate'], tags['OffsetTimeDigitized']),
      ...toPlace(tags['latitude'], tags['longitude']),
      camera: toCamera(tags['Make'], tags['Model']),
    }
  } catch {
    return NO_ORIGIN
  }
}
