// Reads sounds: duration and the peaks of the waveform, decoding in a stream so that hours need little memory.
import { decodeChunked } from 'audio-decode'
import { NO_FACTS } from '../../domain/media.ts'
import { audioFormatOf, audioPieces, type AudioFormat } from './audio-format.ts'
import type { MediaFile, MediaReader, MediaReading } from './media-reader.ts'
import { Peaks } from './peaks.ts'

const WAVEFORM_POINTS = 200
const MAX_DURATION_MS = 12 * 3_600_000

const decode = async (file: MediaFile, format: AudioFormat, peaks: Peaks): Promise<string | null> => {
  try {
    for await (const { channelData, sampleRate } of decodeChunked(
      audioPieces(file.chunks(), format),
      format,
    )) {
      peaks.add(channelData, sampleRate)
      if (peaks.durationMs() > MAX_DURATION_MS) return 'too-long'
    }
    return peaks.durationMs() > 0 ? null : 'damaged'
  } catch {
    return 'damaged'
  }
}

export const audioReader: MediaReader = {
  id: 'audio',
  version: '1',
  kinds: ['audio'],
  maxBytes: 512 * 1024 * 1024,
  limitMs: 180_000,

  async read(file): Promise<MediaReading> {
    const format = audioFormatOf(file.mime)
    if (!format) return { facts: { ...NO_FACTS, problem: 'not-decodable' }, thumbnail: null }
    const peaks = new Peaks()
    const problem = await decode(file, format, peaks)
    const durationMs = peaks.durationMs()
    return {
      facts: {
        ...NO_FACTS,
        // Of a recording that broke off, what could be heard is kept.
        durationMs: durationMs > 0 ? durationMs : null,
        waveform: peaks.waveform(WAVEFORM_POINTS),
        problem,
      },
      thumbnail: null,
    }
  },
}
