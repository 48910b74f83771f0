// The command palette: every command that can run now, and every scene and chapter to go to, by name.
import { useEffect, type ReactElement } from 'react'
import {
  Autocomplete,
  Dialog,
  Input,
  Menu as AriaMenu,
  Modal,
  ModalOverlay,
  SearchField,
  useFilter,
} from 'react-aria-components'
import { binderStore, nodeLabel } from '../binder/binder-store.ts'
import { keysOf } from '../commands/keymap.ts'
import { commands } from '../commands/registry.ts'
import { commandById, runCommand } from '../commands/run-command.ts'
import { openScene } from '../manuscript/manuscript-api.ts'
import { whenFocusIsBack } from '../ui/floating.ts'
import { MenuItem } from '../ui/index.ts'
import { useText } from '../locales/index.ts'
import { closeDialog, useShell } from './shell-store.ts'

const GO = 'go:'

/** A part or chapter is gone to by its first scene. */
const firstSceneAt = (id: string): string | undefined => {
  const { nodes } = binderStore.getState()
  const start = nodes.findIndex((node) => node.id === id)
  return nodes.slice(start).find((node) => node.kind === 'scene')?.id
}

/** What was chosen. It runs when the dialog has gone and given the focus back: commands work on what had it before. */
let chosen: (() => void) | null = null

const act = (key: string): void => {
  chosen = () => {
    if (!key.startsWith(GO)) {
      runCommand(key)
      return
    }
    const sceneId = firstSceneAt(key.slice(GO.length))
    if (sceneId) void openScene(sceneId)
  }
  closeDialog()
}

const runChosen = (): void => {
  const run = chosen
  chosen = null
  if (run) whenFocusIsBack(run)
}

const Palette = (): ReactElement => {
  const t = useText()
  useEffect(() => runChosen, [])
  const { contains } = useFilter({ sensitivity: 'base' })
  const runnable = commands.filter(({ id }) => id !== 'app.palette' && commandById(id)?.enabled?.() !== false)
  return (
    <Autocomplete filter={contains}>
      <SearchField aria-label={t('app:commandSearch')} autoFocus className="palette-search">
        <Input placeholder={t('app:commandSearch')} data-testid="palette-input" />
      </SearchField>
      <AriaMenu
        className="menu palette-list"
        aria-label={t('app:commandPalette')}
        onAction={(key) => act(String(key))}
        renderEmptyState={() => <p className="muted">{t('app:commandNone')}</p>}
      >
        {runnable.map((command) => (
          <MenuItem key={command.id} id={command.id} label={command.title()} shortcut={keysOf(command)} />
        ))}
        {binderStore.getState().nodes.map((node) => (
          <MenuItem key={node.id} id={GO + node.id} label={t('app:goTo', { title: nodeLabel(node) })} />
        ))}
      </AriaMenu>
    </Autocomplete>
  )
}

export const CommandPalette = (): ReactElement => {
  const t = useText()
  const open = useShell((state) => state.dialog === 'palette')
  return (
    <ModalOverlay
      className="scrim top"
      isOpen={open}
      isDismissable
      onOpenChange={(next) => !next && closeDialog()}
    >
      <Modal className="dialog-modal palette">
        <Dialog className="dialog" aria-label={t('app:commandPalette')} data-testid="palette">
          <Palette />
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
