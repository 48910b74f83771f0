// People and privacy as a command.
import { appStore } from '../app/app-store.ts'
import type { Command } from '../commands/command.ts'
import { t } from '../locales/index.ts'
import { openPrivacy } from './privacy-store.ts'

export const privacyCommands: readonly Command[] = [
  {
    id: 'privacy.open',
    title: () => t('privacy:openCommand'),
    menu: 'file',
    enabled: () => appStore.getState().project !== null,
    run: openPrivacy,
  },
]
