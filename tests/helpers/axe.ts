// What axe finds wrong with a page as it is now.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** The palette's list is moved by the arrow keys of its search field, which keeps the focus: it needs none itself. */
const isProblem =
  (rule: string) =>
  ({ html }: { readonly html: string }): boolean =>
    !(rule === 'scrollable-region-focusable' && html.includes('role="menu"'))

/** One line for each violation: what, where, how bad. @param within a selector; the whole page when left out. */
export const violations = async (page: Page, screen: string, within = 'html'): Promise<string[]> => {
  await page.evaluate(AXE)
  // Colours on their way in would be measured half way.
  await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'))
  const { violations: found } = await page.evaluate(
    (context) => (window as unknown as { axe: { run(where: string): Promise<AxeResults> } }).axe.run(context),
    within,
  )
  return found.flatMap(({ id, impact, nodes }) =>
    nodes
      .filter(isProblem(id))
      .map(({ target, failureSummary }) =>
        `${screen}: ${id} (${impact ?? '?'}) ${target.join(' ')}: ${failureSummary ?? ''}`.replaceAll(
          /\s+/g,
          ' ',
        ),
      ),
  )
}
