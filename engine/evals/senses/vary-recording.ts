// Makes other recordings of one, as if somebody else had said the same elsewhere: faster or slower and so higher or lower, another
// throat, another microphone, noise, a part of it. What is learnt from all of them is the feeling rather than the person.
import { Resampler, SAMPLE_RATE } from '../../analysis/senses/sound/resampler.ts'
import type { Colouring } from '../../analysis/senses/sound/voice/voice-frames.ts'
import type { Random } from '../../nn/seed.ts'

/** Natural logarithms. */
const MOST_SPEED = 0.2
const MOST_WARP = 0.12
const MOST_TILT_DB = 1.5
const SHORTEST_PART = 0.6
const NOISE_DB = [20, 45] as const
/** How often a part is taken, and how often noise is added. */
const OFTEN = 0.5

export interface Variation {
  readonly samples: Float32Array
  readonly colouring: Colouring
}

const atSpeed = (samples: Float32Array, speed: number): Float32Array => {
  const resampler = new Resampler(SAMPLE_RATE * speed)
  return resampler.add([samples])
}

/** @param samples of a recording, 16 kHz. */
export const varyRecording = (samples: Float32Array, random: Random): Variation => {
  const between = (low: number, high: number): number => low + (high - low) * random.next()
  let varied = atSpeed(samples, Math.exp(between(-MOST_SPEED, MOST_SPEED)))
  if (random.next() < OFTEN) {
    const length = Math.floor(varied.length * between(SHORTEST_PART, 1))
    const from = random.integer(varied.length - length + 1)
    varied = varied.slice(from, from + length)
  }
  if (random.next() < OFTEN) {
    const power = varied.reduce((sum, sample) => sum + sample ** 2, 0) / (varied.length || 1)
    const noise = Math.sqrt(power) * 10 ** (-between(...NOISE_DB) / 20)
    varied = varied.map((sample) => sample + noise * random.gaussian())
  }
  return {
    samples: varied,
    colouring: {
      warp: Math.exp(between(-MOST_WARP, MOST_WARP)),
      tilt: between(-MOST_TILT_DB, MOST_TILT_DB),
    },
  }
}
