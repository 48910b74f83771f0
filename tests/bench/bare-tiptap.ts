// The peer of the editor's benchmark: TipTap as its starter kit gives it, in a page of its own with nothing around it.
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright'
import { build } from 'vite'

const PAGE = fileURLToPath(new URL('bare-tiptap-page.ts', import.meta.url))

/** The page's script as one file. */
const bundle = async (): Promise<string> => {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: { write: false, lib: { entry: PAGE, formats: ['iife'], name: 'bare' } },
  })
  const [first] = Array.isArray(built) ? built : [built]
  if (!('output' in first)) throw new Error('the page was not built')
  return first.output[0].code
}

/**
 * Opens paragraphs in bare TipTap, with `content-visibility` on its blocks as the quickest bare page has it, and puts the
 * caret into the middle one.
 */
export const openBareTiptap = async (page: Page, paragraphs: readonly string[]): Promise<void> => {
  await page.setContent(
    `<!doctype html><style>
      body { font: 17px/1.6 serif; width: 680px; margin: auto }
      .ProseMirror > * { content-visibility: auto; contain-intrinsic-size: auto 90px }
    </style><div id="page"></div>`,
  )
  await page.addScriptTag({ content: await bundle() })
  await page.evaluate((texts) => {
    ;(window as unknown as { openPage(texts: readonly string[]): void }).openPage(texts)
  }, paragraphs)
  await page.waitForFunction(() => document.activeElement?.classList.contains('ProseMirror') === true)
  await page.waitForTimeout(500)
}
