// What was written stays written: engines and hosts killed in the middle of typing, a second window on the same file,
// a page that is loaded again. The project file itself is the witness, read after everything has ended.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import type { Page } from 'playwright'
import { afterEach, describe, expect, it } from 'vitest'
import { Random } from '../../engine/nn/seed.ts'
import { openProjectStore } from '../../engine/store/open-project.ts'
import { eventually } from '../helpers/eventually.ts'
import { startBrowserHost, startShim } from '../helpers/harness.ts'
import { makeProject, studioPage, type StudioPage } from '../helpers/studio-page.ts'

const SCENE = 'The lamp'
const FIRST = 'It began with a lamp in the window. '
/** Nothing that smart typing would turn into something else. */
const WORDS =
  'the lamp went on burning over the water and nobody came to put it out before the morning '.split(' ')

const endings: (() => Promise<unknown>)[] = []
const folders: string[] = []
let shown: StudioPage | null = null

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await shown?.keepPicture(task.name)
  for (const end of endings.splice(0).reverse()) await end()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

const newFolder = (): string => {
  const folder = mkdtempSync(path.join(tmpdir(), 'arcwright-durability-'))
  folders.push(folder)
  return folder
}

const newProject = (): Promise<string> =>
  makeProject(newFolder(), { title: 'The Lamp', scenes: [[SCENE, [FIRST.trim()]]] })

const openIn = async (page: Page): Promise<StudioPage> => {
  const studio = await studioPage(page).untilOpen('The Lamp')
  shown = studio
  await studio.skipTour()
  await studio.editor(SCENE).waitFor()
  return studio
}

/** The scene's text in the file, and the database's own verdict on itself. Nobody else may have it open. */
const inFile = (file: string): { text: string; integrity: unknown } => {
  const store = openProjectStore(file)
  const scene = store.binder.tree().find(({ kind }) => kind === 'scene')
  const { document } = store.scenes.get(scene?.id ?? '')
  store.close()
  const db = new Database(file, { readonly: true })
  const integrity = db.pragma('integrity_check', { simple: true })
  db.close()
  const text = document.content
    .map((block) =>
      block.type === 'paragraph'
        ? (block.content ?? []).map((inline) => (inline.type === 'text' ? inline.text : '')).join('')
        : '',
    )
    .join('\n')
  return { text, integrity }
}

const passage = (random: Random, words: number): string =>
  Array.from({ length: words }, () => WORDS[random.uint32() % WORDS.length]).join(' ')

/** Notes in the page what stood in the text each time the window said that everything is saved. */
const noteAcknowledged = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const state = document.querySelector<HTMLElement>('[data-testid="save-state"]')
    const text = document.querySelector<HTMLElement>('[data-testid="scene-editor"]')
    if (!state || !text) throw new Error('no scene is open')
    const note = (): void => {
      if (state.dataset.state === 'saved') document.body.dataset.acknowledged = text.textContent ?? ''
    }
    note()
    new MutationObserver(note).observe(state, { attributes: true, attributeFilter: ['data-state'] })
  })

const acknowledged = (page: Page): Promise<string> =>
  page.evaluate(() => document.body.dataset.acknowledged ?? '')

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

const holderOf = (file: string): number =>
  existsSync(`${file}.lock`) ? (JSON.parse(readFileSync(`${file}.lock`, 'utf8')) as { pid: number }).pid : 0

describe('a killed engine', () => {
  it.each(['the browser host', 'the desktop shell'])(
    'loses nothing in %s: the window carries on, and all that was typed is in the file',
    async (name) => {
      const random = new Random(`engine ${name}`)
      const file = await newProject()
      const host =
        name === 'the browser host'
          ? await startBrowserHost({ projectPath: file })
          : await startShim({ projectPath: file })
      let stopped = false
      const stop = async (): Promise<void> => {
        if (!stopped) await host.stop()
        stopped = true
      }
      endings.push(stop)
      const studio = await openIn(host.page)
      await studio.editor(SCENE).click()
      await host.page.keyboard.press('Control+End')
      let typed = FIRST.trim()
      for (let round = 0; round < 3; round++) {
        const before = ` ${passage(random, 3 + (random.uint32() % 8))}`
        const after = ` ${passage(random, 6)}`
        const holder = holderOf(file)
        const typing = host.page.keyboard.type(before, { delay: 10 + (random.uint32() % 40) })
        const untilKill = random.uint32() % before.length
        await eventually(async () => (await studio.textOf(studio.editor(SCENE))).length, {
          interval: 10,
        }).toBeGreaterThanOrEqual(typed.length + untilKill)
        process.kill(holder, 'SIGKILL')
        await typing
        await host.page.keyboard.type(after, { delay: 15 })
        typed += before + after
        expect(await studio.textOf(studio.editor(SCENE))).toBe(typed)
        await eventually(() => holderOf(file), { timeout: 20_000 }).not.toBe(holder)
        await studio.untilSaved()
      }
      await stop()
      expect(inFile(file)).toEqual({ text: typed, integrity: 'ok' })
    },
  )
})

describe('a killed host', () => {
  it.each([1, 2, 3])('keeps every acknowledged edit in the file, round %i', async (round) => {
    const random = new Random(`host ${round}`)
    const file = await newProject()
    const host = await startBrowserHost({ projectPath: file })
    endings.push(() => host.stop())
    const studio = await openIn(host.page)
    await studio.editor(SCENE).click()
    await host.page.keyboard.press('Control+End')
    await noteAcknowledged(host.page)
    const engine = holderOf(file)
    const total = FIRST.length + 40 + (random.uint32() % 120)
    const typing = host.page.keyboard.type(` ${passage(random, 60)}`, { delay: 25 })
    await eventually(async () => (await studio.textOf(studio.editor(SCENE))).length, {
      interval: 10,
    }).toBeGreaterThanOrEqual(total)
    process.kill(host.host.watched.child.pid ?? 0, 'SIGKILL')
    // In some rounds the engine outlives its host for a moment, in others it dies with it.
    if (round % 2 === 1) process.kill(engine, 'SIGKILL')
    await typing
    await eventually(() => alive(engine), { timeout: 15_000 }).toBe(false)
    const promised = await acknowledged(host.page)
    const { text, integrity } = inFile(file)
    expect(integrity).toBe('ok')
    expect(text.startsWith(promised)).toBe(true)
    expect(promised.length).toBeGreaterThanOrEqual(FIRST.trim().length)
    // The words not yet saved are still in the window.
    expect((await studio.textOf(studio.editor(SCENE))).startsWith(text)).toBe(true)

    const next = await startBrowserHost({ projectPath: file })
    endings.push(() => next.stop())
    const again = await openIn(next.page)
    expect(await again.textOf(again.editor(SCENE))).toBe(text)
  })
})

describe('one project, one writer', () => {
  it('refuses a second studio on the same file and says why; the first goes on', async () => {
    const file = await newProject()
    const first = await startBrowserHost({ projectPath: file })
    endings.push(() => first.stop())
    const studio = await openIn(first.page)
    const second = await startBrowserHost({ projectPath: file })
    endings.push(() => second.stop())
    const notice = second.page.locator('[data-testid="notice"][data-code="PROJECT_LOCKED"]')
    await notice.waitFor()
    expect(await notice.innerText()).toContain('open in another Arcwright')
    expect(await second.page.getByTestId('scene-editor').count()).toBe(0)

    await studio.typeAtEnd(SCENE, ' Still here.')
    await studio.untilSaved()
    await endings.pop()?.()
    await endings.pop()?.()
    expect(inFile(file).text).toBe(`${FIRST}Still here.`)
  })
})

describe('a page that is loaded again', () => {
  it('shows the text as it was, and asks before words are lost', async () => {
    const file = await newProject()
    const host = await startBrowserHost({ projectPath: file })
    endings.push(() => host.stop())
    const studio = await openIn(host.page)
    await studio.typeAtEnd(SCENE, ' Saved words.')
    await studio.untilSaved()
    await host.page.reload()
    await openIn(host.page)
    expect(await studio.textOf(studio.editor(SCENE))).toBe(`${FIRST}Saved words.`)

    const asked: string[] = []
    host.page.on('dialog', (dialog) => {
      asked.push(dialog.type())
      void dialog.dismiss()
    })
    await studio.typeAtEnd(SCENE, ' Unsaved words.')
    await host.page.evaluate(() => location.reload())
    // Asked, the writer stays; or the save was quicker than the question and the page came back with every word.
    await studio.untilSaved()
    await eventually(() => studio.textOf(studio.editor(SCENE))).toBe(`${FIRST}Saved words. Unsaved words.`)
    expect(asked.every((type) => type === 'beforeunload')).toBe(true)
  })
})
