// What a clip is to those who understand it: pictures and sound, whoever decoded them. What is seen and heard, others say.
import type { Picture } from '../sense-file.ts'

/** Pixels of a sample: enough to tell one scene from the next, and no more. */
export const SAMPLE_WIDTH = 48
export const SAMPLE_HEIGHT = 27

/** What a container says of a clip; null where it does not. */
export interface ClipFacts {
  readonly durationMs: number
  /** Pixels as seen. */
  readonly width: number
  readonly height: number
  readonly hasSound: boolean
  /** Milliseconds since the epoch. */
  readonly takenAt: number | null
  /** Degrees, WGS 84. */
  readonly latitude: number | null
  readonly longitude: number | null
}

/** A very small picture of a moment: [SAMPLE_HEIGHT, SAMPLE_WIDTH, 3], 8-bit sRGB. */
export interface Sample {
  readonly atMs: number
  readonly pixels: Uint8Array
}

/** Whoever decodes throws SenseProblem where it cannot. */
export interface Clip {
  readonly facts: ClipFacts
  /** In order, evenly spaced as far as the decoder can. */
  samples(): AsyncIterable<Sample>
  /** As large as analysers of pictures want it. */
  pictureAt(atMs: number): Promise<Picture>
  /** 16 kHz, one channel, −1 … 1, in blocks of any size; nothing where the clip has no sound. */
  sound(): AsyncIterable<Float32Array>
  dispose(): void
}
