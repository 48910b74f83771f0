// A file while it is being understood: its bytes, and its pictures decoded once for all analysers that look at them.
import type { MediaKind } from '../../domain/media.ts'
import type { Clip } from './clip/clip.ts'
import { openClip } from './clip/open-clip.ts'
import { decodePicture, type Picture } from './decode-picture.ts'
import { NO_SETUP, type SenseSetup } from './sense-setup.ts'

export type { Picture } from './decode-picture.ts'

export class SenseFile {
  readonly kind: MediaKind
  readonly mime: string
  readonly bytes: Uint8Array
  readonly #setup: SenseSetup
  #picture: Promise<Picture> | null = null
  #clip: Promise<Clip> | null = null

  constructor(kind: MediaKind, mime: string, bytes: Uint8Array, setup: SenseSetup = NO_SETUP) {
    this.kind = kind
    this.mime = mime
    this.bytes = bytes
    this.#setup = setup
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

  async dispose(): Promise<void> {
    const clip = await this.#clip?.catch(() => null)
    clip?.dispose()
  }
}
