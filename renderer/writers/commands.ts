// The commands of those who write: the list, the ways to add another, and what left the machine.
import { appStore } from '../app/app-store.ts'
import type { Command } from '../commands/command.ts'
import { t } from '../locales/index.ts'
import { openWriters, showSent } from './writers-store.ts'

const inProject = (): boolean => appStore.getState().phase === 'project'

export const writerCommands: readonly Command[] = [
  {
    id: 'writers.open',
    title: () => t('writers:open'),
    shortcut: 'Mod+Shift+M',
    menu: 'story',
    enabled: inProject,
    run: () => openWriters(),
  },
  {
    id: 'writers.addFiles',
    title: () => t('writers:wayFiles'),
    enabled: inProject,
    run: () => openWriters('files'),
  },
  {
    id: 'writers.addServer',
    title: () => t('writers:wayServer'),
    enabled: inProject,
    run: () => openWriters('server'),
  },
  {
    id: 'writers.sent',
    title: () => t('writers:sentTitle'),
    enabled: inProject,
    run: () => {
      openWriters()
      void showSent()
    },
  },
]
