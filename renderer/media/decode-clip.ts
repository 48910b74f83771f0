// Decodes a clip as the window can play it: small pictures at even steps, and the sound, for an engine that has no decoder.
import type { Inputs } from '../../engine/contract/index.ts'

type Handed = Omit<Inputs['media']['handClip'], 'mediaId'>

const MOST_FRAMES = 1200
const SHORTEST_STEP_MS = 250
const LONGEST_SIDE = 640
const SOUND_RATE = 16_000
/** Longer sound does not fit into a window's memory at once. */
const LONGEST_SOUND_S = 30 * 60
const WAIT_MS = 30_000

/** It is not for this window: no such codec, or nothing in it. */
export class CannotDecode extends Error {}

const told = (video: HTMLVideoElement, event: string, act: () => void, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer)
      video.removeEventListener(event, done)
      video.removeEventListener('error', fail)
      signal.removeEventListener('abort', stop)
    }
    const done = (): void => {
      end()
      resolve()
    }
    const fail = (): void => {
      end()
      reject(new CannotDecode())
    }
    const stop = (): void => {
      end()
      reject(signal.reason as Error)
    }
    const timer = setTimeout(fail, WAIT_MS)
    video.addEventListener(event, done)
    video.addEventListener('error', fail)
    signal.addEventListener('abort', stop)
    act()
  })

/** What recorders write says no length: the player finds the end when it is sent beyond it. */
const lengthOf = async (video: HTMLVideoElement, signal: AbortSignal): Promise<number> => {
  if (!Number.isFinite(video.duration))
    await told(video, 'durationchange', () => (video.currentTime = Number.MAX_SAFE_INTEGER), signal)
  if (!Number.isFinite(video.duration) || video.duration <= 0) throw new CannotDecode()
  return video.duration
}

const framesOf = async (
  video: HTMLVideoElement,
  seconds: number,
  signal: AbortSignal,
  progress: (share: number) => void,
): Promise<{ readonly frames: { atMs: number; bytes: number }[]; readonly pictures: Blob[] }> => {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(video.videoWidth, video.videoHeight))
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(video.videoWidth * scale)),
    Math.max(1, Math.round(video.videoHeight * scale)),
  )
  const context = canvas.getContext('2d')
  if (!context) throw new CannotDecode()
  const stepMs = Math.max(SHORTEST_STEP_MS, (seconds * 1000) / MOST_FRAMES)
  const frames: { atMs: number; bytes: number }[] = []
  const pictures: Blob[] = []
  for (let atMs = 0; atMs < seconds * 1000 && frames.length < MOST_FRAMES; atMs += stepMs) {
    await told(video, 'seeked', () => (video.currentTime = atMs / 1000), signal)
    context.drawImage(video, 0, 0, canvas.width, canvas.height)
    const picture = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.82 })
    frames.push({ atMs: Math.round(atMs), bytes: picture.size })
    pictures.push(picture)
    progress(atMs / (seconds * 1000))
  }
  return { frames, pictures }
}

/** Null where there is none, or none that the window can decode. */
const soundOf = async (file: File, seconds: number): Promise<File | null> => {
  if (seconds > LONGEST_SOUND_S) return null
  try {
    const heard = await new OfflineAudioContext(1, 1, SOUND_RATE).decodeAudioData(await file.arrayBuffer())
    const channels = Array.from({ length: heard.numberOfChannels }, (_, at) => heard.getChannelData(at))
    const samples = Int16Array.from({ length: heard.length }, (_, i) => {
      const mean = channels.reduce((sum, channel) => sum + (channel[i] ?? 0), 0) / channels.length
      return Math.round(Math.max(-1, Math.min(1, mean)) * 32_767)
    })
    return new File([samples], 'sound')
  } catch {
    return null
  }
}

/** CannotDecode; the signal's reason when stopped. @param progress 0 … 1 */
export const decodeClip = async (
  file: File,
  signal: AbortSignal,
  progress: (share: number) => void,
): Promise<Handed> => {
  const url = URL.createObjectURL(file)
  const video = document.createElement('video')
  video.muted = true
  video.preload = 'auto'
  try {
    await told(video, 'loadeddata', () => (video.src = url), signal)
    const seconds = await lengthOf(video, signal)
    if (video.videoWidth === 0 || video.videoHeight === 0) throw new CannotDecode()
    const [width, height] = [video.videoWidth, video.videoHeight]
    const { frames, pictures } = await framesOf(video, seconds, signal, progress)
    return {
      durationMs: Math.round(seconds * 1000),
      ...{ width, height, frames },
      pictures: new File(pictures, 'pictures'),
      sound: await soundOf(file, seconds),
    }
  } finally {
    video.removeAttribute('src')
    video.load()
    URL.revokeObjectURL(url)
  }
}
