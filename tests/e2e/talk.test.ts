// Who writes and talks, through the window: a model file of our own making, a real HTTP server, one change accepted, undone.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { violations } from '../helpers/axe.ts'
import { eventually } from '../helpers/eventually.ts'
import { startBrowserHost, type BrowserStudio } from '../helpers/harness.ts'
import { randomGguf } from '../helpers/llama-model.ts'
import { openAiServer, type OpenAiServer } from '../helpers/openai-server.ts'
import { leaveSettings, makeProject, studioPage, type StudioPage } from '../helpers/studio-page.ts'

const OLD = 'The old man walked slowly to the harbour.'

let folder = ''
let model = ''
let host: BrowserStudio
let studio: StudioPage
let server: OpenAiServer

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'arcwright-talk-'))
  model = await randomGguf(folder, 'harbour-tales.gguf')
  server = await openAiServer({ mode: 'both', key: 'secret' })
  const dataDir = path.join(folder, 'data')
  await leaveSettings(dataDir, { tourDone: true, locale: 'en' })
  const projectPath = await makeProject(folder, {
    title: 'Harbour',
    scenes: [['Ebb', [OLD, 'It was raining.']]],
  })
  host = await startBrowserHost({ dataDir, documentsDir: folder, projectPath })
  studio = await studioPage(host.page).ready()
  await studio.editor('Ebb').waitFor()
})
afterAll(async () => {
  await host.stop()
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

const dialog = () => host.page.getByTestId('writers-dialog')

test('a model file is looked at, added, and writes now; it only goes on with a text', async () => {
  const { page } = host
  await page.getByTestId('writer-chip').click()
  await dialog().getByTestId('add-files').click()
  await dialog().getByTestId('model-path').fill(model)
  await dialog().getByTestId('model-look').click()
  await dialog().getByTestId('files-add').click()
  await dialog().locator('.writer.current').filter({ hasText: 'harbour-tales.gguf' }).waitFor()
  expect(await violations(page, 'talk')).toEqual([])
  await page.keyboard.press('Escape')
  await dialog().waitFor({ state: 'detached' })
  await studio.command('talk.open')
  await page.getByTestId('talk-limits').waitFor()
  await page.getByTestId('talk-menu').click()
  const items = page.getByTestId('ask-menu').getByRole('menuitem')
  const dead = await items.evaluateAll((all) =>
    all.map((item) => item.getAttribute('aria-disabled') === 'true'),
  )
  expect(dead.filter((each) => !each)).toHaveLength(3)
  await page.keyboard.press('Escape')
})

test('a model whose process is killed while it writes is told of in words; the draft stands, and the next passage comes', async () => {
  const { page } = host
  const editor = studio.editor('Ebb')
  await editor.locator('p').last().click()
  await page.keyboard.press('End')
  const before = await editor.innerText()
  const untilWritten = async (): Promise<void> => {
    await page.keyboard.press('Control+Enter')
    await studio.ghost.waitFor()
    await page.getByTestId('cowriter-continue').waitFor()
    await page.keyboard.press('Escape')
    await studio.ghost.waitFor({ state: 'detached' })
  }
  await studio.openSide('cowriter')
  await editor.locator('p').last().click()
  await page.keyboard.press('End')
  await untilWritten()
  const killed = host.llamaPid()
  // It hears no more, so that the passage is under way when it dies.
  process.kill(killed, 'SIGSTOP')
  await page.keyboard.press('Control+Enter')
  await page.getByTestId('cowriter-stop').waitFor()
  process.kill(killed, 'SIGKILL')
  const told = studio.notices.filter({ hasText: 'The model stopped, perhaps for want of memory' })
  await told.waitFor()
  expect(await told.getAttribute('data-code')).toBe('MODEL_FAILED')
  expect(await violations(page, 'talk')).toEqual([])
  await page.getByTestId('cowriter-continue').waitFor()
  expect(await editor.innerText()).toBe(before)
  await told.getByRole('button', { name: 'Dismiss' }).click()
  await editor.locator('p').last().click()
  await page.keyboard.press('End')
  await untilWritten()
  expect(host.llamaPid()).not.toBe(killed)
  expect(await editor.innerText()).toBe(before)
})

test('a server is added with its key once its door is open; a wrong key is told, and nothing typed is lost', async () => {
  const { page } = host
  await studio.command('writers.addServer')
  await dialog().getByTestId('server-url').fill(server.url)
  await dialog().getByTestId('server-key').fill('wrong')
  expect(await dialog().getByTestId('server-ask').isDisabled()).toBe(true)
  await dialog().getByTestId('server-door').locator('.switch').click()
  await dialog().locator('.writers-door:not(.shut)').waitFor()
  await dialog().getByTestId('server-ask').click()
  await dialog().getByTestId('writers-problem').filter({ hasText: 'key' }).waitFor()
  expect(await dialog().getByTestId('server-url').inputValue()).toBe(server.url)
  await dialog().getByTestId('server-key').fill('secret')
  await dialog().getByTestId('server-ask').click()
  await dialog().getByTestId('server-add').click()
  await dialog().locator('.writer.current').filter({ hasText: server.url }).waitFor()
  await page.keyboard.press('Escape')
  await dialog().waitFor({ state: 'detached' })
})

test('an answer comes as changes: one is accepted by its key, one refused, and undo takes the first back', async () => {
  const { page } = host
  server.behave({ kind: 'write', pieces: ['The man ', 'hurried to the harbour.', '\n\nIt was raining.'] })
  const editor = studio.editor('Ebb')
  await editor.click()
  await studio.command('talk.vary')
  const proposal = page.getByTestId('proposal')
  await proposal.waitFor()
  expect(await violations(page, 'talk')).toEqual([])
  const changes = proposal.getByTestId('change')
  expect(await changes.count()).toBeGreaterThan(1)
  expect(await editor.innerText()).toContain(OLD)
  await proposal.focus()
  await page.keyboard.press('a')
  // A change that only takes away leaves nothing to see.
  await proposal.locator('.change.accepted').waitFor({ state: 'attached' })
  await eventually(() => editor.innerText()).toContain('The man walked slowly')
  await page.keyboard.press('r')
  await proposal.locator('.change.rejected').first().waitFor({ state: 'attached' })
  expect(await editor.innerText()).toContain('The man walked slowly')
  await editor.click()
  await page.keyboard.press('Control+z')
  await eventually(() => editor.innerText()).toContain(OLD)
  await eventually(() => proposal.locator('.change.accepted').count()).toBe(0)
})

test('a server that breaks off keeps question and words; what left the machine can be read', async () => {
  const { page } = host
  server.behave({ kind: 'half', pieces: ['Because '], how: 'destroy' })
  const field = page.getByTestId('talk-question-field')
  await field.fill('Why does he hurry?')
  await field.press('Enter')
  await page.getByTestId('talk-problem').waitFor()
  expect(await field.inputValue()).toBe('Why does he hurry?')
  await page
    .locator('[data-testid="talk-answer"][data-state="broken"]')
    .filter({ hasText: 'Because' })
    .waitFor()
  await studio.command('writers.sent')
  await dialog().getByTestId('sent-entry').first().locator('summary').click()
  await dialog().getByText('Why does he hurry?').first().waitFor()
  expect(await violations(page, 'talk')).toEqual([])
})
