// Import and export as commands.
import { appStore } from '../app/app-store.ts'
import type { Command } from '../commands/command.ts'
import { t } from '../locales/index.ts'
import { openExport } from './export-store.ts'
import { openImport } from './import-store.ts'

const inProject = (): boolean => appStore.getState().project !== null

export const transferCommands: readonly Command[] = [
  {
    id: 'manuscript.import',
    title: () => t('transfer:importCommand'),
    shortcut: 'Mod+Shift+I',
    menu: 'file',
    enabled: inProject,
    run: openImport,
  },
  {
    id: 'manuscript.export',
    title: () => t('transfer:exportCommand'),
    shortcut: 'Mod+Shift+E',
    menu: 'file',
    enabled: inProject,
    run: openExport,
  },
]
