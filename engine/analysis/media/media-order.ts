// What can be made of a picture or a sound for somebody else's eyes and ears. Who makes it is make-file.ts.
import type { Box } from '../../domain/media-finding.ts'
import type { PortablePicture } from './portable-picture.ts'

export type MediaOrder =
  | { readonly make: 'portable' }
  /** Without its data, and without these faces. */
  | { readonly make: 'shared'; readonly faces: readonly Box[] }
  /** A sound as Ogg Opus. */
  | { readonly make: 'opus'; readonly mime: string }

/** Of a sound, and of what is shared, the size is 0. */
export type MadeFile = PortablePicture

/** For one file; an hour of sound takes a minute or two. */
export const ORDER_LIMIT_MS: Readonly<Record<MediaOrder['make'], number>> = {
  portable: 60_000,
  shared: 60_000,
  opus: 900_000,
}
