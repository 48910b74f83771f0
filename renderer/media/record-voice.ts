// Records a voice note: the microphone is asked for when the writer presses the button and given back when it ends.
// The note becomes a WAV file among the media; its level is shown while it grows.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { notify } from '../app/notices-store.ts'
import { t } from '../locales/index.ts'
import { addMedia } from './add-media.ts'
import { projectSignal } from './media-store.ts'
import { encodeWav } from './wav-file.ts'

interface RecordingState {
  /** Null while nothing is recorded. */
  readonly recording: { readonly seconds: number; readonly level: number } | null
  readonly asking: boolean
}

/** Chromium's; not yet among TypeScript's own. */
declare class MediaStreamTrackProcessor {
  constructor(init: { readonly track: MediaStreamTrack })
  readonly readable: ReadableStream<AudioData>
}

const QUIET: RecordingState = { recording: null, asking: false }
const MOST_SECONDS = 60 * 60
const SHOW_MS = 100

const recorderStore = createStore<RecordingState>()(() => QUIET)
export const useRecorder = <T>(select: (state: RecordingState) => T): T => useStore(recorderStore, select)

let running: { readonly stop: (keep: boolean) => void } | null = null

/** @param keep false throws the note away. */
export const stopRecording = (keep: boolean): void => running?.stop(keep)

const loudness = (samples: Float32Array): number => {
  let sum = 0
  for (const sample of samples) sum += sample * sample
  // −60 dB … 0 dB as 0 … 1: how loud it sounds rather than how large the numbers are.
  const db = 10 * Math.log10(sum / (samples.length || 1) + 1e-9)
  return Math.max(0, Math.min(1, 1 + db / 60))
}

const nameNow = (): string => {
  const now = new Date()
  const two = (value: number): string => String(value).padStart(2, '0')
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
  return `${t('media:voiceNote')} ${day} ${two(now.getHours())}.${two(now.getMinutes())}.${two(now.getSeconds())}.wav`
}

const collect = async (track: MediaStreamTrack): Promise<{ pieces: Float32Array[]; sampleRate: number }> => {
  const reader = new MediaStreamTrackProcessor({ track }).readable.getReader()
  const pieces: Float32Array[] = []
  let [sampleRate, count, shownAt] = [0, 0, 0]
  for (;;) {
    const { value, done } = await reader.read()
    if (done) return { pieces, sampleRate }
    const samples = new Float32Array(value.numberOfFrames)
    value.copyTo(samples, { planeIndex: 0, format: 'f32-planar' })
    sampleRate = value.sampleRate
    value.close()
    pieces.push(samples)
    count += samples.length
    const now = performance.now()
    if (now - shownAt < SHOW_MS) continue
    shownAt = now
    recorderStore.setState({ recording: { seconds: count / sampleRate, level: loudness(samples) } })
    if (count / sampleRate > MOST_SECONDS) stopRecording(true)
  }
}

export const startRecording = async (): Promise<void> => {
  const life = projectSignal()
  if (!life || running || recorderStore.getState().asking) return
  recorderStore.setState({ asking: true })
  let stream: MediaStream
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } })
  } catch {
    recorderStore.setState(QUIET)
    return void notify({ tone: 'error', message: t('media:noMicrophone') })
  }
  const [track] = stream.getAudioTracks()
  let isKept = false
  running = {
    stop: (keep) => {
      isKept = keep
      for (const each of stream.getTracks()) each.stop()
    },
  }
  life.addEventListener('abort', () => stopRecording(false), { once: true })
  recorderStore.setState({ asking: false, recording: { seconds: 0, level: 0 } })
  try {
    const { pieces, sampleRate } = await collect(track!)
    if (isKept && pieces.length > 0)
      await addMedia([new File([encodeWav(pieces, sampleRate)], nameNow(), { type: 'audio/wav' })], true)
  } finally {
    running = null
    recorderStore.setState(QUIET)
  }
}
