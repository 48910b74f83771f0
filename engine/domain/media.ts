// What the studio keeps of a photo, a sound, a clip or a document, and where it is pinned on the story.

export const MEDIA_KINDS = ['image', 'audio', 'video', 'document'] as const
export type MediaKind = (typeof MEDIA_KINDS)[number]

/** What a reader understood of a file's content. Everything is optional knowledge: null and empty mean unknown. */
export interface MediaFacts {
  /** Pixels, as seen after the camera's orientation is applied. */
  readonly width: number | null
  readonly height: number | null
  readonly durationMs: number | null
  /** Milliseconds since the epoch. */
  readonly takenAt: number | null
  /** Degrees, WGS 84. */
  readonly latitude: number | null
  readonly longitude: number | null
  readonly camera: string | null
  /** Peaks 0 … 1, evenly spaced over the duration. */
  readonly waveform: readonly number[]
  /** Why something could not be understood, as a short code; null when all is well. */
  readonly problem: string | null
}

export const NO_FACTS: MediaFacts = {
  width: null,
  height: null,
  durationMs: null,
  takenAt: null,
  latitude: null,
  longitude: null,
  camera: null,
  waveform: [],
  problem: null,
}

export interface MediaItem extends MediaFacts {
  readonly id: string
  /** SHA-256 of the content, in lower-case hexadecimal. */
  readonly hash: string
  readonly thumbnailHash: string | null
  readonly kind: MediaKind
  readonly name: string
  readonly mime: string
  readonly sizeBytes: number
  readonly caption: string
  readonly alt: string
  /** A recording of the writer's own voice: made in the studio, or marked by them. */
  readonly isOwnVoice: boolean
  readonly addedAt: number
}

export interface MediaPin {
  readonly id: string
  readonly mediaId: string
  readonly sceneId: string
  /** 0 … 1: how far into the scene, by words. */
  readonly at: number
}

export const SUBTITLE_FORMATS = ['srt', 'vtt'] as const
export type SubtitleFormat = (typeof SUBTITLE_FORMATS)[number]

/** What subtitles tell: what is said, what is to be seen, or what is seen wherever nothing is said. */
export const SUBTITLE_CONTENTS = ['said', 'shown', 'both'] as const
export type SubtitleContent = (typeof SUBTITLE_CONTENTS)[number]
