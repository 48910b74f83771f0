// All keyboard shortcuts, by menu; each can be given other keys, with what would lose them said before.
import { Keyboard, RotateCcw } from 'lucide-react'
import { useEffect, useRef, useState, type ReactElement } from 'react'
import type { Command, MenuName } from '../commands/command.ts'
import { holderOf, isRebound, keysOf, rebind, useKeymap } from '../commands/keymap.ts'
import { commands } from '../commands/registry.ts'
import { isUsable, shortcutFrom, shortcutLabel } from '../commands/shortcut.ts'
import { Button, Dialog, IconButton } from '../ui/index.ts'
import { useText } from '../locales/index.ts'
import { updateSettings } from './settings-store.ts'
import { closeDialog, useShell } from './shell-store.ts'

const MENUS = {
  file: 'app:menuFile',
  edit: 'app:menuEdit',
  view: 'app:menuView',
  insert: 'app:menuInsert',
  story: 'app:menuStory',
  help: 'app:menuHelp',
} as const satisfies Readonly<Record<MenuName, string>>

interface RecorderProps {
  readonly command: Command
  readonly onEnd: () => void
}

/** Waits for keys and shows what they would mean before they are kept. */
const Recorder = ({ command, onEnd }: RecorderProps): ReactElement => {
  const t = useText()
  const keymap = useKeymap()
  const [keys, setKeys] = useState<string | null>(null)
  const field = useRef<HTMLButtonElement>(null)
  useEffect(() => field.current?.focus(), [])
  const rival = keys === null ? undefined : holderOf(commands, keys, command.id)
  const usable = keys !== null && isUsable(keys)
  const keep = (chosen: string): void => {
    void updateSettings({ keymap: rebind(keymap, commands, command.id, chosen) })
    onEnd()
  }
  return (
    <div className="shortcut-recorder" data-testid="shortcut-recorder">
      <button
        ref={field}
        type="button"
        className="shortcut-field"
        onKeyDown={(event) => {
          // Tab goes on to the buttons, so that nobody is caught here.
          if (event.key === 'Tab') return
          event.preventDefault()
          event.stopPropagation()
          if (event.key === 'Escape') onEnd()
          else setKeys(shortcutFrom(event.nativeEvent) ?? keys)
        }}
      >
        <span className="visually-hidden">{t('app:pressKeys', { title: command.title() })}</span>
        {keys === null ? <span aria-hidden>{t('app:pressKeysNow')}</span> : <kbd>{shortcutLabel(keys)}</kbd>}
      </button>
      <p role="status">
        {keys !== null && !usable && t('app:keysNeedModifier')}
        {usable && rival && t('app:keysTaken', { title: rival.title() })}
      </p>
      <Button
        className="small"
        look="primary"
        isDisabled={!usable}
        onPress={() => keys !== null && keep(keys)}
        data-testid="shortcut-keep"
      >
        {t(rival ? 'app:keysTake' : 'app:ok')}
      </Button>
      <Button className="small" onPress={() => keep('')}>
        {t('app:keysNone')}
      </Button>
      <Button className="small" look="quiet" onPress={onEnd}>
        {t('app:cancel')}
      </Button>
    </div>
  )
}

const Line = (props: {
  readonly command: Command
  readonly recording: boolean
  readonly onRecord: (id: string | null) => void
}): ReactElement => {
  const { command, recording, onRecord } = props
  const t = useText()
  const keymap = useKeymap()
  const keys = keysOf(command)
  const title = command.title()
  return (
    <li data-testid="shortcut-line" data-command={command.id}>
      <span>{title}</span>
      {keys ? <kbd>{shortcutLabel(keys)}</kbd> : <span className="no-keys">{t('app:keysNoneNow')}</span>}
      {isRebound(command) && (
        <IconButton
          label={t('app:keysReset', { title })}
          className="small-icon"
          onPress={() => void updateSettings({ keymap: rebind(keymap, commands, command.id, null) })}
        >
          <RotateCcw />
        </IconButton>
      )}
      <IconButton
        label={t('app:keysChange', { title })}
        className="small-icon"
        onPress={() => onRecord(recording ? null : command.id)}
      >
        <Keyboard />
      </IconButton>
      {recording && <Recorder command={command} onEnd={() => onRecord(null)} />}
    </li>
  )
}

export const ShortcutsDialog = (): ReactElement => {
  const t = useText()
  const keymap = useKeymap()
  const open = useShell((state) => state.dialog === 'shortcuts')
  const [recording, setRecording] = useState<string | null>(null)
  return (
    <Dialog
      title={t('app:shortcuts')}
      isOpen={open}
      onClose={() => {
        setRecording(null)
        closeDialog()
      }}
      widthPx={860}
      testId="shortcuts-dialog"
      foot={
        <Button
          isDisabled={Object.keys(keymap).length === 0}
          onPress={() => void updateSettings({ keymap: {} })}
          data-testid="shortcuts-reset"
        >
          {t('app:keysResetAll')}
        </Button>
      }
    >
      <div className="shortcuts">
        {Object.entries(MENUS).map(([menu, title]) => (
          <section key={menu}>
            <h3>{t(title)}</h3>
            <ul>
              {commands
                .filter((command) => command.menu === menu)
                .map((command) => (
                  <Line
                    key={command.id}
                    command={command}
                    recording={recording === command.id}
                    onRecord={setRecording}
                  />
                ))}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
