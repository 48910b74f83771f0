// What the machine brings that the program does not: files and programs of the writer's, for analysers that need them.
import { join } from 'node:path'
import { findProgram } from './find-program.ts'

export interface SenseSetup {
  /** Where a voice-emotion model lies once one was trained here (safetensors); null: nowhere. */
  readonly voiceModel: string | null
  /** The system's decoder of clips, as absolute paths; null where it is not installed. */
  readonly ffmpeg: { readonly ffmpeg: string; readonly ffprobe: string } | null
}

export const NO_SETUP: SenseSetup = { voiceModel: null, ffmpeg: null }

const findFfmpeg = (): SenseSetup['ffmpeg'] => {
  const [ffmpeg, ffprobe] = [findProgram(['ffmpeg']), findProgram(['ffprobe'])]
  return ffmpeg !== null && ffprobe !== null ? { ffmpeg, ffprobe } : null
}

/** @param dataDir the studio's own folder. */
export const senseSetup = (dataDir: string): SenseSetup & { readonly voiceModel: string } => ({
  voiceModel: join(dataDir, 'models', 'voice-emotion.safetensors'),
  ffmpeg: findFfmpeg(),
})
