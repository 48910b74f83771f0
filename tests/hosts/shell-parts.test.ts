// The shell's small decisions that need no window: menu, window place, projects from outside.
import path from 'node:path'
import { expect, it } from 'vitest'
import { menuTemplate } from '../../main/electron/menu-template.ts'
import { createProjectInbox, projectFromArguments } from '../../main/electron/project-inbox.ts'
import { isVisible } from '../../main/electron/window-state.ts'

const titles = {
  file: 'Datei',
  edit: 'Bearbeiten',
  view: 'Ansicht',
  story: 'Story',
  help: 'Hilfe',
  window: 'Fenster',
}

it('puts commands into their menus with words, keys and the roles of the system', () => {
  const ran: string[] = []
  const menus = menuTemplate(
    titles,
    [
      { id: 'project.new', title: 'Neu', menu: 'file', accelerator: 'CmdOrCtrl+N' },
      { id: 'edit.undo', title: 'Rückgängig', menu: 'edit', enabled: false, separated: true },
    ],
    (id) => ran.push(id),
  )
  const file = menus.find(({ label }) => label === 'Datei')?.submenu
  if (!Array.isArray(file)) throw new Error('there is no file menu')
  expect(file[0]).toMatchObject({
    id: 'project.new',
    label: 'Neu',
    accelerator: 'CmdOrCtrl+N',
    enabled: true,
  })
  file[0]?.click?.(undefined as never, undefined, undefined as never)
  expect(ran).toEqual(['project.new'])
  const edit = menus.find(({ label }) => label === 'Bearbeiten')?.submenu
  if (!Array.isArray(edit)) throw new Error('there is no edit menu')
  expect(edit[0]?.type).toBe('separator')
  expect(edit[1]).toMatchObject({ id: 'edit.undo', enabled: false })
  expect(edit.map(({ role }) => role)).toContain('copy')
})

it('puts a window back only where it can be seen', () => {
  const screens = [{ x: 0, y: 0, width: 1920, height: 1080 }]
  expect(isVisible({ x: 100, y: 100, width: 800, height: 600 }, screens)).toBe(true)
  expect(isVisible({ x: 1900, y: 100, width: 800, height: 600 }, screens)).toBe(false)
  expect(isVisible({ x: -3000, y: 0, width: 800, height: 600 }, screens)).toBe(false)
})

it('finds the project among the arguments of a start', () => {
  expect(projectFromArguments(['arcwright', '--flag', 'book.arcwright'])).toBe(path.resolve('book.arcwright'))
  expect(projectFromArguments(['book.arcwright', '--flag'])).toBeUndefined()
})

it('keeps a project until a window can take it, and the last one only', () => {
  const inbox = createProjectInbox()
  inbox.offer('/one')
  inbox.offer('/two')
  const taken: string[] = []
  const close = inbox.open((file) => taken.push(file))
  inbox.offer('/three')
  close()
  inbox.offer('/four')
  inbox.open((file) => taken.push(file))
  expect(taken).toEqual(['/two', '/three', '/four'])
})
