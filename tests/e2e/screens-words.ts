// Pictures of what a writer does with words: searching, replacing, the dictionary, goals, versions and their comparison, printing.
import { makeProject } from '../helpers/studio-page.ts'
import { closeDialog, HARBOUR, type Locale, type Open, type Theme } from './screens-session.ts'

const FOUND = { en: 'lamp', 'zh-CN': '灯' } as const
const INSTEAD = { en: 'lantern', 'zh-CN': '灯笼' } as const
const OWN = { en: 'Zorvath', 'zh-CN': 'Zorvath' } as const

export const words = async (open: Open, theme: Theme, locale: Locale): Promise<void> => {
  const plan = HARBOUR[locale]
  const { studio, shoot, stop } = await open(theme, locale, (at) => makeProject(at, plan))
  const { page } = studio
  const title = plan.scenes[0][0]
  await studio.untilOpen(plan.title)
  await studio.command('search.replace')
  const search = page.getByTestId('search-dialog')
  await search.getByTestId('search-text').fill(FOUND[locale])
  await search.getByTestId('search-with').fill(INSTEAD[locale])
  await search.getByTestId('search-hit').first().waitFor()
  await shoot('search')
  await search.getByTestId('search-text').fill('(')
  await shoot('search-nothing')
  await closeDialog(studio)
  await studio.typeAtEnd(title, ` ${OWN[locale]}.`)
  await studio.untilSaved()
  await studio.command('spelling.dictionary')
  await page.getByTestId('dictionary-dialog').waitFor()
  await shoot('dictionary')
  await closeDialog(studio)
  await studio.command('goals.open')
  await page.getByTestId('goals-dialog').waitFor()
  await shoot('goals')
  await closeDialog(studio)
  await studio.openSide('versions')
  await shoot('versions-empty')
  await page.getByTestId('snapshot-take').click()
  await page.getByTestId('version-name').fill(locale === 'en' ? 'Before the flood' : '涨潮之前')
  await shoot('version-name')
  await page.getByTestId('version-name-submit').click()
  await page.getByTestId('version-line').first().waitFor()
  await studio.typeAtEnd(title, locale === 'en' ? ' It never came back.' : '再也没有回来。')
  await studio.untilSaved()
  await shoot('versions')
  await studio.command('history.compareNewest')
  await page.getByTestId('compare-dialog').getByTestId('compared-row').first().waitFor()
  await shoot('compare')
  await closeDialog(studio)
  await studio.command('history.origins')
  await shoot('origins')
  await studio.command('history.origins')
  await studio.command('history.provenance')
  await page.getByTestId('provenance-dialog').waitFor()
  await shoot('provenance')
  await closeDialog(studio)
  const print = await studio.openExport()
  for (const [index, name] of ['first', 'second', 'third'].entries()) {
    await print.getByRole('radio').nth(index).click()
    await shoot(`export-${name}`)
  }
  await closeDialog(studio)
  await stop()
}
