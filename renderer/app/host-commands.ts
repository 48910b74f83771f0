// Ties the commands to what is around the page: keys, the native menu, closing the window, projects opened from outside.
import { commands } from '../commands/registry.ts'
import { runCommand } from '../commands/run-command.ts'
import { matchesShortcut } from '../commands/shortcut.ts'
import type { Command, MenuName } from '../commands/command.ts'
import { isRebound, keysOf } from '../commands/keymap.ts'
import { host, type MenuCommand, type MenuTitles } from '../engine-client/host.ts'
import { onLocaleChange, t } from '../locales/index.ts'
import { flushScenes, unsavedTexts } from '../manuscript/scene-sessions.ts'
import { putAwayFloating, whenFocusIsBack } from '../ui/floating.ts'
import { appStore, flushAll, openProject } from './app-store.ts'
import { settingsStore } from './settings-store.ts'

/** Fields have their own undo, find and select; the window's are for the manuscript and everything else. */
const FIELD_OWNS = new Set(['app.undo', 'app.redo'])

const inField = (target: EventTarget | null): target is HTMLInputElement | HTMLTextAreaElement =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement

/** Some fields own more: what Ctrl+Enter says in them is named by `data-owns` around them. */
const isFields = (id: string, target: EventTarget | null): boolean =>
  inField(target) &&
  (FIELD_OWNS.has(id) || target.closest<HTMLElement>('[data-owns]')?.dataset['owns'] === id)

const inDialog = (): boolean => document.querySelector('[role="dialog"][aria-modal], .scrim') !== null

/** Shortcuts with a modifier are the window's wherever the focus is; bare keys go to what has the focus first. */
const isChord = (shortcut: string): boolean => /^(Mod|Ctrl|Alt)\+/.test(shortcut)

/** The other usual key for redo. */
const aliasOf = (event: KeyboardEvent): string | undefined =>
  matchesShortcut(event, 'Ctrl+Y') ? 'app.redo' : undefined

/** Keys of a place (the editor) are its own business until the writer gives its command others. */
const commandFor = (event: KeyboardEvent, chords: boolean): string | undefined =>
  commands.find((command) => {
    const keys = keysOf(command)
    const isOurs = !command.local || isRebound(command)
    return keys !== undefined && isOurs && isChord(keys) === chords && matchesShortcut(event, keys)
  })?.id ?? (chords ? aliasOf(event) : undefined)

/** Keys that a place still answers to although the writer took them from its command. */
const isTakenAway = (event: KeyboardEvent): boolean =>
  commands.some(
    (command) =>
      command.local === true &&
      command.shortcut !== undefined &&
      isRebound(command) &&
      matchesShortcut(event, command.shortcut),
  )

/** A sign that is typed: no command answers to it alone, and most keys are such. */
const isTyped = (event: KeyboardEvent): boolean =>
  event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey

const onKeyDown = (event: KeyboardEvent, chords: boolean): void => {
  if (event.defaultPrevented || event.isComposing || isTyped(event)) return
  const id = commandFor(event, chords)
  if (id === undefined && chords && isTakenAway(event)) {
    event.preventDefault()
    event.stopPropagation()
  }
  if (id === undefined || inDialog() || isFields(id, event.target)) return
  event.preventDefault()
  event.stopPropagation()
  if (putAwayFloating()) whenFocusIsBack(() => runCommand(id))
  else runCommand(id)
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
            ...acceleratorOf(command),
            enabled: command.enabled?.() !== false,
          },
        ]
      : [],
  )

const acceleratorOf = (command: Command): { accelerator?: string } => {
  const accelerator = keysOf(command)
    ?.replace('Mod', 'CmdOrCtrl')
    .replace(/Arrow(Up|Down|Left|Right)/, '$1')
  return accelerator === undefined ? {} : { accelerator }
}

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
    const isOther =
      (state.project === null) !== (before.project === null) ||
      (state.project?.readOnly ?? null) !== (before.project?.readOnly ?? null)
    if (isOther) sendMenu()
  })
  settingsStore.subscribe(({ settings }, before) => {
    if (settings?.keymap !== before.settings?.keymap) sendMenu()
  })
}
