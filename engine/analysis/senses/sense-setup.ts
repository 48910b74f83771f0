// What the machine brings that the program does not: files and programs of the writer's, for analysers that need them.

export interface SenseSetup {
  /** A voice-emotion model that was trained here (safetensors). */
  readonly voiceModel: string | null
}

export const NO_SETUP: SenseSetup = { voiceModel: null }
