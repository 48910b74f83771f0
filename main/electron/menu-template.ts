// What the menu bar holds: the renderer's commands in their menus, plus the roles that only the system can play.
import type { MenuItemConstructorOptions } from 'electron'
import type { MenuCommand, MenuTitles } from '../../preload/bridge.ts'

const isMac = process.platform === 'darwin'
const line: MenuItemConstructorOptions = { type: 'separator' }

/** What the system does by itself at the end of each menu. */
const roles: Readonly<Record<MenuCommand['menu'], readonly MenuItemConstructorOptions[]>> = {
  file: isMac ? [line, { role: 'close' }] : [line, { role: 'quit' }],
  edit: [line, { role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' }],
  view: [
    line,
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    line,
    { role: 'togglefullscreen' },
  ],
  story: [],
  help: [],
}

const MENUS = ['file', 'edit', 'view', 'story', 'help'] as const satisfies readonly MenuCommand['menu'][]

/** Pure: what the menu bar holds for these commands. */
export const menuTemplate = (
  titles: MenuTitles,
  commands: readonly MenuCommand[],
  run: (id: string) => void,
): MenuItemConstructorOptions[] => {
  const item = (command: MenuCommand): MenuItemConstructorOptions[] => [
    ...(command.separated ? [line] : []),
    {
      id: command.id,
      label: command.title,
      enabled: command.enabled ?? true,
      ...(command.accelerator === undefined ? {} : { accelerator: command.accelerator }),
      click: () => run(command.id),
    },
  ]
  const menus = MENUS.map((menu): MenuItemConstructorOptions => ({
    label: titles[menu],
    submenu: [...commands.filter((command) => command.menu === menu).flatMap(item), ...roles[menu]],
    ...(menu === 'help' ? { role: 'help' as const } : {}),
  }))
  const windowMenu: MenuItemConstructorOptions = { role: 'windowMenu', label: titles.window }
  return [
    ...(isMac ? [{ role: 'appMenu' as const }] : []),
    ...menus.slice(0, -1),
    windowMenu,
    ...menus.slice(-1),
  ]
}
