// Small real files made on the spot: photos with EXIF, sounds, and files that mean harm. Used by media tests only.
import { deflateSync } from 'node:zlib'
import sharp from 'sharp'

/** A photo of two colours, left red and right blue, `width` × `height`. */
export const photo = (width = 640, height = 400) =>
  sharp({ create: { width, height, channels: 3, background: '#c03020' } }).composite([
    {
      input: { create: { width: width >> 1, height, channels: 3, background: '#2040c0' } },
      left: width >> 1,
      top: 0,
    },
  ])

/** A JPEG as a phone writes it: turned by a tag (orientation 6), with time, place and camera. */
export const phonePhoto = async (): Promise<Buffer> =>
  photo()
    .jpeg()
    .withExif({
      IFD0: { Make: 'Acme', Model: 'Acme One' },
      IFD2: { DateTimeOriginal: '2024:05:06 07:08:09', OffsetTimeOriginal: '+02:00' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '48/1 51/1 30/1',
        GPSLongitudeRef: 'W',
        GPSLongitude: '2/1 17/1 0/1',
      },
    })
    .withMetadata({ orientation: 6 })
    .toBuffer()

/** 16-bit mono PCM (RIFF WAVE): silence, then a tone as loud as `level` for the second half. */
export const wav = (seconds: number, level = 0.5, sampleRate = 8000): Buffer => {
  const samples = Math.round(seconds * sampleRate)
  const bytes = Buffer.alloc(44 + samples * 2)
  bytes.write('RIFF', 0)
  bytes.writeUInt32LE(36 + samples * 2, 4)
  bytes.write('WAVEfmt ', 8)
  bytes.writeUInt32LE(16, 16)
  bytes.writeUInt16LE(1, 20)
  bytes.writeUInt16LE(1, 22)
  bytes.writeUInt32LE(sampleRate, 24)
  bytes.writeUInt32LE(sampleRate * 2, 28)
  bytes.writeUInt16LE(2, 32)
  bytes.writeUInt16LE(16, 34)
  bytes.write('data', 36)
  bytes.writeUInt32LE(samples * 2, 40)
  for (let i = samples >> 1; i < samples; i++)
    bytes.writeInt16LE(Math.round(Math.sin(i / 3) * level * 32_767), 44 + i * 2)
  return bytes
}

const crcTable = Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  return c >>> 0
})

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  let crc = 0xffffffff
  for (const byte of body) crc = crcTable[(crc ^ byte) & 255] ^ (crc >>> 8)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const end = Buffer.alloc(4)
  end.writeUInt32BE((crc ^ 0xffffffff) >>> 0)
  return Buffer.concat([length, body, end])
}

/** A PNG of a few bytes whose valid header promises `side` × `side` pixels. */
export const pngBomb = (side = 60_000): Buffer => {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(1_000_000))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
