// The commands of the goals: look at them, and begin a new sitting.
import { appStore } from '../app/app-store.ts'
import type { Command } from '../commands/command.ts'
import { t } from '../locales/index.ts'
import { openGoals, startSession } from './goals-store.ts'

const inProject = (): boolean => appStore.getState().project !== null

export const goalCommands: readonly Command[] = [
  {
    id: 'goals.open',
    title: () => t('goals:open'),
    shortcut: 'Mod+Shift+G',
    enabled: inProject,
    run: openGoals,
    menu: 'story',
  },
  {
    id: 'goals.startSession',
    title: () => t('goals:startSession'),
    enabled: inProject,
    run: startSession,
    menu: 'story',
  },
]
