// The workshop's commands.
import { appStore } from '../app/app-store.ts'
import type { Command } from '../commands/command.ts'
import { t } from '../locales/index.ts'
import { isActive, openLearning, openWorkshop, stopRun, workshopStore } from './workshop-store.ts'

export const workshopCommands: readonly Command[] = [
  {
    id: 'workshop.open',
    title: () => t('workshop:open'),
    shortcut: 'Mod+Shift+L',
    menu: 'story',
    enabled: () => appStore.getState().project !== null,
    run: openWorkshop,
  },
  {
    id: 'workshop.learning',
    title: () => t('learning:open'),
    menu: 'story',
    enabled: () => appStore.getState().project !== null,
    run: openLearning,
  },
  {
    id: 'workshop.stop',
    title: () => t('workshop:stopCommand'),
    enabled: () => workshopStore.getState().runs.some(isActive),
    run: async () => {
      for (const run of workshopStore.getState().runs.filter(isActive)) await stopRun(run.id)
    },
  },
]
