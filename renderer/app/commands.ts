// The frame's commands: projects, undo, panels, palette, help.
import { appUndo } from '../commands/app-undo.ts'
import type { Command } from '../commands/command.ts'
import type { UndoOutcome } from '../commands/undo.ts'
import { dialogueStore, leaveRoom } from '../dialogue/dialogue-store.ts'
import { leaveLife, lifeStore } from '../life/life-store.ts'
import { t, type TextKey } from '../locales/index.ts'
import { appStore, closeProject, flushAll, openProject, openSample } from './app-store.ts'
import { togglePanel } from './settings-store.ts'
import { actLabel } from './act-label.ts'
import { chooseProject } from './choose-file.ts'
import { notify, notifyError } from './notices-store.ts'
import { usualPanes } from './pane-sizes.ts'
import { openDialog, shellStore } from './shell-store.ts'
import { openSideTab, sideTabs, type SideTabId } from './side-tabs.ts'

const inProject = (): boolean => appStore.getState().project !== null

/** The manuscript and its panels are in sight, and not a room of their own. */
const onPage = (): boolean => inProject() && !dialogueStore.getState().isOpen && !lifeStore.getState().isOpen

/** A panel asked for from another room is beside the manuscript: back there, to see it. */
const showBesidePage = (id: SideTabId): void => {
  leaveRoom()
  leaveLife()
  openSideTab(id)
}

const say = (outcome: UndoOutcome, done: TextKey, nothing: TextKey): void => {
  if (outcome.kind === 'engine') notify({ tone: 'info', message: t(done, { what: actLabel(outcome.label) }) })
  if (outcome.kind === 'nothing') notify({ tone: 'info', message: t(nothing) })
}

/** Text first goes to disk: the engine's own undo must find it there. */
const step = async (way: 'undo' | 'redo'): Promise<void> => {
  try {
    await flushAll()
    const outcome = await appUndo[way]()
    if (way === 'undo') say(outcome, 'app:undone', 'app:nothingToUndo')
    else say(outcome, 'app:redone', 'app:nothingToRedo')
  } catch (error) {
    notifyError(error)
  }
}

export const openFromDisk = async (): Promise<void> => {
  const path = await chooseProject()
  if (path !== null) await openProject(path)
}

const panel = (name: 'binder' | 'side' | 'timeline', title: TextKey, shortcut: string): Command => ({
  id: `app.toggle-${name}`,
  title: () => t(title),
  shortcut,
  enabled: onPage,
  run: () => togglePanel(name),
  menu: 'view',
})

export const appCommands: readonly Command[] = [
  {
    id: 'app.newProject',
    title: () => t('app:newProject'),
    shortcut: 'Mod+Alt+P',
    run: () => openDialog('new-project'),
    menu: 'file',
  },
  {
    id: 'app.openProject',
    title: () => t('app:openProject'),
    shortcut: 'Mod+O',
    run: openFromDisk,
    menu: 'file',
  },
  {
    id: 'app.openSample',
    title: () => t('app:openSample'),
    run: async () => {
      await openSample()
    },
    menu: 'file',
  },
  {
    id: 'app.projectDetails',
    title: () => t('app:projectDetails'),
    enabled: inProject,
    run: () => openDialog('project-details'),
    menu: 'file',
  },
  {
    id: 'app.save',
    title: () => t('app:save'),
    shortcut: 'Mod+S',
    enabled: inProject,
    run: flushAll,
    menu: 'file',
  },
  {
    id: 'app.closeProject',
    title: () => t('app:closeProject'),
    enabled: inProject,
    run: closeProject,
    menu: 'file',
  },
  {
    id: 'app.undo',
    title: () => t('app:undo'),
    shortcut: 'Mod+Z',
    enabled: inProject,
    run: () => step('undo'),
    menu: 'edit',
  },
  {
    id: 'app.redo',
    title: () => t('app:redo'),
    shortcut: 'Mod+Shift+Z',
    enabled: inProject,
    run: () => step('redo'),
    menu: 'edit',
  },
  {
    id: 'app.palette',
    title: () => t('app:commandPalette'),
    shortcut: 'Mod+K',
    run: () => openDialog('palette'),
    menu: 'help',
  },
  panel('binder', 'app:toggleBinder', 'Mod+Alt+B'),
  panel('side', 'app:toggleSide', 'Mod+Alt+C'),
  panel('timeline', 'app:toggleTimeline', 'Mod+Alt+T'),
  {
    id: 'app.usualPanes',
    title: () => t('app:usualPanes'),
    enabled: onPage,
    run: usualPanes,
    menu: 'view',
  },
  ...sideTabs.map(({ id, label }) => ({
    id: `app.side-${id}`,
    title: () => t('app:showTab', { name: t(label) }),
    enabled: inProject,
    run: () => showBesidePage(id),
    menu: 'view' as const,
  })),
  {
    id: 'app.shortcuts',
    title: () => t('app:shortcuts'),
    shortcut: 'Mod+/',
    run: () => openDialog('shortcuts'),
    menu: 'help',
  },
  {
    id: 'app.tour',
    title: () => t('app:tourAgain'),
    enabled: inProject,
    run: () => shellStore.setState({ tourStep: 0 }),
    menu: 'help',
  },
  { id: 'app.about', title: () => t('app:about'), run: () => openDialog('about'), menu: 'help' },
]
