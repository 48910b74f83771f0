// Every command of the window in one list; menu, shortcuts and palette derive from it. One line per feature.
import { appCommands } from '../app/commands.ts'
import { binderCommands } from '../binder/commands.ts'
import { cowriterCommands } from '../cowriter/commands.ts'
import { goalCommands } from '../goals/commands.ts'
import { manuscriptCommands } from '../manuscript/commands.ts'
import { mediaCommands } from '../media/commands.ts'
import { planCommands } from '../plan/commands.ts'
import { safetyCommands } from '../safety/commands.ts'
import { settingsCommands } from '../settings/commands.ts'
import { timelineCommands } from '../timeline/commands.ts'
import { transferCommands } from '../transfer/commands.ts'
import { workshopCommands } from '../workshop/commands.ts'
import type { Command } from './command.ts'

export const commands: readonly Command[] = [
  ...appCommands,
  ...binderCommands,
  ...goalCommands,
  ...manuscriptCommands,
  ...cowriterCommands,
  ...planCommands,
  ...timelineCommands,
  ...mediaCommands,
  ...workshopCommands,
  ...transferCommands,
  ...safetyCommands,
  ...settingsCommands,
]
