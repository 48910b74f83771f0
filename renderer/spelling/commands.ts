// The commands of spelling.
import { appStore } from '../app/app-store.ts'
import { currentSettings, updateSettings } from '../app/settings-store.ts'
import { notify } from '../app/notices-store.ts'
import type { Command } from '../commands/command.ts'
import { t } from '../locales/index.ts'
import { suggestHere } from '../manuscript/spelling-acts.ts'
import { openDictionary } from './spelling-store.ts'

const inProject = (): boolean => appStore.getState().project !== null

export const spellingCommands: readonly Command[] = [
  {
    id: 'spelling.suggest',
    title: () => t('spelling:suggest'),
    shortcut: 'Mod+;',
    enabled: () => inProject() && currentSettings().spellcheck,
    run: () => {
      if (!suggestHere()) notify({ tone: 'info', message: t('spelling:nothingHere') })
    },
    menu: 'edit',
  },
  {
    id: 'spelling.toggle',
    title: () => t('spelling:switch'),
    enabled: inProject,
    run: () => updateSettings({ spellcheck: !currentSettings().spellcheck }),
    menu: 'edit',
  },
  {
    id: 'spelling.dictionary',
    title: () => t('spelling:title'),
    enabled: inProject,
    run: openDictionary,
    menu: 'edit',
  },
]
