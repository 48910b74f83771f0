// A file while it is being understood: its bytes, and its pictures decoded once for all analysers that look at them.
import type { EarthPoint } from '../../domain/earth.ts'
import { NO_FACTS, type MediaFacts, type MediaKind } from '../../domain/media.ts'
import type { Clip } from './clip/clip.ts'
import { openClip } from './clip/open-clip.ts'
import { decodePicture, type Picture } from './decode-picture.ts'
import { NO_SETUP, type SenseSetup } from './sense-setup.ts'

export type { Picture } from './decode-picture.ts'

/** What is known of a file before anybody looks into it. */
export type KnownFacts = Omit<MediaFacts, 'waveform' | 'problem'>

export class SenseFile {
  readonly kind: MediaKind
  readonly mime: string
  readonly bytes: Uint8Array
  readonly #facts: KnownFacts
  readonly #setup: SenseSetup
  #picture: Promise<Picture> | null = null
  #clip: Promise<Clip> | null = null

  constructor(
    kind: MediaKind,
    mime: string,
    bytes: Uint8Array,
    setup: SenseSetup = NO_SETUP,
    facts: KnownFacts = NO_FACTS,
  ) {
    this.kind = kind
    this.mime = mime
    this.bytes = bytes
    this.#setup = setup
    this.#facts = facts
  }

  /** A picture that is decoded already, such as one of a clip. */
  static ofPicture(picture: Picture, setup: SenseSetup): SenseFile {
    const file = new SenseFile('image', '', new Uint8Array(0), setup)
    file.#picture = Promise.resolve(picture)
    return file
  }

  /** SenseProblem where it cannot be decoded. */
  picture(): Promise<Picture> {
    this.#picture ??= decodePicture(this.bytes)
    return this.#picture
  }

  /** Of a video. SenseProblem where nobody here decodes it. */
  clip(): Promise<Clip> {
    this.#clip ??= openClip(this.mime, this.bytes, this.#setup)
    return this.#clip
  }

  /** The point of the earth that it says it is from; null where it says nothing. SenseProblem as of `clip`. */
  async point(): Promise<EarthPoint | null> {
    const isTold = this.kind !== 'video' || this.#facts.latitude !== null
    const { latitude, longitude } = isTold ? this.#facts : (await this.clip()).facts
    return latitude === null || longitude === null ? null : [latitude, longitude]
  }

  async dispose(): Promise<void> {
    const clip = await this.#clip?.catch(() => null)
    clip?.dispose()
  }
}
