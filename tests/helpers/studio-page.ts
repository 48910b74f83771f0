// The studio as a writer's hands know it: one page object for every end-to-end test. Assertions stay with the tests.
import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Download, Locator, Page } from 'playwright'
import { createEngine } from '../../engine/index.ts'

/** A file as a picker hands it over. */
export interface PickedFile {
  readonly name: string
  readonly mimeType: string
  readonly buffer: Buffer
}

export const textFile = (name: string, text: string): PickedFile => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.from(text, 'utf8'),
})

export interface BookPlan {
  readonly title: string
  readonly language?: 'en' | 'zh'
  /** Scene titles and their text, one string a paragraph. */
  readonly scenes?: readonly (readonly [title: string, paragraphs: readonly string[]])[]
}

/**
 * A project file made by an engine of its own, closed again.
 * @param folder gets `book.arcwright` and the maker's own data.
 * @returns its absolute path.
 */
export const makeProject = async (folder: string, plan: BookPlan): Promise<string> => {
  const dataDir = path.join(folder, 'maker')
  mkdirSync(dataDir, { recursive: true })
  const engine = createEngine({ dataDir, documentsDir: folder, version: '0' })
  const { client } = engine.connect()
  const { path: file } = await client.project.create({
    path: path.join(folder, 'book.arcwright'),
    title: plan.title,
    language: plan.language ?? 'en',
  })
  // A new project may bring a first scene of its own; the plan's scenes are all there is to be.
  const before = await client.binder.tree()
  for (const [title, paragraphs] of plan.scenes ?? []) {
    const node = await client.binder.create({ kind: 'scene', title, parentId: null })
    const { rev } = await client.scene.get({ sceneId: node.id })
    await client.scene.save({
      sceneId: node.id,
      baseRev: rev,
      document: {
        type: 'doc',
        content: paragraphs.map((text, index) => ({
          type: 'paragraph',
          attrs: { id: `${node.id.slice(0, 20)}-${index}` },
          content: [{ type: 'text', text }],
        })),
      },
    })
  }
  if (plan.scenes && before.length > 0)
    await client.binder.remove({ ids: before.filter((node) => node.parentId === null).map(({ id }) => id) })
  await engine.close()
  return file
}

type SettingsPatch = Parameters<
  ReturnType<ReturnType<typeof createEngine>['connect']>['client']['studio']['updateSettings']
>[0]

/** The studio's own settings as an earlier visit would have left them. */
export const leaveSettings = async (dataDir: string, settings: SettingsPatch): Promise<void> => {
  mkdirSync(dataDir, { recursive: true })
  const engine = createEngine({ dataDir, documentsDir: dataDir, version: '0' })
  await engine.connect().client.studio.updateSettings(settings)
  await engine.close()
}

/** `history`: what the co-writer wrote; `versions`: the other half of that tab. */
export type Side = 'cowriter' | 'plan' | 'media' | 'history' | 'versions' | 'lore'

export class StudioPage {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  // --- What is on the screen ---

  get binder(): Locator {
    return this.page.getByTestId('binder')
  }
  get scenes(): Locator {
    return this.page.getByTestId('scene')
  }
  get chart(): Locator {
    return this.page.getByTestId('timeline-chart')
  }
  get handles(): Locator {
    return this.page.getByTestId('target-handle')
  }
  get playhead(): Locator {
    return this.page.getByTestId('playhead')
  }
  get ghost(): Locator {
    return this.page.getByTestId('ghost-text')
  }
  get notices(): Locator {
    return this.page.getByTestId('notice')
  }

  /** A scene of the page by its title. */
  scene(title: string): Locator {
    return this.scenes.filter({ has: this.page.locator('.scene-title', { hasText: title }) })
  }

  editor(title: string): Locator {
    return this.scene(title).getByTestId('scene-editor')
  }

  /** A line of the binder by its title. */
  node(title: string): Locator {
    return this.binder.getByRole('row').filter({ has: this.page.getByText(title, { exact: true }) })
  }

  // --- Waiting ---

  /** The studio or the start screen is there. */
  async ready(): Promise<this> {
    await this.page.locator('[data-testid="studio"], [data-testid="start-screen"]').first().waitFor()
    return this
  }

  async untilOpen(title: string): Promise<this> {
    await this.page.waitForFunction((wanted) => document.title.includes(wanted), title)
    await this.page.getByTestId('studio').waitFor()
    return this
  }

  /** Everything typed so far is on disk, and the window says so. */
  async untilSaved(): Promise<void> {
    await this.painted()
    await this.page.locator('[data-testid="save-state"][data-state="saved"]').waitFor()
  }

  /** What has just been done shows. */
  async painted(): Promise<void> {
    await this.page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    )
  }

  /** The whole text of an editor, a line for each block; also of blocks that are out of sight. */
  textOf(editor: Locator): Promise<string> {
    return editor.evaluate((element) =>
      [...element.querySelectorAll('p, h1, h2, h3')].map((block) => block.textContent).join('\n'),
    )
  }

  /** The curve is drawn through at least two points. */
  async untilCurve(timeoutMs = 60_000): Promise<void> {
    await this.page.waitForFunction(
      () => /^M.+[LC]/.test(document.querySelector('[data-testid="actual-curve"]')?.getAttribute('d') ?? ''),
      undefined,
      { timeout: timeoutMs },
    )
  }

  // --- Acts ---

  async skipTour(): Promise<void> {
    const tour = this.page.getByTestId('tour')
    if (!(await tour.isVisible())) return
    await tour.press('Escape')
    await tour.waitFor({ state: 'detached' })
  }

  /** Any command by its id, through the palette: the same in every language. */
  async command(id: string): Promise<void> {
    await this.page.keyboard.press('Control+k')
    const palette = this.page.getByTestId('palette')
    await palette.locator(`[data-key="${id}"]`).click()
    await palette.waitFor({ state: 'detached' })
  }

  /** @returns where the file is. */
  async createProject(title: string): Promise<string> {
    await this.ready()
    await this.skipTour()
    if (await this.page.getByTestId('start-screen').isVisible())
      await this.page.getByRole('button', { name: 'New project' }).click()
    else await this.command('app.newProject')
    const dialog = this.page.getByTestId('new-project')
    await dialog.getByTestId('new-title').fill(title)
    const file = await dialog.getByTestId('new-path').innerText()
    await dialog.getByRole('button', { name: 'Create' }).click()
    await dialog.waitFor({ state: 'detached' })
    await this.untilOpen(title)
    return file
  }

  async closeProject(): Promise<void> {
    await this.command('app.closeProject')
    await this.page.getByTestId('start-screen').waitFor()
  }

  /** From the start screen's list. */
  async openRecent(title: string): Promise<void> {
    await this.page.locator('.recent-open', { hasText: title }).click()
    await this.untilOpen(title)
  }

  /** Opens the dialog, hands the file over, and waits for the preview. @returns the preview's lines. */
  async previewImport(file: PickedFile): Promise<Locator> {
    await this.command('manuscript.import')
    const chosen = this.page.waitForEvent('filechooser')
    await this.page.getByTestId('import-choose').click()
    await (await chosen).setFiles({ ...file, buffer: file.buffer })
    const outline = this.page.getByTestId('import-outline')
    await outline.waitFor()
    return outline.getByRole('row')
  }

  async commitImport(): Promise<void> {
    await this.page.getByTestId('import-commit').click()
    await this.page.getByTestId('import-dialog').waitFor({ state: 'detached', timeout: 120_000 })
  }

  async importText(file: PickedFile): Promise<void> {
    await this.previewImport(file)
    await this.commitImport()
  }

  async openScene(title: string): Promise<Locator> {
    await this.node(title).first().click()
    const editor = this.editor(title)
    await editor.waitFor()
    return editor
  }

  /** Puts the caret at the end of a scene and types. */
  async typeAtEnd(title: string, text: string): Promise<void> {
    const editor = this.editor(title)
    await editor.click()
    await this.page.keyboard.press('Control+End')
    await this.page.keyboard.type(text)
  }

  async openSide(side: Side): Promise<void> {
    const tab = side === 'versions' ? 'history' : side
    await this.page.locator(`[role="tab"][data-key="${tab}"]`).click()
    if (tab === 'history')
      await this.page
        .locator('.history-parts .segment')
        .nth(side === 'versions' ? 0 : 1)
        .click()
  }

  async addMedia(file: PickedFile): Promise<Locator> {
    await this.openSide('media')
    const before = await this.page.getByTestId('media-card').count()
    const chosen = this.page.waitForEvent('filechooser')
    await this.page.getByTestId('media-add').click()
    await (await chosen).setFiles({ ...file, buffer: file.buffer })
    await this.page.getByTestId('media-card').nth(before).waitFor()
    return this.page.getByTestId('media-card').filter({ hasText: file.name })
  }

  async undo(): Promise<void> {
    await this.page.keyboard.press('Control+z')
  }

  async redo(): Promise<void> {
    await this.page.keyboard.press('Control+Shift+z')
  }

  /** Double click draws a target point. @param x share of the chart's width. @param y share of its height. */
  async drawTarget(x: number, y: number): Promise<void> {
    const box = await this.box(this.chart)
    const before = await this.handles.count()
    await this.page.mouse.dblclick(box.x + x * box.width, box.y + y * box.height)
    await this.handles.nth(before).waitFor()
  }

  async openExport(): Promise<Locator> {
    await this.command('manuscript.export')
    const dialog = this.page.getByTestId('export-dialog')
    await dialog.getByRole('radio').first().waitFor()
    return dialog
  }

  /** In a host without dialogs of its own: the file comes as a download. */
  async exportAsDownload(format: string): Promise<Download> {
    const dialog = await this.openExport()
    await dialog.getByRole('radio', { name: format }).click()
    const download = this.page.waitForEvent('download')
    await dialog.getByTestId('export-run').click()
    const file = await download
    await dialog.getByTestId('export-result').waitFor()
    await dialog.getByRole('button', { name: 'Close' }).last().click()
    return file
  }

  /** For failures: what the window shows now, in the temporary folder. */
  async keepPicture(name: string): Promise<void> {
    const file = path.join(
      tmpdir(),
      `arcwright-${name.replaceAll(/\W+/g, '-').slice(0, 60)}-${process.pid}.png`,
    )
    await this.page.screenshot({ path: file }).then(
      () => console.error(`what the window showed: ${file}`),
      () => undefined,
    )
  }

  async box(locator: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
    const box = await locator.boundingBox()
    if (!box) throw new Error('it is not on the screen')
    return box
  }
}

export const studioPage = (page: Page): StudioPage => new StudioPage(page)
