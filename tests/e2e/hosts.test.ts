// Both hosts, whole: the real renderer in a real Chromium, the real engine process, and how each of them ends.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright'
import { afterEach, describe, expect, it } from 'vitest'
import { createEngine } from '../../engine/index.ts'
import { startBrowserHost, startHostProcess, startShim } from '../helpers/harness.ts'

const folders: string[] = []
const endings: (() => Promise<unknown>)[] = []

const newFolder = (): string => {
  const folder = mkdtempSync(path.join(tmpdir(), 'arcwright-hosts-'))
  folders.push(folder)
  return folder
}

afterEach(async () => {
  for (const end of endings.splice(0)) await end()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

const projectAt = async (folder: string, title: string): Promise<string> => {
  const dataDir = path.join(folder, 'maker')
  mkdirSync(dataDir, { recursive: true })
  const engine = createEngine({ dataDir, documentsDir: folder, version: '0' })
  const { path: file } = await engine.connect().client.project.create({
    path: path.join(folder, 'book.arcwright'),
    title,
    language: 'en',
  })
  await engine.close()
  return file
}

/** The window shows the project by its title. */
const untilTitled = (page: Page, title: string): Promise<unknown> =>
  page.waitForFunction((wanted) => document.title.includes(wanted), title, { timeout: 30_000 })

/** The process that has the project open, by the note beside it. */
const holderOf = (projectPath: string): number | null =>
  existsSync(`${projectPath}.lock`)
    ? (JSON.parse(readFileSync(`${projectPath}.lock`, 'utf8')) as { pid: number }).pid
    : null

describe('the browser host', () => {
  it('opens the project of the command line, survives the end of its engine, and ends with all it started', async () => {
    const folder = newFolder()
    const projectPath = await projectAt(folder, 'The Lamp')
    const studio = await startBrowserHost({ dataDir: path.join(folder, 'data'), projectPath })
    endings.push(() => studio.stop())
    await untilTitled(studio.page, 'The Lamp')
    const holder = holderOf(projectPath)
    expect(holder).not.toBeNull()

    studio.killEngine()
    await studio.host.watched.waitFor(/ended unexpectedly/)
    // The window opens its project again in the new engine, by itself.
    await expect.poll(() => holderOf(projectPath), { timeout: 20_000 }).not.toBe(holder)
    const other = await studio.newPage()
    await other.waitForFunction(() => document.title !== '')

    await studio.browser.close()
    expect(await studio.host.stop()).toBe(0)
    expect(holderOf(projectPath)).toBeNull()
  })

  it.each(['SIGTERM', 'SIGINT'] as const)('ends in good order on %s', async (signal) => {
    const host = await startHostProcess({ dataDir: newFolder() })
    expect(await host.stop(signal)).toBe(0)
    await expect(fetch(new URL('/', host.url))).rejects.toThrow()
  })
})

describe('the desktop shell', () => {
  it('gives the window a bridge and nothing else of Electron or Node', async () => {
    const folder = newFolder()
    const shell = await startShim({ dataDir: path.join(folder, 'data') })
    endings.push(() => shell.stop())
    await shell.page.waitForFunction(() => document.title !== '')
    const seen = await shell.page.evaluate(() => ({
      bridge: Object.keys(window.arcwright ?? {}).sort(),
      frozen: Object.isFrozen(window.arcwright),
      node: ['require', 'process', 'module', 'ipcRenderer', '__shimSend'].filter((name) => name in window),
    }))
    expect(seen.frozen).toBe(true)
    expect(seen.node).toEqual([])
    expect(seen.bridge).toContain('requestEngine')

    // Links to the web go to the system's browser; nothing else goes anywhere.
    expect(await shell.ask({ kind: 'may-open', url: 'https://example.org/' })).toEqual({
      action: 'deny',
      outside: ['https://example.org/'],
    })
    expect(await shell.ask({ kind: 'may-open', url: 'file:///etc/passwd' })).toEqual({
      action: 'deny',
      outside: [],
    })
    const refused = await shell.page.evaluate(() =>
      fetch('https://example.org/').catch((error: unknown) => String(error)),
    )
    expect(refused).toContain('Failed to fetch')
  })

  it('opens what is double-clicked, shows its menu, carries on after its engine died, and quits when the window closes', async () => {
    const folder = newFolder()
    const projectPath = await projectAt(folder, 'The Lamp')
    const shell = await startShim({ dataDir: path.join(folder, 'data') })
    endings.push(() => shell.stop())
    await shell.page.waitForFunction(() => document.title !== '')
    await shell.ask({ kind: 'open-file', path: projectPath })
    await untilTitled(shell.page, 'The Lamp')
    const holder = holderOf(projectPath)
    expect(holder).not.toBeNull()
    const menu = (await shell.ask({ kind: 'menu' })) as { id?: string; role?: string }[]
    expect(menu.filter(({ id }) => id !== undefined).length).toBeGreaterThan(5)
    expect(menu.map(({ role }) => role)).toContain('copy')

    await shell.ask({ kind: 'kill-engine' })
    await shell.watched.waitFor(/ended unexpectedly/)
    await expect.poll(() => holderOf(projectPath), { timeout: 20_000 }).not.toBe(holder)
    await untilTitled(shell.page, 'The Lamp')

    await shell.ask({ kind: 'close-window' })
    expect(await shell.exited).toBe(0)
    expect(holderOf(projectPath)).toBeNull()
  })
})
