// Takes out of a sound's or film's bytes what says where, when and with what it was recorded, without touching what is heard and
// seen: boxes of MP4, M4A and MOV become free space of the same size (ISO/IEC 14496-12), tags before and behind an MP3 go (ID3).

/** Boxes that hold boxes. */
const HOLDERS = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'moof', 'traf'])
/** User data, iTunes and QuickTime keys, XMP. */
const WORDS = new Set(['udta', 'meta', 'uuid'])
const FREE = [0x66, 0x72, 0x65, 0x65] as const
const DEEPEST = 8

const nameAt = (bytes: Uint8Array, at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4))

/** In place. */
const freeWords = (bytes: Uint8Array, from: number, to: number, depth: number): void => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = from; at + 8 <= to;) {
    const short = view.getUint32(at)
    const head = short === 1 ? 16 : 8
    if (short === 1 && at + 16 > to) return
    const size = short === 0 ? to - at : short === 1 ? Number(view.getBigUint64(at + 8)) : short
    if (size < head || at + size > to) return
    const name = nameAt(bytes, at + 4)
    if (WORDS.has(name)) {
      bytes.set(FREE, at + 4)
      bytes.fill(0, at + head, at + size)
    } else if (HOLDERS.has(name) && depth < DEEPEST) freeWords(bytes, at + head, at + size, depth + 1)
    // When it was made and changed: two numbers of four bytes, or of eight.
    else if (name === 'mvhd' || name === 'tkhd' || name === 'mdhd')
      bytes.fill(0, at + head + 4, at + head + 4 + (bytes[at + head] === 1 ? 16 : 8))
    at += size
  }
}

const ID3_HEAD = 10
const ID3_TAIL = 128

const withoutId3 = (bytes: Uint8Array): Uint8Array => {
  const isTagged = nameAt(bytes, 0).startsWith('ID3') && bytes.length > ID3_HEAD
  // Seven bits a byte.
  const length = bytes.subarray(6, 10).reduce((sum, byte) => sum * 128 + (byte & 127), 0)
  const size = isTagged ? ID3_HEAD + length : 0
  const end = bytes.length - ID3_TAIL
  const hasTail = end > size && nameAt(bytes, end).startsWith('TAG')
  return bytes.slice(Math.min(size, bytes.length), hasTail ? end : bytes.length)
}

/** The same recording without its data; of other forms as it is: they say little, and nobody here writes where into them. */
export const stripClipMetadata = (bytes: Uint8Array): Uint8Array => {
  if (nameAt(bytes, 4) === 'ftyp') {
    const copy = bytes.slice()
    freeWords(copy, 0, copy.length, 0)
    return copy
  }
  return nameAt(bytes, 0).startsWith('ID3') || bytes[0] === 0xff ? withoutId3(bytes) : bytes
}
