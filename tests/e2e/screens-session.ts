// A studio to be photographed: paper, language, size and book as asked; what is on the pictures is the parts' business.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startBrowserHost } from '../helpers/harness.ts'
import { leaveSettings, studioPage, type StudioPage } from '../helpers/studio-page.ts'

export type Theme = 'light' | 'sepia' | 'dark'
export type Locale = 'en' | 'zh-CN'

/** A small book in each language. */
export const HARBOUR = {
  en: {
    title: 'Harbour',
    language: 'en',
    scenes: [
      ['Ebb', ['The lamp stood in the window.', 'Nobody came to put the lamp out.', 'The tide went out.']],
      ['Flood', ['High water came at night, and the lamp went dark.']],
    ],
  },
  'zh-CN': {
    title: '港口',
    language: 'zh',
    scenes: [
      ['退潮', ['窗前立着一盏灯。', '没有人来把灯吹灭。', '潮水退去了。']],
      ['涨潮', ['夜里涨了潮，灯也灭了。']],
    ],
  },
} as const

export interface Session {
  readonly studio: StudioPage
  /** Where projects are proposed. */
  readonly folder: string
  readonly killEngine: () => void
  /** The process in which llama.cpp runs. */
  readonly llamaPid: () => number
  /** Another window on the same studio. */
  readonly newWindow: () => Promise<StudioPage>
  readonly shoot: (name: string) => Promise<void>
  readonly stop: () => Promise<void>
}

/** @param outFolder gets the pictures. @param book makes a project to open; without one the first start is shown. */
export const openSession = async (
  outFolder: string,
  theme: Theme,
  locale: Locale,
  book?: (folder: string) => Promise<string>,
  viewport = { width: 1280, height: 800 },
): Promise<Session> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'arcwright-screens-'))
  const dataDir = path.join(folder, 'data')
  await leaveSettings(dataDir, { theme, locale, ...(book ? { tourDone: true } : {}) })
  const projectPath = await book?.(folder)
  const host = await startBrowserHost({
    dataDir,
    documentsDir: folder,
    viewport,
    ...(projectPath === undefined ? {} : { projectPath }),
  })
  const studio = await studioPage(host.page).ready()
  return {
    studio,
    folder,
    killEngine: () => host.killEngine(),
    llamaPid: () => host.llamaPid(),
    newWindow: async () => studioPage(await host.newPage()).ready(),
    async shoot(name) {
      const file = `${name}-${theme}-${locale}-${viewport.width}.png`
      await host.page.waitForFunction(() =>
        document.getAnimations().every(({ playState }) => playState !== 'running'),
      )
      await host.page.screenshot({ path: path.join(outFolder, file) })
      console.log(file)
    },
    async stop() {
      await host.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** `openSession` with its folder known. */
export type Open = (...rest: Rest<Parameters<typeof openSession>>) => Promise<Session>
type Rest<All extends readonly unknown[]> = All extends readonly [unknown, ...infer Others] ? Others : never

/** Escape, and the dialog is gone. */
export const closeDialog = async ({ page }: StudioPage): Promise<void> => {
  await page.keyboard.press('Escape')
  await page.locator('.scrim').waitFor({ state: 'detached' })
}
