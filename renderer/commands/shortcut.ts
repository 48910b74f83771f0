// Shortcuts in one notation, `Mod+Shift+K`: matching key events and writing them the platform's way.

const isMac = (): boolean => typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)

interface KeyPress {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

/** The key of the event in the notation: letters and digits by position-independent value, others by name. */
const keyName = (event: KeyPress): string => {
  if (/^Key[A-Z]$/.test(event.code) && !/^[a-z]$/i.test(event.key)) return event.code.slice(3)
  if (/^Digit\d$/.test(event.code)) return event.code.slice(5)
  return event.key.length === 1 ? event.key.toUpperCase() : event.key
}

/** True when the event is this shortcut and nothing more. */
export const matchesShortcut = (event: KeyPress, shortcut: string, mac = isMac()): boolean => {
  const parts = shortcut.split('+')
  const key = parts.at(-1) ?? ''
  const has = (name: string): boolean => parts.slice(0, -1).includes(name)
  const ctrl = has('Ctrl') || (has('Mod') && !mac)
  const meta = has('Mod') && mac
  // A shifted sign such as `?` is written as itself: the shift that makes it is not asked for.
  const shiftFree = key.length === 1 && !/[A-Z0-9]/.test(key)
  return (
    keyName(event) === (key.length === 1 ? key.toUpperCase() : key) &&
    event.ctrlKey === ctrl &&
    event.metaKey === meta &&
    event.altKey === has('Alt') &&
    (shiftFree || event.shiftKey === has('Shift'))
  )
}

const MAC_SIGNS: Readonly<Record<string, string>> = {
  Mod: '⌘',
  Ctrl: '⌃',
  Alt: '⌥',
  Shift: '⇧',
  Enter: '↩',
  Backspace: '⌫',
}
const SIGNS: Readonly<Record<string, string>> = {
  Mod: 'Ctrl',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
}

/** The shortcut as this platform writes it: `⌘⇧K` or `Ctrl+Shift+K`. */
export const shortcutLabel = (shortcut: string, mac = isMac()): string =>
  shortcut
    .split('+')
    .map((part) => (mac ? MAC_SIGNS[part] : undefined) ?? SIGNS[part] ?? part)
    .join(mac ? '' : '+')
