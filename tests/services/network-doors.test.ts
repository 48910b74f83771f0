// Network doors: closed from the start, refused in one place, remembered, and shut together by one switch.
import { describe, expect, test } from 'vitest'
import { NETWORK_DOORS, NetworkDoors } from '../../engine/services/network-doors.ts'
import { SettingsFile } from '../../engine/services/settings-file.ts'
import { en, zhCN } from '../../renderer/locales/index.ts'
import { arcwright } from '../cli/terminal.ts'
import { tempFolder } from '../helpers/temp-project.ts'

const [{ id }] = NETWORK_DOORS

describe('network doors', () => {
  test('are all closed on a fresh machine, and a closed one refuses', () => {
    const doors = new NetworkDoors(new SettingsFile(tempFolder()))
    expect(doors.list().doors.map(({ open }) => open)).toEqual(NETWORK_DOORS.map(() => false))
    for (const door of NETWORK_DOORS)
      expect(() => doors.pass(door.id)).toThrow(
        expect.objectContaining({ code: 'DOOR_CLOSED', detail: { door: door.id, allShut: false } }) as Error,
      )
  })

  test('stay as they were set, for the next start too', () => {
    const folder = tempFolder()
    new NetworkDoors(new SettingsFile(folder)).set(id, true)
    const later = new NetworkDoors(new SettingsFile(folder))
    expect(later.isOpen(id)).toBe(true)
    expect(later.pass(id).aborted).toBe(false)
    later.set(id, false)
    expect(new NetworkDoors(new SettingsFile(folder)).isOpen(id)).toBe(false)
  })

  test('end what is passing when they are closed, one by one or all at once', () => {
    const doors = new NetworkDoors(new SettingsFile(tempFolder()))
    doors.set(id, true)
    const first = doors.pass(id)
    doors.set(id, false)
    expect(first.aborted).toBe(true)
    doors.set(id, true)
    const second = doors.pass(id)
    expect(second.aborted).toBe(false)
    doors.shutAll(true)
    expect(second.aborted).toBe(true)
    expect(() => doors.pass(id)).toThrow(/door for it is closed/)
  })

  test('are as they were when the master switch is lifted', () => {
    const doors = new NetworkDoors(new SettingsFile(tempFolder()))
    doors.set(id, true)
    doors.shutAll(true)
    expect(doors.list()).toMatchObject({
      allShut: true,
      doors: [{ open: true }, { open: false }, { open: false }],
    })
    doors.shutAll(false)
    expect(doors.isOpen(id)).toBe(true)
  })

  test('that nobody knows cannot be opened', () => {
    const doors = new NetworkDoors(new SettingsFile(tempFolder()))
    expect(() => doors.set('back', true)).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }) as Error)
  })

  test('have words in both languages', () => {
    for (const door of NETWORK_DOORS)
      for (const words of [en.doors, zhCN.doors])
        expect(Object.keys(words)).toEqual(expect.arrayContaining([door.id, `${door.id}-hint`]))
  })

  test('are listed, opened and closed in a terminal', async () => {
    const folder = tempFolder()
    expect((await arcwright(folder, 'doors', 'open', id, '--json')).json).toMatchObject({
      ok: true,
      doors: [{ id, open: true }, { open: false }, { open: false }],
    })
    expect((await arcwright(folder, 'doors', 'close', '--json')).json).toMatchObject({ allShut: true })
    expect((await arcwright(folder, 'doors', 'list', '--json')).json).toMatchObject({
      allShut: true,
      doors: [{ id, open: true }, { open: false }, { open: false }],
    })
    expect((await arcwright(folder, 'doors', 'open', 'back', '--json')).code).toBe(1)
  })
})
