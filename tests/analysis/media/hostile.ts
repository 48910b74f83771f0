// Sounds that mean harm or are merely odd, made on the spot: numbers that are none, rates that nobody uses, hours in a few bytes.

/** RIFF WAVE around samples that are there already. `format` 1 is PCM, 3 is floating point. */
export const wavOf = (
  data: Buffer,
  {
    sampleRate = 16_000,
    channels = 1,
    bits = 16,
    format = 1,
  }: {
    readonly sampleRate?: number
    readonly channels?: number
    readonly bits?: number
    readonly format?: number
  } = {},
): Buffer => {
  const head = Buffer.alloc(44)
  const frame = (channels * bits) >> 3
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + data.length, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(format, 20)
  head.writeUInt16LE(channels, 22)
  head.writeUInt32LE(sampleRate, 24)
  head.writeUInt32LE((sampleRate * frame) >>> 0, 28)
  head.writeUInt16LE(frame, 32)
  head.writeUInt16LE(bits, 34)
  head.write('data', 36)
  head.writeUInt32LE(data.length, 40)
  return Buffer.concat([head, data])
}

/** A tone with holes that are not numbers, endless, or beyond all loudness. */
export const notANumberWav = (seconds = 2): Buffer => {
  const data = Buffer.alloc(seconds * 16_000 * 4)
  for (let i = 0; i < seconds * 16_000; i++)
    data.writeFloatLE(
      [Math.sin(i / 12) / 2, NaN, Infinity, -Infinity, 1e30][i % 97 < 93 ? 0 : (i % 4) + 1],
      i * 4,
    )
  return wavOf(data, { bits: 32, format: 3 })
}

const crc = (bytes: Uint8Array, bits: 8 | 16, polynomial: number): number => {
  const [top, mask] = [1 << (bits - 1), (1 << bits) - 1]
  let rest = 0
  for (const byte of bytes) {
    rest ^= byte << (bits - 8)
    for (let k = 0; k < 8; k++) rest = (rest & top ? (rest << 1) ^ polynomial : rest << 1) & mask
  }
  return rest
}

/** FLAC counts its frames in the way in which UTF-8 writes characters. */
const counted = (n: number): number[] => {
  if (n < 0x80) return [n]
  if (n < 0x800) return [0xc0 | (n >> 6), 0x80 | (n & 63)]
  return [0xe0 | (n >> 12), 0x80 | ((n >> 6) & 63), 0x80 | (n & 63)]
}

const BLOCK = 65_535
const FLAC_RATE = 16_000

/** So long is the silence: it ends with a whole block. */
export const silentSeconds = (seconds: number): number =>
  (Math.ceil((seconds * FLAC_RATE) / BLOCK) * BLOCK) / FLAC_RATE

/** Silence as FLAC (RFC 9639): every block is one constant, so that four hours are some forty kilobytes. */
export const silentFlac = (seconds: number): Buffer => {
  const frames = Math.ceil((seconds * FLAC_RATE) / BLOCK)
  const head = Buffer.alloc(42)
  head.write('fLaC', 0)
  head.set([0x80, 0, 0, 34], 4)
  head.writeUInt16BE(BLOCK, 8)
  head.writeUInt16BE(BLOCK, 10)
  // 20 bits of rate, 3 of channels less one, 5 of bits less one, 36 of samples.
  head.writeBigUInt64BE(
    (BigInt(FLAC_RATE) << 44n) | (0n << 41n) | (15n << 36n) | (BigInt(frames) * BigInt(BLOCK)),
    18,
  )
  const parts: Uint8Array[] = [head]
  for (let n = 0; n < frames; n++) {
    const start = [0xff, 0xf8, 0x75, 0x08, ...counted(n), (BLOCK - 1) >> 8, (BLOCK - 1) & 255]
    const body = [...start, crc(Uint8Array.from(start), 8, 0x07), 0, 0, 0]
    const end = crc(Uint8Array.from(body), 16, 0x8005)
    parts.push(Uint8Array.from([...body, end >> 8, end & 255]))
  }
  return Buffer.concat(parts)
}
