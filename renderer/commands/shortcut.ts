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
  if (event.key === ' ') return 'Space'
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

const MODIFIERS = new Set(['Control', 'Meta', 'Shift', 'Alt', 'AltGraph', 'CapsLock', 'Dead', 'Process'])

/** The keys of an event in the notation; null while only modifiers are held. */
export const shortcutFrom = (event: KeyPress, mac = isMac()): string | null => {
  if (MODIFIERS.has(event.key)) return null
  const key = keyName(event)
  const isSign = key.length === 1 && !/[A-Z0-9]/.test(key)
  const mod = mac ? event.metaKey : event.ctrlKey
  const parts = [
    mod && 'Mod',
    mac && event.ctrlKey && 'Ctrl',
    event.altKey && 'Alt',
    event.shiftKey && !isSign && 'Shift',
    key,
  ]
  return parts.filter((part) => typeof part === 'string').join('+')
}

/** Keys that would be in nobody's way: with a modifier that types nothing, or a function key. */
export const isUsable = (shortcut: string): boolean =>
  /^(Mod|Ctrl|Alt)\+/.test(shortcut) || /^(Shift\+)?F\d{1,2}$/.test(shortcut)

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
