// The commands of safety.
import './idle-lock.ts'
import './warnings.ts'
import type { Command } from '../commands/command.ts'
import { t } from '../locales/index.ts'
import { chooseDamaged } from './recovery-store.ts'
import { openSafety } from './safety-store.ts'

export const safetyCommands: readonly Command[] = [
  { id: 'safety.open', title: () => t('safety:open'), run: openSafety, menu: 'file' },
  { id: 'safety.recover', title: () => t('safety:recoverCommand'), run: chooseDamaged, menu: 'file' },
]
