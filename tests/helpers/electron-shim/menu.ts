// Menu: built from templates, searched by id, driven by accelerators.
export interface Template {
  id?: string
  label?: string
  role?: string
  type?: string
  enabled?: boolean
  accelerator?: string
  submenu?: Template[]
  click?: () => void
}

export interface Key {
  readonly key: string
  readonly command: boolean
  readonly shift: boolean
  readonly alt: boolean
}

const COMMAND = /^(CmdOrCtrl|CommandOrControl|Cmd|Command|Ctrl|Control)$/i

const matches = (accelerator: string, pressed: Key): boolean => {
  const parts = accelerator.split('+')
  const key = parts.pop() ?? ''
  return (
    key.toLowerCase() === pressed.key.toLowerCase() &&
    pressed.command === parts.some((part) => COMMAND.test(part)) &&
    pressed.shift === parts.some((part) => /^shift$/i.test(part)) &&
    pressed.alt === parts.some((part) => /^(alt|option)$/i.test(part))
  )
}

const flatten = (items: readonly Template[]): Template[] =>
  items.flatMap((item) => [item, ...flatten(item.submenu ?? [])])

export class Menu {
  static current: Menu | null = null
  readonly items: Template[]

  private constructor(items: Template[]) {
    this.items = items
  }

  static buildFromTemplate(items: Template[]): Menu {
    return new Menu(items)
  }

  static setApplicationMenu(menu: Menu | null): void {
    Menu.current = menu
  }

  static press(key: Key): void {
    flatten(Menu.current?.items ?? [])
      .find((item) => item.accelerator && item.enabled !== false && matches(item.accelerator, key))
      ?.click?.()
  }

  static click(id: string): void {
    const item = flatten(Menu.current?.items ?? []).find((candidate) => candidate.id === id)
    if (!item) throw new Error(`the menu has no ${id}`)
    item.click?.()
  }

  /** Labels, roles and accelerators, for tests to look at. */
  static describe(): { id?: string; label?: string; role?: string; accelerator?: string }[] {
    return flatten(Menu.current?.items ?? []).map(({ id, label, role, accelerator }) => ({
      id,
      label,
      role,
      accelerator,
    }))
  }
}
