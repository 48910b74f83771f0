// The manuscript's commands: find, formatting, insertions, views, and going from scene to scene.
import { appStore } from '../app/app-store.ts'
import { currentSettings, updateSettings } from '../app/settings-store.ts'
import { neighbourScene } from '../binder/binder-store.ts'
import type { Command } from '../commands/command.ts'
import { t } from '../locales/index.ts'
import { openFind } from './find.ts'
import {
  activeEditor,
  BLOCK_STYLES,
  insertFootnote,
  insertSceneBreak,
  MARKS,
  setBlockStyle,
  toggleBlockquote,
  toggleList,
  toggleMark,
  togglePullQuote,
} from './formatting.ts'
import { manuscriptStore } from './manuscript-store.ts'
import { isReading, pauseReading, readAloud, stopReading } from './read-aloud.ts'
import { openScene } from './page.ts'
import { caretInTable, changeTable, insertTable, TABLE_ACTS } from './table-commands.ts'

const writing = (): boolean => activeEditor() !== null
const inProject = (): boolean => appStore.getState().project !== null

const MARK_KEYS = {
  bold: 'Mod+B',
  italic: 'Mod+I',
  underline: 'Mod+U',
  strike: 'Mod+Shift+S',
  code: 'Mod+E',
} as const

const STYLE_KEYS = {
  paragraph: 'Mod+Alt+0',
  heading1: 'Mod+Alt+1',
  heading2: 'Mod+Alt+2',
  heading3: 'Mod+Alt+3',
  note: 'Mod+Alt+N',
} as const

const go = (where: 'before' | 'after') => (): void => {
  const { activeSceneId } = manuscriptStore.getState()
  const next = activeSceneId === null ? null : neighbourScene(activeSceneId, where)
  if (next !== null) void openScene(next)
}

export const manuscriptCommands: readonly Command[] = [
  {
    id: 'manuscript.find',
    title: () => t('manuscript:find'),
    shortcut: 'Mod+F',
    enabled: inProject,
    run: openFind,
    menu: 'edit',
  },
  {
    id: 'manuscript.toggleView',
    title: () => t('manuscript:toggleView'),
    shortcut: 'Mod+Shift+V',
    enabled: inProject,
    run: () => updateSettings({ view: currentSettings().view === 'scene' ? 'continuous' : 'scene' }),
    menu: 'view',
  },
  {
    id: 'manuscript.focusMode',
    title: () => t('manuscript:focusMode'),
    shortcut: 'Mod+Alt+O',
    enabled: inProject,
    run: () => updateSettings({ focusMode: !currentSettings().focusMode }),
    menu: 'view',
  },
  {
    id: 'manuscript.typewriter',
    title: () => t('manuscript:typewriter'),
    shortcut: 'Mod+Alt+W',
    enabled: inProject,
    run: () => updateSettings({ typewriter: !currentSettings().typewriter }),
    menu: 'view',
  },
  {
    id: 'manuscript.readAloud',
    title: () => t('manuscript:readAloud'),
    shortcut: 'Mod+Alt+A',
    enabled: () => inProject() && !isReading(),
    run: readAloud,
    menu: 'view',
  },
  {
    id: 'manuscript.pauseReading',
    title: () => t('manuscript:pauseReading'),
    enabled: isReading,
    run: pauseReading,
    menu: 'view',
  },
  {
    id: 'manuscript.stopReading',
    title: () => t('manuscript:stopReading'),
    enabled: isReading,
    run: stopReading,
    menu: 'view',
  },
  {
    id: 'manuscript.nextScene',
    title: () => t('manuscript:nextScene'),
    shortcut: 'Mod+Alt+ArrowDown',
    enabled: inProject,
    run: go('after'),
    menu: 'story',
  },
  {
    id: 'manuscript.previousScene',
    title: () => t('manuscript:previousScene'),
    shortcut: 'Mod+Alt+ArrowUp',
    enabled: inProject,
    run: go('before'),
    menu: 'story',
  },
  ...MARKS.map((mark): Command => ({
    id: `format.${mark}`,
    title: () => t(`manuscript:${mark}`),
    shortcut: MARK_KEYS[mark],
    local: true,
    enabled: writing,
    run: () => toggleMark(mark),
    menu: 'edit',
  })),
  ...BLOCK_STYLES.map((style): Command => ({
    id: `format.${style}`,
    title: () => t(`manuscript:${style}`),
    shortcut: STYLE_KEYS[style],
    local: true,
    enabled: writing,
    run: () => setBlockStyle(style),
    menu: style === 'note' ? 'insert' : 'edit',
  })),
  {
    id: 'format.blockquote',
    title: () => t('manuscript:blockquote'),
    shortcut: 'Mod+Shift+B',
    local: true,
    enabled: writing,
    run: toggleBlockquote,
    menu: 'edit',
  },
  {
    id: 'format.pullQuote',
    title: () => t('manuscript:pullQuote'),
    enabled: writing,
    run: togglePullQuote,
    menu: 'insert',
  },
  {
    id: 'format.bulletList',
    title: () => t('manuscript:bulletList'),
    shortcut: 'Mod+Shift+8',
    local: true,
    enabled: writing,
    run: () => toggleList('bulletList'),
    menu: 'edit',
  },
  {
    id: 'format.orderedList',
    title: () => t('manuscript:orderedList'),
    shortcut: 'Mod+Shift+7',
    local: true,
    enabled: writing,
    run: () => toggleList('orderedList'),
    menu: 'edit',
  },
  {
    id: 'insert.sceneBreak',
    title: () => t('manuscript:sceneBreak'),
    shortcut: 'Mod+Shift+Enter',
    enabled: writing,
    run: insertSceneBreak,
    menu: 'insert',
  },
  {
    id: 'insert.footnote',
    title: () => t('manuscript:footnote'),
    shortcut: 'Mod+Alt+F',
    enabled: writing,
    run: insertFootnote,
    menu: 'insert',
  },
  {
    id: 'insert.table',
    title: () => t('manuscript:table'),
    shortcut: 'Mod+Alt+L',
    enabled: () => writing() && !caretInTable(),
    run: insertTable,
    menu: 'insert',
  },
  ...TABLE_ACTS.map((act): Command => ({
    id: `table.${act}`,
    title: () => t('app:pair', { name: t('manuscript:table'), value: t(`manuscript:${act}`) }),
    enabled: caretInTable,
    run: () => changeTable(act),
    menu: 'insert',
  })),
]
