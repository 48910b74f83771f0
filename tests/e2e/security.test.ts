// The window as an attacker meets it: scripts, requests, navigation and pasted markup that must come to nothing.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright'
import { afterEach, describe, expect, it } from 'vitest'
import { startBrowserHost, startShim } from '../helpers/harness.ts'
import { makeProject, studioPage, type StudioPage } from '../helpers/studio-page.ts'

const endings: (() => Promise<unknown>)[] = []
const folders: string[] = []
let shown: StudioPage | null = null

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await shown?.keepPicture(task.name)
  for (const end of endings.splice(0)) await end()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

interface Target {
  readonly page: Page
  readonly studio: StudioPage
  /** Every request that did not go to the studio itself. */
  readonly outside: readonly string[]
}

const HOSTS = [
  ['the browser host', startBrowserHost],
  ['the desktop shell', startShim],
] as const

const opened = async (start: (typeof HOSTS)[number][1]): Promise<Target> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'arcwright-security-'))
  folders.push(folder)
  const projectPath = await makeProject(folder, { title: 'The Lock', scenes: [['The door', ['A door.']]] })
  const host = await start({ projectPath, documentsDir: folder })
  endings.push(() => host.stop())
  const studio = await studioPage(host.page).untilOpen('The Lock')
  shown = studio
  await studio.skipTour()
  const own = new URL(host.page.url()).origin
  const outside: string[] = []
  host.page.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(own) && !url.startsWith('blob:') && !url.startsWith('data:')) outside.push(url)
  })
  return { page: host.page, studio, outside }
}

const HOSTILE = `
  <p>Harmless <b>bold</b> words.</p>
  <script>document.body.dataset.owned = 'script'</script>
  <img src="https://example.org/pixel.png" onerror="document.body.dataset.owned = 'onerror'">
  <p onclick="document.body.dataset.owned = 'onclick'" style="background: url(https://example.org/back.png)">Styled.</p>
  <iframe src="https://example.org/frame"></iframe>
  <svg onload="document.body.dataset.owned = 'svg'"><use href="https://example.org/x.svg#a"/></svg>
  <a href="javascript:document.body.dataset.owned = 'link'">A link.</a>
  <link rel="stylesheet" href="https://example.org/style.css">
  <video src="https://example.org/clip.mp4" autoplay></video>
`

/** In a task of the page's own: what a test evaluates may do more than the page may. */
const EVALUATES = `new Promise((resolve) => setTimeout(() => {
  try { resolve(String(new Function('return "ran"')())) } catch { resolve('refused') }
}))`

describe.each(HOSTS)('the window in %s', (_name, start) => {
  it('runs no script that is not its own and asks nothing of the web', async () => {
    const { page, outside } = await opened(start)
    const verdict = await page.evaluate(async () => {
      const violations: string[] = []
      document.addEventListener('securitypolicyviolation', (event) =>
        violations.push(event.effectiveDirective),
      )
      const script = document.createElement('script')
      script.textContent = 'document.body.dataset.owned = "inline"'
      document.head.append(script)
      const remote = document.createElement('script')
      const refused = new Promise((resolve) => remote.addEventListener('error', () => resolve('refused')))
      remote.src = 'https://example.org/evil.js'
      document.head.append(remote)
      const holder = document.createElement('div')
      holder.innerHTML = '<img src="data:," onerror="document.body.dataset.owned = 1">'
      document.body.append(holder)
      const fetched = await fetch('https://example.org/').then(
        () => 'answered',
        () => 'refused',
      )
      const frame = document.createElement('iframe')
      frame.src = 'https://example.org/'
      document.body.append(frame)
      const socket = await new Promise((resolve) => {
        try {
          const wire = new WebSocket('wss://example.org/')
          wire.addEventListener('open', () => resolve('open'))
          wire.addEventListener('error', () => resolve('refused'))
        } catch {
          resolve('refused')
        }
      })
      return {
        owned: document.body.dataset.owned ?? null,
        script: await refused,
        fetched,
        socket,
        violations: [...new Set(violations)].sort(),
      }
    })
    expect(verdict).toMatchObject({
      owned: null,
      script: 'refused',
      fetched: 'refused',
      socket: 'refused',
    })
    expect(await page.evaluate(EVALUATES)).toBe('refused')
    expect(verdict.violations.join(' ')).toMatch(/script-src/)
    expect(verdict.violations.join(' ')).toMatch(/connect-src/)
    // Refused by the policy before anything reached the network.
    expect(outside.filter((url) => !url.includes('example.org/evil.js'))).toEqual([])
  })

  it('cleans what is pasted: the words stay, and nothing of it runs or calls home', async () => {
    const { page, studio, outside } = await opened(start)
    const editor = studio.editor('The door')
    await editor.click()
    await page.keyboard.press('Control+End')
    await editor.evaluate((element, html) => {
      const data = new DataTransfer()
      data.setData('text/html', html)
      data.setData('text/plain', 'Harmless bold words.')
      element.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      )
    }, HOSTILE)
    await editor.getByText('Harmless').waitFor()
    await studio.untilSaved()
    const markup = await editor.innerHTML()
    expect(markup).toContain('bold')
    expect(markup).not.toMatch(/<(script|iframe|svg|video|link)\b/i)
    expect(markup).not.toMatch(/example\.org|javascript:|\son\w+=/i)
    expect(await page.evaluate(() => document.body.dataset.owned ?? null)).toBeNull()
    // The file holds no more than the page shows.
    await page.reload()
    await studio.editor('The door').getByText('Harmless').waitFor()
    expect(await studio.editor('The door').innerHTML()).not.toMatch(/example\.org|javascript:/i)
    expect(outside).toEqual([])
  })
})

describe('the desktop shell', () => {
  it('keeps Node and Electron out of the page, and the page in its place', async () => {
    const shell = await startShim()
    endings.push(() => shell.stop())
    const studio = await studioPage(shell.page).ready()
    shown = studio
    const seen = await shell.page.evaluate(() =>
      ['require', 'module', 'process', 'Buffer', 'ipcRenderer', 'electron', '__dirname'].filter(
        (name) => name in globalThis,
      ),
    )
    expect(seen).toEqual([])
    for (const url of ['file:///etc/passwd', 'javascript:alert(1)', 'arcwright://other/'])
      expect(await shell.ask({ kind: 'may-open', url })).toEqual({ action: 'deny', outside: [] })
  })
})
