// Decodes a recording piece by piece into 16 kHz, so that hours need little memory. What is heard in it, others say.
import { decodeChunked } from 'audio-decode'
import { audioFormatOf, audioPieces } from '../../media/audio-format.ts'
import { SenseProblem } from '../analyzer.ts'
import type { Clip } from '../clip/clip.ts'
import type { SenseFile } from '../sense-file.ts'
import { Resampler, SAMPLE_RATE } from './resampler.ts'

/** Progress is told after so many bytes of the file. */
const CHUNK_BYTES = 64 * 1024
/** Samples handed on at once: a minute. */
const MOST_SAMPLES = 60 * SAMPLE_RATE
/** No recorder is slower or quicker: a forged rate makes hours of a second, or nothing of an hour. */
const RATES_HZ = [1000, 1_000_000] as const
/** Longer recordings are heard up to here. */
export const MOST_SECONDS = 6 * 3600

function* chunksOf(bytes: Uint8Array, progress: (share: number) => void): Generator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += CHUNK_BYTES) {
    progress(from / bytes.length)
    yield bytes.subarray(from, from + CHUNK_BYTES)
  }
}

async function* listenToClip(clip: Clip, progress: (share: number) => void): AsyncGenerator<Float32Array> {
  const whole = (clip.facts.durationMs / 1000) * SAMPLE_RATE
  let heard = 0
  for await (const samples of clip.sound()) {
    heard += samples.length
    progress(Math.min(1, heard / whole))
    yield samples
    if (heard > MOST_SECONDS * SAMPLE_RATE) return
  }
}

/**
 * Samples −1 … 1 at 16 kHz in one channel. What was heard of a recording that breaks off stays heard.
 * SenseProblem `not-decodable` or, when nothing at all could be heard, `damaged`; a clip without
 * sound is silent instead.
 */
export async function* listen(
  file: Pick<SenseFile, 'bytes' | 'mime'> & Partial<Pick<SenseFile, 'kind' | 'clip'>>,
  progress: (share: number) => void = () => undefined,
): AsyncGenerator<Float32Array> {
  if (file.kind === 'video' && file.clip) {
    yield* listenToClip(await file.clip(), progress)
    return
  }
  const format = audioFormatOf(file.mime)
  if (format === null) throw new SenseProblem('not-decodable')
  let resampler: Resampler | null = null
  let heard = 0
  try {
    const pieces = audioPieces(chunksOf(file.bytes, progress), format)
    for await (const { channelData, sampleRate } of decodeChunked(pieces, format)) {
      if (channelData.length === 0) continue
      if (!(sampleRate >= RATES_HZ[0] && sampleRate <= RATES_HZ[1])) throw new SenseProblem('not-decodable')
      resampler ??= new Resampler(sampleRate)
      const samples = resampler.add(channelData)
      heard += samples.length
      for (let from = 0; from < samples.length; from += MOST_SAMPLES)
        yield samples.subarray(from, from + MOST_SAMPLES)
      if (heard > MOST_SECONDS * SAMPLE_RATE) return
    }
  } catch (error) {
    if (error instanceof SenseProblem) throw error
    if (heard === 0) throw new SenseProblem('damaged')
  }
  if (heard === 0) throw new SenseProblem('damaged')
}
