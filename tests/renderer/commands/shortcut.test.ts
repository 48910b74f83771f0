// Shortcuts in one notation: what matches, and how each platform writes them.
import { expect, test } from 'vitest'
import { matchesShortcut, shortcutLabel } from '../../../renderer/commands/shortcut.ts'

const press = (key: string, code: string, ...held: readonly ('ctrl' | 'meta' | 'shift' | 'alt')[]) => ({
  key,
  code,
  ctrlKey: held.includes('ctrl'),
  metaKey: held.includes('meta'),
  shiftKey: held.includes('shift'),
  altKey: held.includes('alt'),
})

test('Mod is Ctrl here and Command on a Mac', () => {
  expect(matchesShortcut(press('k', 'KeyK', 'ctrl'), 'Mod+K', false)).toBe(true)
  expect(matchesShortcut(press('k', 'KeyK', 'meta'), 'Mod+K', true)).toBe(true)
  expect(matchesShortcut(press('k', 'KeyK', 'ctrl'), 'Mod+K', true)).toBe(false)
})

test('a modifier too many or too few does not match', () => {
  expect(matchesShortcut(press('Z', 'KeyZ', 'ctrl', 'shift'), 'Mod+Z', false)).toBe(false)
  expect(matchesShortcut(press('Z', 'KeyZ', 'ctrl', 'shift'), 'Mod+Shift+Z', false)).toBe(true)
  expect(matchesShortcut(press('z', 'KeyZ'), 'Mod+Z', false)).toBe(false)
})

test('keys that type another script, or a sign behind Alt, count by their place', () => {
  expect(matchesShortcut(press('л', 'KeyK', 'ctrl'), 'Mod+K', false)).toBe(true)
  expect(matchesShortcut(press('∫', 'KeyB', 'meta', 'alt'), 'Mod+Alt+B', true)).toBe(true)
})

test('signs are asked for as themselves', () => {
  expect(matchesShortcut(press(',', 'Comma', 'ctrl'), 'Mod+,', false)).toBe(true)
  expect(matchesShortcut(press('/', 'Digit7', 'ctrl', 'shift'), 'Mod+7', false)).toBe(false)
})

test('labels follow the platform', () => {
  expect(shortcutLabel('Mod+Shift+K', true)).toBe('⌘⇧K')
  expect(shortcutLabel('Mod+Alt+ArrowUp', false)).toBe('Ctrl+Alt+↑')
})
