// All keyboard shortcuts, by menu.
import type { ReactElement } from 'react'
import type { MenuName } from '../commands/command.ts'
import { commands } from '../commands/registry.ts'
import { shortcutLabel } from '../commands/shortcut.ts'
import { Dialog } from '../ui/index.ts'
import { useText } from '../locales/index.ts'
import { closeDialog, useShell } from './shell-store.ts'

const MENUS = {
  file: 'app:menuFile',
  edit: 'app:menuEdit',
  view: 'app:menuView',
  insert: 'app:menuInsert',
  story: 'app:menuStory',
  help: 'app:menuHelp',
} as const satisfies Readonly<Record<MenuName, string>>

export const ShortcutsDialog = (): ReactElement => {
  const t = useText()
  const open = useShell((state) => state.dialog === 'shortcuts')
  return (
    <Dialog title={t('app:shortcuts')} isOpen={open} onClose={closeDialog} widthPx={720}>
      <div className="shortcuts">
        {Object.entries(MENUS).map(([menu, title]) => (
          <section key={menu}>
            <h3>{t(title)}</h3>
            <dl>
              {commands
                .filter((command) => command.menu === menu && command.shortcut)
                .map((command) => (
                  <div key={command.id}>
                    <dt>{command.title()}</dt>
                    <dd>
                      <kbd>{shortcutLabel(command.shortcut ?? '')}</kbd>
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
