// Writes sound down as a WAV file: 16-bit PCM in one channel.

const HEADER_BYTES = 44

/** @param pieces samples −1 … 1, in order. */
export const encodeWav = (pieces: readonly Float32Array[], sampleRate: number): Blob => {
  const count = pieces.reduce((sum, piece) => sum + piece.length, 0)
  const bytes = new DataView(new ArrayBuffer(HEADER_BYTES + 2 * count))
  const word = (at: number, text: string): void => {
    for (let i = 0; i < text.length; i++) bytes.setUint8(at + i, text.charCodeAt(i))
  }
  word(0, 'RIFF')
  bytes.setUint32(4, HEADER_BYTES - 8 + 2 * count, true)
  word(8, 'WAVEfmt ')
  bytes.setUint32(16, 16, true)
  bytes.setUint16(20, 1, true)
  bytes.setUint16(22, 1, true)
  bytes.setUint32(24, sampleRate, true)
  bytes.setUint32(28, 2 * sampleRate, true)
  bytes.setUint16(32, 2, true)
  bytes.setUint16(34, 16, true)
  word(36, 'data')
  bytes.setUint32(40, 2 * count, true)
  let at = HEADER_BYTES
  for (const piece of pieces)
    for (const sample of piece) {
      bytes.setInt16(at, Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), true)
      at += 2
    }
  return new Blob([bytes])
}
