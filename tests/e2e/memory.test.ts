// What a model is told, by hand, in a real browser: an entry written and called up, memory told, what is sent looked at and
// changed, and the passage that comes of it; what to write next; and undo.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { createEngine } from '../../engine/index.ts'
import { violations } from '../helpers/axe.ts'
import { eventually } from '../helpers/eventually.ts'
import { startBrowserHost } from '../helpers/harness.ts'
import { openAiServer } from '../helpers/openai-server.ts'
import { leaveSettings, makeProject, studioPage, type StudioPage } from '../helpers/studio-page.ts'

const endings: (() => Promise<unknown>)[] = []
let shown: StudioPage | null = null

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await shown?.keepPicture(task.name)
  for (const end of endings.splice(0).toReversed()) await end()
})

/** A server that writes, as an earlier visit would have added it. */
const leaveWriter = async (dataDir: string, url: string): Promise<void> => {
  mkdirSync(dataDir, { recursive: true })
  const engine = createEngine({ dataDir, documentsDir: dataDir, version: '0' })
  const { client } = engine.connect()
  await client.doors.set({ id: 'remote-models', open: true })
  const [{ id }] = await client.model.add({ url })
  await client.model.change({ id, change: { mask: false } })
  await engine.close()
}

it('tells a model what holds, shows it piece by piece, and sends what the writer left of it', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'arcwright-memory-'))
  endings.push(() => Promise.resolve(rmSync(folder, { recursive: true, force: true })))
  const dataDir = path.join(folder, 'data')
  await leaveSettings(dataDir, { tourDone: true })
  const server = await openAiServer()
  endings.push(() => server.close())
  await leaveWriter(dataDir, server.url)
  const scenes = [
    ['The letter', ['“Who could have opened the lighthouse cellar?”', 'Anna put the letter away.']],
    ['Low water', ['Anna walked to the harbour.']],
  ] as const
  const projectPath = await makeProject(folder, { title: 'The Salt Year', language: 'zh', scenes })
  const host = await startBrowserHost({ dataDir, projectPath, documentsDir: folder })
  endings.push(() => host.stop())
  const { page } = host
  const studio = (shown = await studioPage(page).untilOpen('The Salt Year'))
  await studio.openScene('Low water')
  await studio.typeAtEnd('Low water', ' She waited.')
  await studio.untilSaved()

  await studio.openSide('lore')
  const fill = async (field: string, text: string): Promise<void> => {
    await page.getByTestId(field).fill(text)
    await page.getByTestId(field).blur()
  }
  await page.getByTestId('lore-add').click()
  await fill('lore-title', 'The harbour')
  await fill('lore-content', 'The harbour freezes every winter.')
  await fill('lore-keys', 'harbour')
  const entry = page.getByTestId('lore-entry')
  await eventually(() => entry.getAttribute('class')).toContain('active')
  await eventually(() => entry.innerText()).toContain('called by “harbour”')
  await fill('lore-trial', 'Nobody was there.')
  await eventually(() => entry.innerText()).toContain('no key in the text')
  await fill('lore-trial', '')
  expect(await violations(studio.page, 'lore', '[data-testid="lore"]')).toEqual([])

  await page.locator('.lore .segment').nth(1).click()
  await fill('memory-book', 'It is always winter.')
  await fill('note-scene', 'Keep it dark.')

  await studio.openSide('cowriter')
  await page.getByTestId('sent-open').click()
  const pieces = page.getByTestId('sent').getByTestId('sent-piece')
  await eventually(() => pieces.count()).toBe(4)
  const whole = (await pieces.allInnerTexts()).join('\n')
  for (const part of ['It is always winter.', 'Keep it dark.', 'freezes every winter', 'She waited.'])
    expect(whole).toContain(part)
  expect(await violations(studio.page, 'sent', '[data-testid="sent"]')).toEqual([])
  await page
    .getByTestId('sent')
    .getByRole('checkbox', { name: /harbour/ })
    .press('Space')
  await eventually(async () => (await pieces.allInnerTexts()).join('\n')).toContain('left out by you')

  await studio.editor('Low water').click()
  await page.keyboard.press('Control+End')
  await page.getByTestId('cowriter-continue').click()
  const sent = (): unknown => server.asked.findLast(({ body }) => 'prompt' in body)?.body['prompt']
  await eventually(sent).toMatch(/^It is always winter\.\n\n/u)
  const prompt = sent() as string
  expect(prompt).toContain('Keep it dark.')
  expect(prompt).not.toContain('freezes')
  expect(prompt.endsWith('She waited.')).toBe(true)
  await eventually(() => page.getByTestId('cowriter-stop').count()).toBe(0)
  await studio.editor('Low water').click()
  await page.keyboard.press('Escape')

  await page.getByTestId('suggest-open').click()
  const suggestion = page.getByTestId('suggestion').filter({ hasText: 'lighthouse cellar' })
  await eventually(() => suggestion.count(), { timeout: 20_000 }).toBe(1)
  await suggestion.getByTestId('suggestion-dismiss').click()
  await eventually(() => suggestion.count()).toBe(0)

  await studio.openSide('lore')
  await page.locator('.lore .segment').nth(0).click()
  await entry.getByTestId('lore-remove').click()
  await eventually(() => entry.count()).toBe(0)
  await studio.command('app.undo')
  await eventually(() => entry.count()).toBe(1)
})

it('shows a long lorebook a screen at a time, finds in it, and brings a new entry at its end into view', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'arcwright-lorebook-'))
  endings.push(() => Promise.resolve(rmSync(folder, { recursive: true, force: true })))
  const dataDir = path.join(folder, 'data')
  await leaveSettings(dataDir, { tourDone: true })
  const projectPath = await makeProject(folder, {
    title: 'A wide world',
    scenes: [['The gate', ['Person7 opened the gate.']]],
  })
  const host = await startBrowserHost({ dataDir, projectPath, documentsDir: folder })
  endings.push(() => host.stop())
  const { page } = host
  const studio = (shown = await studioPage(page).untilOpen('A wide world'))
  await studio.openSide('lore')
  const entries = Object.fromEntries(
    Array.from({ length: 300 }, (_, uid) => [
      uid,
      { uid, key: [`Person${uid}`], comment: `Entry ${uid}`, content: `Person${uid} keeps a gate.` },
    ]),
  )
  const chosen = page.waitForEvent('filechooser')
  await page.getByTestId('lore-import').click()
  await (
    await chosen
  ).setFiles({
    name: 'world.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify({ entries })),
  })
  const rows = page.getByTestId('lore-entry')
  await rows.first().waitFor()
  expect(await rows.count()).toBeLessThan(100)
  await studio.editor('The gate').click()
  await page.keyboard.press('Control+End')
  await eventually(() => page.getByTestId('lore-left').innerText()).toContain('no key in the text (299)')
  // Why one stays out is asked as it comes into sight.
  await eventually(() => rows.first().innerText()).toContain('no key in the text')
  const rowOf = (name: string) => rows.filter({ has: page.getByText(name, { exact: true }) })
  await eventually(() => rowOf('Entry 7').innerText()).toContain('called by “Person7”')
  await rowOf('Entry 39').scrollIntoViewIfNeeded()
  await eventually(() => rowOf('Entry 39').innerText()).toContain('no key in the text')
  // The rest comes as its end is reached.
  const drawn = await rows.count()
  await page.locator('.lore .list-end').scrollIntoViewIfNeeded()
  await eventually(() => rows.count()).toBeGreaterThan(drawn)
  await page.getByTestId('lore-find').fill('Person299')
  await eventually(() => rows.count()).toBe(1)
  expect(await rows.innerText()).toContain('Entry 299')
  expect(await violations(studio.page, 'lore', '[data-testid="lore"]')).toEqual([])
  await page.getByTestId('lore-find').fill('nobody of that name')
  await eventually(() => rows.count()).toBe(0)
  await page.getByTestId('lore-find').fill('')
  await page.getByTestId('lore-add').click()
  await page.getByTestId('lore-title').fill('The newest')
  await page.getByTestId('lore-title').blur()
  await eventually(() => rows.filter({ hasText: 'The newest' }).count()).toBe(1)
})
