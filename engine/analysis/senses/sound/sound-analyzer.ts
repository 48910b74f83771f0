// Hears a recording as a whole: where somebody speaks, whether it is speech, music or ambience, how loud, how fast, in which
// key, and words for its mood. How a voice feels is left to the voice analyser.
import type { MoodWord, SoundCharacter, SoundFinding, SpeechFinding } from '../../../domain/media-finding.ts'
import type { MediaAnalyzer } from '../analyzer.ts'
import { Fft, hann } from './fft.ts'
import { listen } from './listen.ts'
import { SAMPLE_RATE } from './resampler.ts'
import { FrameMaker, HOP_MS, type SoundFrame } from './sound-frames.ts'
import { quietOf, speechStretches, type HeardFrame } from './speech-stretches.ts'
import { beatOf, keyOf } from './tempo-and-key.ts'

const SILENCE_DB = -60
const MOST_STRETCHES = 5000
const SHORTEST_MUSIC_MS = 6000
/** Of music the first minutes tell tempo and key. */
const TEMPO_FRAMES = 12_000
const CHROMA_FFT = 4096
const CHROMA_FROM_HZ = 110
const CHROMA_TO_HZ = 2000
const A4_HZ = 440

/** How much of each note the sound is made of, from C; adds up as blocks come. */
class Chroma {
  readonly notes = new Array<number>(12).fill(0)
  readonly #fft = new Fft(CHROMA_FFT)
  readonly #window = hann(CHROMA_FFT)
  readonly #power = new Float64Array(CHROMA_FFT / 2 + 1)
  readonly #noteOfBin = Int8Array.from({ length: CHROMA_FFT / 2 + 1 }, (_, bin) => {
    const hz = (bin * SAMPLE_RATE) / CHROMA_FFT
    if (hz < CHROMA_FROM_HZ || hz > CHROMA_TO_HZ) return -1
    return (((Math.round(12 * Math.log2(hz / A4_HZ)) + 9) % 12) + 12) % 12
  })

  add(samples: Float32Array): void {
    for (let from = 0; from + CHROMA_FFT <= samples.length; from += CHROMA_FFT) {
      this.#fft.power(samples, from, this.#window, this.#power)
      const most = this.#power.reduce((max, value) => Math.max(max, value), 1e-9)
      for (let bin = 0; bin < this.#power.length; bin++) {
        const note = this.#noteOfBin[bin]
        if (note >= 0) this.notes[note] += Math.sqrt(this.#power[bin] / most)
      }
    }
  }
}

interface Heard {
  readonly frames: readonly HeardFrame[]
  readonly rises: readonly number[]
  readonly notes: readonly number[]
  readonly centroidHz: number
  readonly flatness: number
}

const riseOf = (frame: SoundFrame, before: SoundFrame | null): number => {
  if (!before) return 0
  let rise = 0
  for (let band = 0; band < frame.mel.length; band++) rise += Math.max(0, frame.mel[band] - before.mel[band])
  return rise
}

const mean = (list: readonly number[]): number =>
  list.reduce((sum, value) => sum + value, 0) / (list.length || 1)

const characterOf = (heard: Heard, speechShare: number, beat: number, fit: number): SoundCharacter => {
  const levels = heard.frames.map(({ levelDb }) => levelDb)
  const loud = levels.filter((level) => level > SILENCE_DB)
  if (loud.length < levels.length / 50 || loud.length < 10) return 'silence'
  // Speech falls to its pauses all the time; music does not.
  const usual = mean(loud)
  const pauses = levels.filter((level) => level < usual - 9).length / levels.length
  const isTonal = heard.flatness < 0.25
  // A phrase of speech may well repeat itself and hold its pitch: for music it takes longer.
  const isLong = heard.frames.length * HOP_MS >= SHORTEST_MUSIC_MS
  const musical = (isLong && beat > 0.25 ? 1 : 0) + (fit > 0.65 ? 1 : 0) + (pauses < 0.15 ? 1 : 0)
  if (isTonal && musical >= 2 && isLong) return 'music'
  if (speechShare > 0.15 && pauses >= 0.12) return 'speech'
  return isTonal && isLong && musical >= 1 && speechShare <= 0.15 ? 'music' : 'ambience'
}

const wordsFor = (
  tempo: number | null,
  isMinor: boolean | null,
  loudnessDb: number,
  brightness: number,
): readonly MoodWord[] => {
  const isFast = tempo !== null && tempo >= 115
  const isLoud = loudnessDb > -20
  const words: MoodWord[] = []
  if (isMinor === true) words.push(isFast ? 'tense' : 'melancholy')
  if (isMinor === false) words.push(isFast ? 'cheerful' : 'tender')
  if (isFast && isLoud) words.push('driving')
  if (!isFast && !isLoud) words.push('calm')
  // The colour of the sound has no say against the key: nothing is cheerful and dark.
  if (brightness > 0.5 && isMinor !== true) words.push('bright')
  if (brightness < 0.12 && isMinor !== false) words.push('dark')
  return words
}

const describe = (heard: Heard): readonly [SpeechFinding, SoundFinding] => {
  const stretches = speechStretches(heard.frames)
  const wholeMs = heard.frames.length * HOP_MS
  const share = stretches.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0) / (wholeMs || 1)
  const beat = beatOf(heard.rises.slice(0, TEMPO_FRAMES), 1000 / HOP_MS)
  const key = keyOf(heard.notes)
  const character = characterOf(heard, share, beat?.strength ?? 0, key.fit)
  const levels = heard.frames.map(({ levelDb }) => levelDb)
  const loud = levels.filter((level) => level > Math.max(SILENCE_DB, quietOf(levels)))
  const loudnessDb = character === 'silence' ? null : Math.round(10 * mean(loud)) / 10
  const brightness = Math.round(Math.min(1, heard.centroidHz / 4000) * 100) / 100
  const isMusic = character === 'music'
  const tempo = isMusic && beat && beat.strength > 0.1 ? beat.tempo : null
  return [
    {
      aspect: 'speech',
      confidence: character === 'speech' ? 0.85 : 0.6,
      stretches: character === 'silence' || isMusic ? [] : stretches.slice(0, MOST_STRETCHES),
      share: character === 'silence' || isMusic ? 0 : Math.min(1, share),
    },
    {
      aspect: 'sound',
      confidence: character === 'silence' ? 0.98 : isMusic ? Math.max(0.5, key.fit) : 0.7,
      character,
      loudnessDb,
      tempo,
      key: isMusic && key.fit > 0.5 ? key.name : null,
      brightness,
      words: isMusic
        ? wordsFor(tempo, key.fit > 0.5 ? key.isMinor : null, loudnessDb ?? -60, brightness)
        : [],
    },
  ]
}

/** All that is kept of each 10 ms is three numbers, so that hours fit into memory. */
const hear = async (samples: AsyncIterable<Float32Array>): Promise<Heard> => {
  const maker = new FrameMaker()
  const chroma = new Chroma()
  const frames: HeardFrame[] = []
  const rises: number[] = []
  let before: SoundFrame | null = null
  let [centroid, flatness, loud] = [0, 0, 0]
  for await (const block of samples) {
    if (rises.length < TEMPO_FRAMES) chroma.add(block)
    for (const frame of maker.add(block)) {
      frames.push({ levelDb: frame.levelDb, voicing: frame.voicing })
      if (rises.length < TEMPO_FRAMES) rises.push(riseOf(frame, before))
      before = frame
      if (frame.levelDb < SILENCE_DB) continue
      centroid += frame.centroidHz
      flatness += frame.flatness
      loud++
    }
  }
  return {
    frames,
    rises,
    notes: chroma.notes,
    centroidHz: centroid / (loud || 1),
    flatness: flatness / (loud || 1),
  }
}

export const soundAnalyzer: MediaAnalyzer = {
  id: 'sound',
  version: '1',
  kinds: ['audio', 'video'],
  limitMs: 900_000,
  missing: () => null,
  async run(file, { progress }) {
    const heard = await hear(listen(file, progress))
    // A clip without sound is not silent: there is nothing to hear.
    return heard.frames.length > 0 ? describe(heard) : []
  },
}
