// Carries out an order: makes a picture or a sound ready for others.
import type { MadeFile, MediaOrder } from './media-order.ts'
import { OPUS_MIME, opusSound } from './opus-sound.ts'
import { portablePicture } from './portable-picture.ts'
import { sharePicture } from './share-picture.ts'

const made = (bytes: Uint8Array<ArrayBuffer> | null, mime: string): MadeFile | null =>
  bytes && { bytes, mime, widthPx: 0, heightPx: 0 }

/** Null where nothing can be made of it. */
export const makeFile = async (order: MediaOrder, bytes: Uint8Array): Promise<MadeFile | null> => {
  switch (order.make) {
    case 'portable':
      return portablePicture(bytes)
    case 'shared':
      return made(await sharePicture(bytes, order.faces), '')
    case 'opus':
      return made(await opusSound(bytes, order.mime), OPUS_MIME)
  }
}
