// Every command of the window in one list; menu, shortcuts and palette derive from it. One line per feature.
import { appCommands } from '../app/commands.ts'
import { binderCommands } from '../binder/commands.ts'
import { commentCommands } from '../comments/commands.ts'
import { castCommands } from '../cast/commands.ts'
import { cowriterCommands } from '../cowriter/commands.ts'
import { loreCommands } from '../lore/commands.ts'
import { dialogueCommands } from '../dialogue/commands.ts'
import { goalCommands } from '../goals/commands.ts'
import { historyCommands } from '../history/commands.ts'
import { lifeCommands } from '../life/commands.ts'
import { manuscriptCommands } from '../manuscript/commands.ts'
import { mediaCommands } from '../media/commands.ts'
import { planCommands } from '../plan/commands.ts'
import { privacyCommands } from '../privacy/commands.ts'
import { safetyCommands } from '../safety/commands.ts'
import { searchCommands } from '../search/commands.ts'
import { settingsCommands } from '../settings/commands.ts'
import { spellingCommands } from '../spelling/commands.ts'
import { talkCommands } from '../talk/commands.ts'
import { timelineCommands } from '../timeline/commands.ts'
import { transferCommands } from '../transfer/commands.ts'
import { workshopCommands } from '../workshop/commands.ts'
import { serviceCommands } from '../service/commands.ts'
import { writerCommands } from '../writers/commands.ts'
import { isReadOnly } from '../app/app-store.ts'
import type { Command } from './command.ts'
import { runsReadOnly } from './read-only.ts'

/** On a project that is open to read only, what would change it cannot be chosen. */
const guarded = (command: Command): Command =>
  runsReadOnly(command.id)
    ? command
    : { ...command, enabled: () => !isReadOnly() && command.enabled?.() !== false }

export const commands: readonly Command[] = [
  ...appCommands,
  ...binderCommands,
  ...goalCommands,
  ...historyCommands,
  ...manuscriptCommands,
  ...searchCommands,
  ...spellingCommands,
  ...commentCommands,
  ...cowriterCommands,
  ...loreCommands,
  ...talkCommands,
  ...planCommands,
  ...castCommands,
  ...dialogueCommands,
  ...lifeCommands,
  ...timelineCommands,
  ...mediaCommands,
  ...workshopCommands,
  ...writerCommands,
  ...serviceCommands,
  ...transferCommands,
  ...privacyCommands,
  ...safetyCommands,
  ...settingsCommands,
].map(guarded)
