// Ties the commands to what is around the page: keys, the native menu, closing the window, projects opened from outside.
import { commands } from '../commands/registry.ts'
import { runCommand } from '../commands/run-command.ts'
import { matchesShortcut } from '../commands/shortcut.ts'
import type { MenuName } from '../commands/command.ts'
import { host, type MenuCommand, type MenuTitles } from '../engine-client/host.ts'
import { onLocaleChange, t } from '../locales/index.ts'
import { flushScenes, unsavedTexts } from '../manuscript/scene-sessions.ts'
import { appStore, flushAll, openProject } from './app-store.ts'

/** Fields have their own undo, find and select; the window's are for the manuscript and everything else. */
const FIELD_OWNS = new Set(['app.undo', 'app.redo'])

const inField = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement

const inDialog = (): boolean => document.querySelector('[role="dialog"][aria-modal], .scrim') !== null

/** Shortcuts with a modifier are the window's wherever the focus is; bare keys go to what has the focus first. */
const isChord = (shortcut: string): boolean => /^(Mod|Ctrl|Alt)\+/.test(shortcut)

/** The other usual key for redo. */
const aliasOf = (event: KeyboardEvent): string | undefined =>
  matchesShortcut(event, 'Ctrl+Y') ? 'app.redo' : undefined

const commandFor = (event: KeyboardEvent, chords: boolean): string | undefined =>
  commands.find(
    ({ shortcut, local }) =>
      shortcut !== undefined && !local && isChord(shortcut) === chords && matchesShortcut(event, shortcut),
  )?.id ?? (chords ? aliasOf(event) : undefined)

const onKeyDown = (event: KeyboardEvent, chords: boolean): void => {
  if (event.defaultPrevented || event.isComposing) return
  const id = commandFor(event, chords)
  if (id === undefined || inDialog() || (FIELD_OWNS.has(id) && inField(event.target))) return
  event.preventDefault()
  event.stopPropagation()
  runCommand(id)
}

/** The native menu has no room of its own for insertions: they stand with the edits. */
const menuOf = (menu: MenuName): MenuCommand['menu'] => (menu === 'insert' ? 'edit' : menu)

const menuCommands = (): MenuCommand[] =>
  commands.flatMap((command) =>
    command.menu
      ? [
          {
            id: command.id,
            title: command.title(),
            menu: menuOf(command.menu),
            ...(command.shortcut ? { accelerator: acceleratorOf(command.shortcut) } : {}),
            enabled: command.enabled?.() !== false,
          },
        ]
      : [],
  )

const acceleratorOf = (shortcut: string): string =>
  shortcut.replace('Mod', 'CmdOrCtrl').replace(/Arrow(Up|Down|Left|Right)/, '$1')

const menuTitles = (): MenuTitles => ({
  file: t('app:menuFile'),
  edit: t('app:menuEdit'),
  view: t('app:menuView'),
  story: t('app:menuStory'),
  help: t('app:menuHelp'),
  window: t('app:menuWindow'),
})

const sendMenu = (): void => host.setMenu(menuTitles(), menuCommands())

/** Called once, at start. */
export const connectHost = (): void => {
  // Chords are caught on the way down: the editor would keep some of them (Ctrl+Z, Ctrl+Enter) to itself.
  window.addEventListener('keydown', (event) => onKeyDown(event, true), { capture: true })
  window.addEventListener('keydown', (event) => onKeyDown(event, false))
  window.addEventListener('blur', () => void flushScenes())
  window.addEventListener('beforeunload', (event) => {
    // A page that goes away cannot wait for a save: asked to stay while there is something to lose.
    void flushScenes()
    if (unsavedTexts().length > 0) event.preventDefault()
  })
  host.onCommand((id) => void runCommand(id))
  host.onCloseRequest(flushAll)
  host.onOpenProject((path) => void openProject(path))
  sendMenu()
  onLocaleChange(sendMenu)
  appStore.subscribe((state, before) => {
    if ((state.project === null) !== (before.project === null)) sendMenu()
  })
}
