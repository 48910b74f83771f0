// The life room's commands.
import { appStore } from '../app/app-store.ts'
import type { Command } from '../commands/command.ts'
import { t } from '../locales/index.ts'
import { openLifeImport } from './life-import-store.ts'
import { addMaterial, editEntry, enterLife, leaveLife, lifeStore } from './life-store.ts'

const inProject = (): boolean => appStore.getState().project !== null
const isInside = (): boolean => lifeStore.getState().isOpen

export const lifeCommands: readonly Command[] = [
  {
    id: 'life.open',
    title: () => t('life:openCommand'),
    menu: 'story',
    shortcut: 'Mod+Alt+I',
    enabled: inProject,
    run: () => {
      if (isInside()) leaveLife()
      else enterLife()
    },
  },
  {
    id: 'life.import',
    title: () => t('life:importCommand'),
    menu: 'file',
    enabled: inProject,
    run: () => {
      enterLife()
      openLifeImport()
    },
  },
  {
    id: 'life.write',
    title: () => t('life:writeCommand'),
    enabled: inProject,
    run: () => {
      enterLife()
      editEntry('new')
    },
  },
  { id: 'life.take', title: () => t('life:takeCommand'), enabled: isInside, run: addMaterial },
]
