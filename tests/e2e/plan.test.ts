// A plan by hand, in a real browser: made from a template, a beat rewritten, locked and moved, made into scenes, taken back.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { violations } from '../helpers/axe.ts'
import { eventually } from '../helpers/eventually.ts'
import { startBrowserHost } from '../helpers/harness.ts'
import { leaveSettings, makeProject, studioPage, type StudioPage } from '../helpers/studio-page.ts'

const endings: (() => Promise<unknown>)[] = []
const folders: string[] = []
let shown: StudioPage | null = null

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await shown?.keepPicture(task.name)
  for (const end of endings.splice(0)) await end()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

it('plans from a template, keeps what is locked, moves by keyboard, makes scenes and takes them back', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'arcwright-plan-'))
  folders.push(folder)
  const dataDir = path.join(folder, 'data')
  await leaveSettings(dataDir, { tourDone: true })
  const scenes = [['Start', ['It was late.']]] as const
  const projectPath = await makeProject(folder, { title: 'The Salt Year', scenes })
  const host = await startBrowserHost({ dataDir, projectPath, documentsDir: folder })
  endings.push(() => host.stop())
  const { page } = host
  const studio = (shown = await studioPage(page).untilOpen('The Salt Year'))
  const beats = page.getByTestId('beat')
  const happens = (at: number) => beats.nth(at).getByRole('textbox', { name: 'What happens' })

  await studio.openSide('plan')
  await page.getByTestId('plan-template').getByRole('button').click()
  await page.getByRole('option', { name: 'Healing' }).click()
  await page.getByTestId('plan-cast').fill('Anna, Tom')
  await page.getByTestId('plan-make').click()
  await eventually(() => beats.count()).toBe(6)
  const planned = await Promise.all([0, 1, 2].map((at) => happens(at).inputValue()))
  expect(planned.every((text) => /^[A-Z].+\.$/.test(text))).toBe(true)

  await happens(1).fill('Anna says it aloud.')
  await happens(1).blur()
  await beats.nth(1).getByTestId('beat-lock').click()
  await eventually(() => beats.nth(1).getAttribute('class')).toContain('locked')
  await page.getByTestId('plan-make').click()
  await eventually(() => page.getByTestId('plan-make').count()).toBe(1)
  await eventually(() => happens(0).inputValue()).not.toBe(planned[0])
  expect(await happens(1).inputValue()).toBe('Anna says it aloud.')

  await beats.nth(1).getByTestId('beat-down').focus()
  await page.keyboard.press('Enter')
  await eventually(() => happens(2).inputValue()).toBe('Anna says it aloud.')

  await page.getByTestId('plan-scenes').click()
  await eventually(() => studio.node('Naming it gently').count()).toBe(1)
  await eventually(() => page.getByTestId('plan-scenes').isDisabled()).toBe(true)
  expect(await violations(page, 'plan', '[data-testid="plan"]')).toEqual([])
  await studio.command('app.undo')
  await eventually(() => studio.node('Naming it gently').count()).toBe(0)
})
