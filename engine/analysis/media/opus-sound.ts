// Any sound that can be decoded as Ogg Opus, which every EPUB reader plays. Encoded by libopus as WebAssembly, piece by piece.
import { decodeChunked } from 'audio-decode'
import OpusScript from 'opusscript'
import { Resampler } from '../senses/sound/resampler.ts'
import { audioFormatOf, audioPieces } from './audio-format.ts'
import { OggOpus, OPUS_RATE } from './ogg-opus.ts'

/** 20 ms. */
const FRAME = OPUS_RATE / 50
/** How much later than the sound its packets are, with libopus' usual settings. */
const PRE_SKIP = 312
const BITS_PER_S = 64_000
const PIECE_BYTES = 64 * 1024
/** No recorder is slower or quicker. */
const RATES_HZ = [1000, 1_000_000] as const

export const OPUS_MIME = 'audio/ogg; codecs=opus'

/** One recording on its way through the encoder; channels beyond the second are left out. */
class OpusStream {
  readonly #encoder: OpusScript
  readonly #resamplers: readonly Resampler[]
  readonly #file: OggOpus
  readonly #channels: number
  #held: Float32Array[]
  #samples = 0

  constructor(channels: number, recordedHz: number) {
    this.#channels = Math.min(2, channels)
    this.#encoder = new OpusScript(OPUS_RATE, this.#channels, OpusScript.Application.AUDIO)
    this.#encoder.setBitrate(BITS_PER_S * this.#channels)
    this.#resamplers = Array.from({ length: this.#channels }, () => new Resampler(recordedHz, OPUS_RATE))
    this.#held = this.#resamplers.map(() => new Float32Array(0))
    this.#file = new OggOpus({ channels: this.#channels, preSkip: PRE_SKIP, recordedHz })
  }

  add(channels: readonly Float32Array[]): void {
    const fresh = this.#resamplers.map((resampler, i) =>
      // Some decoders find one channel less further on.
      resampler.add([channels[i] ?? channels[0]]),
    )
    this.#samples += fresh[0].length
    this.#take(fresh)
  }

  /** Silence pushes out what the filters and the encoder still hold. */
  end(): Uint8Array<ArrayBuffer> {
    const samples = this.#samples
    this.#take(this.#held.map(() => new Float32Array(FRAME + PRE_SKIP)))
    this.#encoder.delete()
    return this.#file.end(samples)
  }

  #take(fresh: readonly Float32Array[]): void {
    const all = this.#held.map((held, i) => {
      const joined = new Float32Array(held.length + fresh[i].length)
      joined.set(held)
      joined.set(fresh[i], held.length)
      return joined
    })
    const length = Math.min(...all.map((channel) => channel.length))
    const frame = Buffer.alloc(FRAME * this.#channels * 2)
    let from = 0
    for (; from + FRAME <= length; from += FRAME) {
      for (let i = 0; i < FRAME; i++)
        all.forEach((channel, c) =>
          frame.writeInt16LE(
            Math.round(Math.max(-1, Math.min(1, channel[from + i])) * 32_767),
            (i * this.#channels + c) * 2,
          ),
        )
      this.#file.add(this.#encoder.encode(frame, FRAME), FRAME)
    }
    this.#held = all.map((channel) => channel.slice(from))
  }
}

function* chunksOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += PIECE_BYTES) yield bytes.subarray(from, from + PIECE_BYTES)
}

/** Null where nothing of it can be decoded; of a recording that breaks off, what can be heard. */
export const opusSound = async (bytes: Uint8Array, mime: string): Promise<Uint8Array<ArrayBuffer> | null> => {
  const format = audioFormatOf(mime)
  if (format === null) return null
  let stream: OpusStream | null = null
  try {
    for await (const { channelData, sampleRate } of decodeChunked(
      audioPieces(chunksOf(bytes), format),
      format,
    )) {
      if (channelData.length === 0 || channelData[0].length === 0) continue
      if (!(sampleRate >= RATES_HZ[0] && sampleRate <= RATES_HZ[1])) return null
      stream ??= new OpusStream(channelData.length, sampleRate)
      stream.add(channelData)
    }
  } catch {
    // What was heard before stays.
  }
  return stream?.end() ?? null
}
