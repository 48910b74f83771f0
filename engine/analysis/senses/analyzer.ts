// What an analyser of media is: one way to understand one aspect of a file. Analysers know nothing of each other, of the
// project, or of the process that they run in.
import type { MediaFinding } from '../../domain/media-finding.ts'
import type { MediaKind } from '../../domain/media.ts'
import type { ClipFacts } from './clip/clip.ts'
import type { Picture } from './decode-picture.ts'
import type { SenseFile } from './sense-file.ts'
import type { SenseSetup } from './sense-setup.ts'

export interface SenseContext {
  readonly setup: SenseSetup
  readonly signal: AbortSignal
  /** Share of this file that is done, 0 … 1. */
  readonly progress: (share: number) => void
  /** What all analysers of photos find in a picture that is part of a file; one that fails finds nothing. */
  readonly see: (picture: Picture) => Promise<readonly MediaFinding[]>
  /** A small picture (WebP) of a moment of a clip, to be shown beside what was found. */
  readonly keepFrame: (atMs: number, webp: Uint8Array) => void
  /** What a recording of a voice sounds like as a whole, to be compared with others of the same voice. */
  readonly keepVoice: (features: Float32Array) => void
  /** Asks the server that describes pictures; SenseProblem where it does not. @param jpeg as it leaves this machine */
  readonly ask: (jpeg: Uint8Array) => Promise<string>
  /** What the file says of itself, where it was not known when it came in. */
  readonly learn: (facts: ClipFacts) => void
}

export interface MediaAnalyzer {
  readonly id: string
  /** Raised when findings change: the cache follows. */
  readonly version: string
  /** Where findings depend on what the writer lends: that, too. */
  readonly versionWith?: (setup: SenseSetup) => string
  readonly kinds: readonly MediaKind[]
  /** Others do its work where it is missing: then nothing is said of it. */
  readonly isExtra?: true
  /** Its process is ended when it takes longer. */
  readonly limitMs: number
  /** Why it cannot work on this machine, as a short code; null when it can. Cheap: asked for every file that is shown. */
  missing(setup: SenseSetup): string | null
  /** Nothing found is an empty list. Throws SenseProblem on what it foresaw, anything else on what it did not. */
  run(file: SenseFile, context: SenseContext): Promise<readonly MediaFinding[]>
}

/** Why an analyser found nothing: a short code that the window has words for. */
export class SenseProblem extends Error {
  override readonly name = 'SenseProblem'
  readonly code: string

  constructor(code: string, message: string = code) {
    super(message)
    this.code = code
  }
}
