// Puts Opus packets into an Ogg stream, a second of sound a page. Specifications: RFC 3533 (Ogg), RFC 7845 (Opus in Ogg).
import { joinBytes } from '../../text/join-bytes.ts'

/** Of every Opus stream, whatever was recorded. */
export const OPUS_RATE = 48_000
const PAGE_HEADER_BYTES = 27
const MOST_SEGMENTS = 255
const SEGMENT_BYTES = 255
const FIRST = 2
const LAST = 4
/** One stream a file: equal sounds give equal bytes. */
const SERIAL = 1
const VENDOR = 'Arcwright'

const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte << 24
  for (let bit = 0; bit < 8; bit++) sum = sum & 0x80000000 ? (sum << 1) ^ 0x04c11db7 : sum << 1
  return sum >>> 0
})

const checksum = (bytes: Uint8Array): number => {
  let sum = 0
  for (const byte of bytes) sum = ((sum << 8) ^ CRC[((sum >>> 24) ^ byte) & 255]) >>> 0
  return sum
}

const ascii = (bytes: Uint8Array, at: number, text: string): void =>
  void new TextEncoder().encodeInto(text, bytes.subarray(at))

/** RFC 7845, 5.1: the sound begins after `preSkip` samples, in which the decoder finds its way. */
const head = (channels: number, preSkip: number, recordedHz: number): Uint8Array => {
  const bytes = new Uint8Array(19)
  ascii(bytes, 0, 'OpusHead')
  const view = new DataView(bytes.buffer)
  view.setUint8(8, 1)
  view.setUint8(9, channels)
  view.setUint16(10, preSkip, true)
  view.setUint32(12, recordedHz, true)
  return bytes
}

const tags = (): Uint8Array => {
  const bytes = new Uint8Array(16 + VENDOR.length)
  ascii(bytes, 0, 'OpusTags')
  new DataView(bytes.buffer).setUint32(8, VENDOR.length, true)
  ascii(bytes, 12, VENDOR)
  return bytes
}

const segmentsOf = (packet: Uint8Array): readonly number[] => [
  ...Array<number>(Math.floor(packet.length / SEGMENT_BYTES)).fill(SEGMENT_BYTES),
  packet.length % SEGMENT_BYTES,
]

export class OggOpus {
  readonly #pages: Uint8Array[] = []
  readonly #preSkip: number
  #waiting: Uint8Array[] = []
  #segments: number[] = []
  #samples = 0

  constructor(about: { readonly channels: number; readonly preSkip: number; readonly recordedHz: number }) {
    this.#preSkip = about.preSkip
    this.#put(head(about.channels, about.preSkip, about.recordedHz))
    this.#flush(FIRST, 0)
    this.#put(tags())
    this.#flush(0, 0)
  }

  /** @param samples of the packet, at 48 kHz, a channel. */
  add(packet: Uint8Array, samples: number): void {
    const segments = segmentsOf(packet).length
    if (this.#waiting.length >= OPUS_RATE / samples || this.#segments.length + segments > MOST_SEGMENTS)
      this.#flush(0, this.#samples)
    this.#put(packet)
    this.#samples += samples
  }

  /** The file. @param samples of the sound itself: what the last packet holds beyond is not played. */
  end(samples: number): Uint8Array<ArrayBuffer> {
    this.#flush(LAST, samples + this.#preSkip)
    return joinBytes(this.#pages)
  }

  #put(packet: Uint8Array): void {
    this.#waiting.push(packet)
    this.#segments.push(...segmentsOf(packet))
  }

  #flush(flags: number, position: number): void {
    const page = new Uint8Array(
      PAGE_HEADER_BYTES + this.#segments.length + this.#waiting.reduce((sum, { length }) => sum + length, 0),
    )
    const view = new DataView(page.buffer)
    ascii(page, 0, 'OggS')
    view.setUint8(5, flags)
    view.setBigUint64(6, BigInt(position), true)
    view.setUint32(14, SERIAL, true)
    view.setUint32(18, this.#pages.length, true)
    view.setUint8(26, this.#segments.length)
    page.set(this.#segments, PAGE_HEADER_BYTES)
    let at = PAGE_HEADER_BYTES + this.#segments.length
    for (const packet of this.#waiting) {
      page.set(packet, at)
      at += packet.length
    }
    view.setUint32(22, checksum(page), true)
    this.#pages.push(page)
    this.#waiting = []
    this.#segments = []
  }
}
