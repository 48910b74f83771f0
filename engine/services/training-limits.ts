// What the writer's settings allow a training run, with the machine's own memory where nothing was said.
import { totalmem } from 'node:os'
import type { Settings } from './settings-contents.ts'
import type { SettingsFile } from './settings-file.ts'

/** The rest is for the window, the writer's other programs, and the system. */
const SHARE = 0.7
const MB = 2 ** 20

/** `memoryCeilingMb` is never 0. Read afresh at every call. */
export const trainingLimits =
  (file: SettingsFile) => (): Pick<Settings, 'memoryCeilingMb' | 'tensorboard'> => {
    const { memoryCeilingMb, tensorboard } = file.settings()
    return { memoryCeilingMb: memoryCeilingMb || Math.floor((SHARE * totalmem()) / MB), tensorboard }
  }
