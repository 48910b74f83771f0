// The commands of safety.
import type { Command } from '../commands/command.ts'
import { t } from '../locales/index.ts'
import { openSafety } from './safety-store.ts'

export const safetyCommands: readonly Command[] = [
  { id: 'safety.open', title: () => t('safety:open'), run: openSafety, menu: 'file' },
]
