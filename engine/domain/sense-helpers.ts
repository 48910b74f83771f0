// What the writer lends the studio to understand media with: a recogniser of speech, and a model that says what a picture shows.

export type Recognizer =
  | { readonly kind: 'none' }
  /** The system's own, where it is installed: English, and rough. */
  | { readonly kind: 'pocketsphinx' }
  /** whisper.cpp's program and one of its models, both files on this machine. */
  | {
      readonly kind: 'whisper'
      readonly program: string
      readonly model: string
      /** As whisper names it (`en`, `zh` …), or `auto`. */
      readonly language: string
    }

export type Captioner =
  | { readonly kind: 'none' }
  /** A folder with an encoder, a decoder (ONNX) and their tokenizer. */
  | { readonly kind: 'folder'; readonly folder: string }
  /** A server that was added as a writer, by its id: pictures are sent to it. */
  | { readonly kind: 'server'; readonly voice: string }

export interface SenseHelpers {
  readonly recognizer: Recognizer
  readonly captioner: Captioner
}

export const NO_HELPERS: SenseHelpers = { recognizer: { kind: 'none' }, captioner: { kind: 'none' } }
