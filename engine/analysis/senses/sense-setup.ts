// What the machine brings that the program does not: files of the writer's, for analysers that need them.
import { join } from 'node:path'

export interface SenseSetup {
  /** Where a voice-emotion model lies once one was trained here (safetensors); null: nowhere. */
  readonly voiceModel: string | null
}

export const NO_SETUP: SenseSetup = { voiceModel: null }

/** @param dataDir the studio's own folder. */
export const senseSetup = (dataDir: string): SenseSetup & { readonly voiceModel: string } => ({
  voiceModel: join(dataDir, 'models', 'voice-emotion.safetensors'),
})
