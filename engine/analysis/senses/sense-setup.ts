// What the machine brings that the program does not: files and programs of the writer's, for analysers that need them.
import { join } from 'node:path'
import { NO_HELPERS, type SenseHelpers } from '../../domain/sense-helpers.ts'
import { findProgram } from './find-program.ts'
import type { OwnVoice } from './sound/voice/own-voice.ts'

/** A recogniser of speech that can be started. */
export type ReadyRecognizer =
  | { readonly kind: 'pocketsphinx'; readonly program: string }
  | { readonly kind: 'whisper'; readonly program: string; readonly model: string; readonly language: string }

/** A captioner that can be asked. */
export type ReadyCaptioner =
  | { readonly kind: 'folder'; readonly folder: string }
  /** Behind a door that may be closed; faces are hidden before a picture leaves where the writer masks for this server. */
  | { readonly kind: 'server'; readonly name: string; readonly isOpen: boolean; readonly hidesFaces: boolean }

export interface SenseSetup {
  /** Where a voice-emotion model lies once one was trained here (safetensors); null: nowhere. */
  readonly voiceModel: string | null
  /** The system's decoder of clips, as absolute paths; null where it is not installed. */
  readonly ffmpeg: { readonly ffmpeg: string; readonly ffprobe: string } | null
  /** Null where the writer chose none, or the one chosen is not installed. */
  readonly recognizer: ReadyRecognizer | null
  /** Null where captions are composed. */
  readonly captioner: ReadyCaptioner | null
  /** Of whoever speaks in the file; null where nobody knows their voice. */
  readonly ownVoice: OwnVoice | null
}

export const NO_SETUP: SenseSetup = {
  voiceModel: null,
  ffmpeg: null,
  recognizer: null,
  captioner: null,
  ownVoice: null,
}

const findFfmpeg = (): SenseSetup['ffmpeg'] => {
  const [ffmpeg, ffprobe] = [findProgram(['ffmpeg']), findProgram(['ffprobe'])]
  return ffmpeg !== null && ffprobe !== null ? { ffmpeg, ffprobe } : null
}

export const findPocketsphinx = (): string | null => findProgram(['pocketsphinx_continuous'])

const readyRecognizer = ({ recognizer }: SenseHelpers): SenseSetup['recognizer'] => {
  if (recognizer.kind === 'whisper') return recognizer
  const program = recognizer.kind === 'pocketsphinx' ? findPocketsphinx() : null
  return program === null ? null : { kind: 'pocketsphinx', program }
}

/** @param dataDir the studio's own folder. @param server the captioner, where a server was chosen that is still known */
export const senseSetup = (
  dataDir: string,
  helpers: SenseHelpers = NO_HELPERS,
  server: Extract<ReadyCaptioner, { kind: 'server' }> | null = null,
): SenseSetup & { readonly voiceModel: string } => ({
  voiceModel: join(dataDir, 'models', 'voice-emotion.safetensors'),
  ffmpeg: findFfmpeg(),
  recognizer: readyRecognizer(helpers),
  captioner: helpers.captioner.kind === 'folder' ? helpers.captioner : server,
  ownVoice: null,
})
