// A clip that a window has decoded: small pictures at even steps and the sound, packed for the way to the analysers' process.
import { SenseProblem } from '../analyzer.ts'
import { decodePicture, type Picture } from '../decode-picture.ts'
import { SAMPLE_HEIGHT, SAMPLE_WIDTH, type Clip, type ClipFacts, type Sample } from './clip.ts'
import { sampleOf } from './sample-of.ts'

/** The type under which the pack travels. */
export const HANDED_CLIP = 'application/x-arcwright-clip'

export interface HandedClip {
  readonly durationMs: number
  readonly width: number
  readonly height: number
  /** In order: when, and how many bytes of `pictures` it is. */
  readonly frames: readonly { readonly atMs: number; readonly bytes: number }[]
  /** Pictures of any format that is understood, one after another. */
  readonly pictures: Uint8Array
  /** 16 kHz, one channel, 16-bit little-endian; null where there is none. */
  readonly sound: Uint8Array | null
}

interface Head extends Omit<HandedClip, 'pictures' | 'sound'> {
  readonly picturesBytes: number
  readonly hasSound: boolean
}

const LENGTH_BYTES = 4
const BLOCK_SAMPLES = 16_000

export const packClip = ({ pictures, sound, ...about }: HandedClip): Uint8Array => {
  const head: Head = { ...about, picturesBytes: pictures.length, hasSound: sound !== null }
  const text = new TextEncoder().encode(JSON.stringify(head))
  const packed = new Uint8Array(LENGTH_BYTES + text.length + pictures.length + (sound?.length ?? 0))
  new DataView(packed.buffer).setUint32(0, text.length, true)
  packed.set(text, LENGTH_BYTES)
  packed.set(pictures, LENGTH_BYTES + text.length)
  if (sound) packed.set(sound, LENGTH_BYTES + text.length + pictures.length)
  return packed
}

/** SenseProblem `damaged`. */
export const openHanded = (packed: Uint8Array): Clip => {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength)
  const from = LENGTH_BYTES + view.getUint32(0, true)
  const head = JSON.parse(new TextDecoder().decode(packed.subarray(LENGTH_BYTES, from))) as Head
  const ends: number[] = []
  for (const { bytes } of head.frames) ends.push((ends.at(-1) ?? from) + bytes)
  const pictureOf = (index: number): Promise<Picture> =>
    decodePicture(packed.subarray(ends[index] - head.frames[index].bytes, ends[index]))
  const facts: ClipFacts = {
    durationMs: head.durationMs,
    width: head.width,
    height: head.height,
    hasSound: head.hasSound,
    takenAt: null,
    latitude: null,
    longitude: null,
  }
  return {
    facts,

    async *samples(): AsyncGenerator<Sample> {
      for (const [index, { atMs }] of head.frames.entries())
        yield { atMs, pixels: sampleOf(await pictureOf(index), SAMPLE_WIDTH, SAMPLE_HEIGHT) }
    },

    async pictureAt(atMs) {
      const distances = head.frames.map((frame) => Math.abs(frame.atMs - atMs))
      const nearest = distances.indexOf(Math.min(...distances))
      if (nearest < 0) throw new SenseProblem('damaged')
      return pictureOf(nearest)
    },

    async *sound(): AsyncGenerator<Float32Array> {
      if (!head.hasSound) return
      const begin = from + head.picturesBytes
      const count = Math.floor((packed.length - begin) / 2)
      for (let done = 0; done < count; done += BLOCK_SAMPLES) {
        const length = Math.min(BLOCK_SAMPLES, count - done)
        yield await Promise.resolve(
          Float32Array.from({ length }, (_, i) => view.getInt16(begin + 2 * (done + i), true) / 32_768),
        )
      }
    },

    dispose: () => undefined,
  }
}
