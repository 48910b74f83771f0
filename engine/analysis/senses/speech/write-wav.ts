// Writes sound as it streams by into a WAV file, the form in which every recogniser takes it.
import { open } from 'node:fs/promises'
import { SAMPLE_RATE } from '../sound/resampler.ts'

const HEAD_BYTES = 44
const SAMPLE_BYTES = 2

/** 16-bit PCM, one channel. http://soundfile.sapp.org/doc/WaveFormat/ */
const headOf = (dataBytes: number): Uint8Array => {
  const head = new DataView(new ArrayBuffer(HEAD_BYTES))
  const text = (at: number, letters: string): void => {
    for (let i = 0; i < letters.length; i++) head.setUint8(at + i, letters.charCodeAt(i))
  }
  text(0, 'RIFF')
  head.setUint32(4, HEAD_BYTES - 8 + dataBytes, true)
  text(8, 'WAVEfmt ')
  head.setUint32(16, 16, true)
  head.setUint16(20, 1, true)
  head.setUint16(22, 1, true)
  head.setUint32(24, SAMPLE_RATE, true)
  head.setUint32(28, SAMPLE_RATE * SAMPLE_BYTES, true)
  head.setUint16(32, SAMPLE_BYTES, true)
  head.setUint16(34, 8 * SAMPLE_BYTES, true)
  text(36, 'data')
  head.setUint32(40, dataBytes, true)
  return new Uint8Array(head.buffer)
}

/** @param samples 16 kHz, −1 … 1 @returns how long it is, in milliseconds */
export const writeWav = async (path: string, samples: AsyncIterable<Float32Array>): Promise<number> => {
  const file = await open(path, 'wx', 0o600)
  let count = 0
  try {
    await file.write(headOf(0))
    for await (const block of samples) {
      const numbers = Int16Array.from(block, (sample) =>
        Math.round(Math.max(-1, Math.min(1, sample)) * 32_767),
      )
      await file.write(new Uint8Array(numbers.buffer))
      count += block.length
    }
    await file.write(headOf(count * SAMPLE_BYTES), 0, HEAD_BYTES, 0)
  } finally {
    await file.close()
  }
  return (count * 1000) / SAMPLE_RATE
}
