// One undo for everything: what was done in scenes, binder, timeline, media and by an import is taken back in reverse
// order, down to the untouched project, and comes back the same way.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import sharp from 'sharp'
import { afterEach, expect, it } from 'vitest'
import { eventually } from '../helpers/eventually.ts'
import { startBrowserHost } from '../helpers/harness.ts'
import { makeProject, studioPage, textFile, type StudioPage } from '../helpers/studio-page.ts'

const endings: (() => Promise<unknown>)[] = []
const folders: string[] = []
let shown: StudioPage | null = null

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await shown?.keepPicture(task.name)
  for (const end of endings.splice(0)) await end()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** Everything an act here can change, as the window shows it. */
interface Picture {
  readonly binder: readonly string[]
  readonly north: string
  readonly south: string
  readonly target: readonly string[]
  readonly media: number
}

const pictureOf = async (studio: StudioPage): Promise<Picture> => ({
  binder: await studio.binder.locator('.node-title').allInnerTexts(),
  north: await studio.textOf(studio.editor('North')),
  south: await studio.textOf(studio.editor('South')),
  target: await studio.handles.evaluateAll((all) =>
    all.map((each) => `${each.getAttribute('aria-valuenow')}, ${each.getAttribute('aria-valuetext')}`),
  ),
  media: await studio.page.getByTestId('media-card').count(),
})

it('Ctrl+Z takes everything back in reverse order, and redo brings it all again', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'arcwright-undo-'))
  folders.push(folder)
  const file = await makeProject(folder, {
    title: 'Two Winds',
    scenes: [
      ['North', ['The wind came down from the hills and was glad of it.', 'Nobody else was.']],
      ['South', ['A warm wind, a kind wind, smelling of bread and tar.', 'It stayed a week.']],
    ],
  })
  const host = await startBrowserHost({ projectPath: file, documentsDir: folder })
  endings.push(() => host.stop())
  const studio = await studioPage(host.page).untilOpen('Two Winds')
  shown = studio
  await studio.skipTour()
  await studio.openSide('media')
  await studio.editor('North').waitFor()
  await studio.editor('South').waitFor()
  await studio.untilCurve()

  const pictures: Picture[] = [await pictureOf(studio)]
  /** Waits until the act shows, then remembers what the window looks like. */
  const after = async (act: () => Promise<unknown>): Promise<void> => {
    const before = pictures.at(-1)
    await act()
    await eventually(() => pictureOf(studio)).not.toEqual(before)
    await studio.untilSaved()
    pictures.push(await pictureOf(studio))
  }

  await after(() => studio.typeAtEnd('North', ' Except the crows.'))
  await after(() => studio.typeAtEnd('South', ' Then it left.'))
  const photo = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#385' } })
    .png()
    .toBuffer()
  await after(() => studio.addMedia({ name: 'hills.png', mimeType: 'image/png', buffer: photo }))
  await after(async () => {
    await studio.node('South').click()
    await studio.node('South').getByRole('button', { name: 'Actions for' }).click()
    await host.page.getByRole('menuitem', { name: 'Move up' }).click()
  })
  await after(() => studio.drawTarget(0.3, 0.4))
  await after(async () => {
    const before = await studio.handles.first().getAttribute('aria-valuenow')
    await studio.handles.first().focus()
    await host.page.keyboard.press('ArrowUp')
    await eventually(() => studio.handles.first().getAttribute('aria-valuenow')).not.toBe(before)
  })
  await after(async () => {
    await host.page.getByTestId('media-card').getByRole('button').first().click()
    await host.page.getByTestId('media-remove').click()
  })
  await after(() =>
    studio.importText(
      textFile('east.txt', 'CHAPTER 1. East\n\nA dry wind.\n\nCHAPTER 2. West\n\nA wet one.\n'),
    ),
  )
  await after(() => studio.typeAtEnd('North', ' And the boy.'))

  /** Steps until the window looks like that; typing may be more than one step, but nothing else may come between. */
  const walkTo = async (step: number, press: () => Promise<void>): Promise<void> => {
    for (let presses = 0; presses < 10; presses++) {
      const before = await pictureOf(studio)
      await press()
      await eventually(() => pictureOf(studio), { message: `on the way to step ${step}` }).not.toEqual(before)
      const now = await pictureOf(studio)
      if (JSON.stringify(now) === JSON.stringify(pictures[step])) return
    }
    expect(await pictureOf(studio), `step ${step}`).toEqual(pictures[step])
  }
  await studio.editor('North').click()
  for (let step = pictures.length - 2; step >= 0; step--) await walkTo(step, () => studio.undo())
  for (let step = 1; step < pictures.length; step++) await walkTo(step, () => studio.redo())

  // And all of it is what the file says.
  await studio.untilSaved()
  await host.page.reload()
  await studio.untilOpen('Two Winds')
  await studio.openSide('media')
  await studio.editor('North').waitFor()
  await studio.editor('South').waitFor()
  await studio.untilCurve()
  await eventually(() => pictureOf(studio)).toEqual(pictures.at(-1))
})
