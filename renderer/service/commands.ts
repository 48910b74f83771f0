// The command of the service: its dialog.
import { appStore } from '../app/app-store.ts'
import type { Command } from '../commands/command.ts'
import { t } from '../locales/index.ts'
import { openService } from './service-store.ts'

export const serviceCommands: readonly Command[] = [
  {
    id: 'service.open',
    title: () => t('service:open'),
    menu: 'file',
    enabled: () => appStore.getState().phase === 'project',
    run: openService,
  },
]
