// The commands of the search through the project.
import { appStore, isReadOnly } from '../app/app-store.ts'
import type { Command } from '../commands/command.ts'
import { t } from '../locales/index.ts'
import { selectedText } from '../manuscript/manuscript-api.ts'
import { openSearch } from './search-store.ts'

const inProject = (): boolean => appStore.getState().project !== null

export const searchCommands: readonly Command[] = [
  {
    id: 'search.open',
    title: () => t('search:open'),
    shortcut: 'Mod+Shift+F',
    enabled: inProject,
    run: () => openSearch('words', selectedText()),
    menu: 'edit',
  },
  {
    id: 'search.replace',
    title: () => t('search:openReplace'),
    shortcut: 'Mod+Shift+H',
    enabled: () => inProject() && !isReadOnly(),
    run: () => openSearch('replace', selectedText()),
    menu: 'edit',
  },
]
