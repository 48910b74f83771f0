// Which keys a command has, and what happens to the one that had them before.
import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Command } from '../../../renderer/commands/command.ts'
import { holderOf, keysOf, rebind } from '../../../renderer/commands/keymap.ts'
import { isUsable, shortcutFrom } from '../../../renderer/commands/shortcut.ts'

const command = (id: string, shortcut?: string): Command => ({
  id,
  title: () => id,
  run: () => undefined,
  ...(shortcut ? { shortcut } : {}),
})
const commands = [command('find', 'Mod+F'), command('goals', 'Mod+Shift+G'), command('tour')]
const keys = (keymap: Readonly<Record<string, string>>): (string | undefined)[] =>
  commands.map((each) => keysOf(each, keymap))

test('keys that are taken over are lost by the command that had them', () => {
  const keymap = rebind({}, commands, 'tour', 'Mod+F')
  expect(keys(keymap)).toEqual([undefined, 'Mod+Shift+G', 'Mod+F'])
  expect(holderOf(commands, 'mod+f', 'find', keymap)?.id).toBe('tour')
})

test('a command gets its own keys back, from whoever took them', () => {
  const taken = rebind({}, commands, 'tour', 'Mod+F')
  expect(keys(rebind(taken, commands, 'find', null))).toEqual(['Mod+F', 'Mod+Shift+G', undefined])
  expect(rebind(rebind({}, commands, 'goals', ''), commands, 'goals', null)).toEqual({})
})

test('keys are read off an event in the one notation', () => {
  const event = { key: 'k', code: 'KeyK', ctrlKey: true, metaKey: false, shiftKey: true, altKey: false }
  expect(shortcutFrom(event, false)).toBe('Mod+Shift+K')
  expect(shortcutFrom({ ...event, key: 'Control', code: 'ControlLeft' }, false)).toBeNull()
  expect(shortcutFrom({ ...event, metaKey: true, shiftKey: false }, true)).toBe('Mod+Ctrl+K')
  expect(shortcutFrom({ ...event, key: '?', code: 'Slash' }, false)).toBe('Mod+?')
  expect(['Mod+K', 'F9', 'Alt+ArrowUp'].every(isUsable)).toBe(true)
  expect(['K', 'Shift+K', 'Enter'].some(isUsable)).toBe(false)
})

test('no two commands come with the same keys', () => {
  // Read as text: the commands themselves need a window around them.
  const folder = new URL('../../../renderer/', import.meta.url)
  const keys = globSync('*/commands.ts', { cwd: folder })
    .map((file) => readFileSync(new URL(file, folder), 'utf8'))
    .flatMap((text) => [...text.matchAll(/shortcut: '([^']+)'/g)].map(([, shortcut]) => shortcut))
  expect(keys.length).toBeGreaterThan(30)
  expect(keys.toSorted()).toEqual([...new Set(keys)].toSorted())
})
