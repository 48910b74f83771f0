// What the engine and the process that looks into media files say to each other: plain data.
import type { MadeFile, MediaOrder } from './media-order.ts'
import type { MediaReading } from './media-reader.ts'
import type { MediaType } from './media-type.ts'

export type ToMedia =
  | { readonly type: 'read'; readonly id: number; readonly name: string; readonly path: string }
  /** For a file that lies nowhere: its pieces follow in order, then `end`. */
  | { readonly type: 'file'; readonly id: number; readonly name: string; readonly sizeBytes: number }
  /** Something is to be made of a file: its pieces follow in order, then `end`. */
  | { readonly type: 'make'; readonly id: number; readonly order: MediaOrder }
  | { readonly type: 'piece'; readonly id: number; readonly bytes: Uint8Array }
  | { readonly type: 'end'; readonly id: number }

export type FromMedia =
  | {
      readonly type: 'type'
      readonly id: number
      readonly mediaType: MediaType | null
      /** Null when nobody reads on. */
      readonly limitMs: number | null
    }
  | { readonly type: 'reading'; readonly id: number; readonly reading: MediaReading }
  | { readonly type: 'made'; readonly id: number; readonly file: MadeFile | null }
  /** @param code the system's, such as ENOENT */
  | { readonly type: 'failed'; readonly id: number; readonly message: string; readonly code: string | null }
