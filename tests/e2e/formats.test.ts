// Books coming in as folders and going out as the writer wants them printed, in the window, in a real browser.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { afterEach, describe, expect, it } from 'vitest'
import { eventually } from '../helpers/eventually.ts'
import { startBrowserHost } from '../helpers/harness.ts'
import { leaveSettings, makeProject, studioPage } from '../helpers/studio-page.ts'
import { paste } from '../helpers/writing-desk.ts'
import { onDisk, scrivener } from '../importers/book-projects.ts'

const endings: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0)) await end()
})

describe('formats in the window', () => {
  it('takes a Scrivener project in by its folder, and keeps how it is to be printed', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'arcwright-formats-'))
    onDisk(path.join(folder, 'Lamp.scriv'), scrivener())
    const host = await startBrowserHost({ documentsDir: folder })
    endings.push(async () => {
      await host.stop()
      rmSync(folder, { recursive: true, force: true })
    })
    const studio = await studioPage(host.page).ready()
    const { page } = studio
    await studio.createProject('Lamp')

    await studio.command('manuscript.import')
    await page.getByTestId('import-choose-folder').click()
    const files = page.getByTestId('file-dialog')
    await files.getByRole('option', { name: 'Lamp.scriv' }).dblclick()
    await files.getByRole('option', { name: 'Lamp.scrivx' }).waitFor()
    await files.getByTestId('file-folder').click()
    const outline = page.getByTestId('import-outline')
    await outline.waitFor()
    await outline.getByRole('row').nth(4).waitFor()
    await studio.commitImport()
    await studio.node('Oil lamps').waitFor()
    // One goes on typing in what was brought in.
    const manuscript = studio.page.getByTestId('manuscript')
    await eventually(() => manuscript.evaluate((element) => element.contains(document.activeElement))).toBe(
      true,
    )

    const dialog = await studio.openExport()
    await dialog.getByRole('radio', { name: 'HTML' }).click()
    await dialog.getByRole('radio', { name: 'Modern' }).click()
    await dialog.getByRole('radio', { name: 'Number and title' }).click()
    await dialog.getByText('Before the first chapter').click()
    await dialog.getByLabel('Dedication').fill('For M.')
    const sample = dialog.frameLocator('iframe')
    await sample.getByText('For M.').waitFor()
    await sample.getByRole('heading', { name: 'Chapter 1: The lamp' }).waitFor()
    const download = page.waitForEvent('download')
    await dialog.getByTestId('export-run').click()
    const html = readFileSync(await (await download).path(), 'utf8')
    expect(html).toContain('<body class="modern">')
    expect(html).toContain('For M.')
    await dialog.getByTestId('export-result').waitFor()
    await dialog.getByRole('button', { name: 'Close' }).last().click()
    await dialog.waitFor({ state: 'detached' })

    // What was chosen for one format holds for the others, also the next time.
    await page.reload()
    await studio.ready()
    if (await page.getByTestId('start-screen').isVisible()) await studio.openRecent('Lamp')
    const epub = unzipSync(new Uint8Array(readFileSync(await (await studio.exportAsDownload('EPUB')).path())))
    const pages = Object.entries(epub)
      .filter(([name]) => name.endsWith('.xhtml'))
      .map(([, bytes]) => strFromU8(bytes))
      .join('\n')
    expect(pages).toContain('For M.')
    expect(pages).toContain('Chapter 1: The lamp')
  }, 180_000)

  it.each([
    ['en', 'Plain text', 'Close', ['bold, 1 time', 'italics, 2 times', '1 scene title']],
    ['zh-CN', '纯文本', '关闭', ['粗体 1 处', '斜体 2 处', '场景标题 1 个']],
  ] as const)(
    'says before an export what its format cannot hold (%s)',
    async (locale, plain, close, said) => {
      const folder = mkdtempSync(path.join(tmpdir(), 'arcwright-losses-'))
      endings.push(async () => rmSync(folder, { recursive: true, force: true }))
      const projectPath = await makeProject(folder, {
        title: 'Lamp',
        scenes: [['Ebb', ['A plain line.']]],
      })
      const dataDir = path.join(folder, 'data')
      await leaveSettings(dataDir, { tourDone: true, locale, view: 'scene' })
      const host = await startBrowserHost({ dataDir, documentsDir: folder, projectPath })
      endings.push(() => host.stop())
      const studio = await studioPage(host.page).untilOpen('Lamp')
      await paste(studio.editor('Ebb'), '<p><b>Dark</b>, <i>cold</i>, and <i>late</i>.</p>')
      await studio.untilSaved()
      const dialog = await studio.openExport()
      await dialog.getByRole('radio', { name: 'Markdown' }).first().click()
      await dialog.getByTestId('export-losses').waitFor({ state: 'detached' })
      await dialog.getByRole('radio', { name: plain }).click()
      const losses = dialog.getByTestId('export-losses')
      await eventually(() => losses.getByRole('listitem').allInnerTexts()).toEqual([...said])
      await dialog.getByRole('button', { name: close }).last().click()
      await dialog.waitFor({ state: 'detached' })
    },
  )
})
