// Sounds made of formulas: tones, beats, something like a voice, noise. Used by tests of hearing only.
import { Random } from '../../../../engine/nn/seed.ts'

export const RATE = 16_000

export const soundOf = (seconds: number, at: (t: number) => number): Float32Array =>
  Float32Array.from({ length: Math.round(seconds * RATE) }, (_, i) => at(i / RATE))

export const tone =
  (hz: number, level = 0.4) =>
  (t: number) =>
    level * Math.sin(2 * Math.PI * hz * t)

export const noise = (level = 0.2): ((t: number) => number) => {
  const random = new Random(7)
  return () => level * (2 * random.next() - 1)
}

/** Chords of these notes, struck on every beat and dying away. */
export const chords =
  (beatsPerMinute: number, chordsHz: readonly (readonly number[])[]) =>
  (t: number): number => {
    const beat = (t * beatsPerMinute) / 60
    const notes = chordsHz[Math.floor(beat / 2) % chordsHz.length]
    const fade = Math.exp(-3 * (beat % 1))
    return (
      notes.reduce((sum, hz) => sum + (0.25 / notes.length) * Math.sin(2 * Math.PI * hz * t), 0) *
      (0.4 + fade)
    )
  }

/** A buzz of harmonics that comes in syllables, with pauses between phrases. */
export const voice =
  (hz: number) =>
  (t: number): number => {
    const phrase = t % 2 < 1.3 ? 1 : 0
    const syllable = Math.max(0, Math.sin(2 * Math.PI * 4 * t)) ** 0.5
    const pitch = hz * (1 + 0.1 * Math.sin(2 * Math.PI * 0.7 * t))
    let sum = 0
    for (let k = 1; k <= 12; k++) sum += Math.sin(2 * Math.PI * pitch * k * t) / k
    return 0.2 * phrase * syllable * sum
  }

/** 16-bit PCM in one channel. */
export const toWav = (samples: Float32Array, sampleRate = RATE): Buffer => {
  const bytes = Buffer.alloc(44 + samples.length * 2)
  bytes.write('RIFF', 0)
  bytes.writeUInt32LE(36 + samples.length * 2, 4)
  bytes.write('WAVEfmt ', 8)
  bytes.writeUInt32LE(16, 16)
  bytes.writeUInt16LE(1, 20)
  bytes.writeUInt16LE(1, 22)
  bytes.writeUInt32LE(sampleRate, 24)
  bytes.writeUInt32LE(sampleRate * 2, 28)
  bytes.writeUInt16LE(2, 32)
  bytes.writeUInt16LE(16, 34)
  bytes.write('data', 36)
  bytes.writeUInt32LE(samples.length * 2, 40)
  samples.forEach((sample, i) =>
    bytes.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), 44 + i * 2),
  )
  return bytes
}
