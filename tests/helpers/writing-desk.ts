// A book open in a real browser for tests that write in it: opening, going to a scene, composing and pasting.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { CDPSession, Locator, Page } from 'playwright'
import { eventually } from './eventually.ts'
import { startBrowserHost, type BrowserStudio } from './harness.ts'
import { leaveSettings, makeProject, studioPage, type BookPlan, type StudioPage } from './studio-page.ts'

export interface Desk {
  readonly host: BrowserStudio
  readonly page: Page
  readonly studio: StudioPage
  readonly keys: CDPSession
  /** The scene's blocks as `tag: text`. */
  blocks(title: string): Promise<string[]>
  close(): Promise<void>
}

/** A studio with this book open in the view. */
export const openDesk = async (plan: BookPlan, view: 'scene' | 'continuous'): Promise<Desk> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'arcwright-page-'))
  const dataDir = path.join(folder, 'data')
  const projectPath = await makeProject(folder, plan)
  await leaveSettings(dataDir, { tourDone: true, view })
  const host = await startBrowserHost({ dataDir, documentsDir: folder, projectPath })
  const studio = await studioPage(host.page).untilOpen(plan.title)
  return {
    host,
    page: host.page,
    studio,
    keys: await host.page.context().newCDPSession(host.page),
    blocks: (title) =>
      studio
        .editor(title)
        .evaluate((editor) =>
          [...editor.children].map((block) => `${block.tagName.toLowerCase()}: ${block.textContent}`),
        ),
    async close() {
      await host.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** What an input method does: the text so far replaces what it composed before. */
export const compose = (keys: CDPSession, text: string): Promise<unknown> =>
  keys.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })

export const paste = (editor: Locator, html: string): Promise<void> =>
  editor.evaluate((element, markup) => {
    const data = new DataTransfer()
    data.setData('text/html', markup)
    element.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    )
  }, html)

/** Opens a scene in the one-scene view with the caret at its end. */
export const writeIn = async ({ studio, page }: Desk, title: string): Promise<Locator> => {
  await studio.node(title).dblclick()
  const editor = studio.editor(title)
  await editor.waitFor()
  await eventually(() => editor.evaluate((element) => document.activeElement === element)).toBe(true)
  await page.keyboard.press('Control+End')
  return editor
}

/** The same, on a new line. */
export const writeOn = async (desk: Desk, title: string): Promise<Locator> => {
  const editor = await writeIn(desk, title)
  await desk.page.keyboard.press('Enter')
  return editor
}

/** Through the palette: also to what is far away in the binder. */
export const goTo = async ({ page, studio }: Desk, title: string): Promise<void> => {
  await page.keyboard.press('Control+k')
  await page.getByTestId('palette-input').fill(`Go to “${title}”`)
  await page.keyboard.press('Enter')
  await studio.editor(title).waitFor()
}
