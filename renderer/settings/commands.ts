// The commands of the settings: the dialog, and the paper's colour at a keystroke.
import { updateSettings } from '../app/settings-store.ts'
import type { Command } from '../commands/command.ts'
import { t } from '../locales/index.ts'
import { openSettings } from './settings-store.ts'

const THEMES = [
  ['light', 'settings:themeLight'],
  ['sepia', 'settings:themeSepia'],
  ['dark', 'settings:themeDark'],
] as const

export const settingsCommands: readonly Command[] = [
  {
    id: 'settings.open',
    title: () => t('settings:open'),
    shortcut: 'Mod+,',
    run: openSettings,
    menu: 'file',
  },
  ...THEMES.map(([theme, title]): Command => ({
    id: `settings.${theme}`,
    title: () => t('app:pair', { name: t('settings:theme'), value: t(title) }),
    run: () => updateSettings({ theme }),
    menu: 'view',
  })),
]
