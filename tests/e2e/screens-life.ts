// Pictures of a life and what becomes of it: the room by season, moments without words, sources of a sentence, figures, masks.
import { makeLifeBook } from './life-book.ts'
import { closeDialog, type Locale, type Open, type Theme } from './screens-session.ts'

export const life = async (open: Open, theme: Theme, locale: Locale): Promise<void> => {
  const { studio, shoot, stop } = await open(theme, locale, (folder) => makeLifeBook(folder, locale))
  const { page } = studio
  await page.locator('.ProseMirror .picture img').first().waitFor()
  await page.locator('.origin[data-origin="generated"]').first().hover()
  await page.getByTestId('source-card').waitFor()
  await shoot('source-card')
  await page.locator('.ProseMirror .picture').first().hover()
  await page.locator('.ProseMirror .picture-edit').first().click()
  await page.getByTestId('picture-caption').waitFor()
  await shoot('figure-size')
  await page.keyboard.press('Escape')
  await studio.openSide('media')
  await page.getByTestId('media-card').first().getByRole('button').first().click()
  await shoot('media-card')
  await studio.command('search.open')
  await page.getByTestId('search-text').fill(locale === 'en' ? 'lantern' : '灯笼')
  await page.getByTestId('search-medium').first().waitFor()
  await shoot('search-media')
  await page.getByTestId('search-medium').first().click()
  await page.locator('.media-card.open audio').waitFor({ state: 'attached' })
  await shoot('media-moment')
  await studio.command('cowriter.suggest')
  await page.getByTestId('suggestion').first().waitFor()
  await shoot('suggestions-lived')
  await studio.command('life.open')
  await page.getByTestId('life-stream').waitFor()
  await shoot('life-year')
  for (const [at, name] of [
    [1, 'season'],
    [2, 'month'],
    [3, 'week'],
  ] as const) {
    await page.locator('.life-periods .segment').nth(at).click()
    await page.locator(`.life-periods .segment[data-selected]`).nth(0).waitFor()
    await shoot(`life-${name}`)
  }
  await page.getByTestId('life-text').fill('zzz')
  await page.getByTestId('life-room').getByRole('heading', { level: 3 }).first().waitFor()
  await shoot('life-nothing')
  await page.getByTestId('life-leave').click()
  await studio.command('privacy.open')
  await page.locator('.dialog-body').waitFor()
  await shoot('privacy-life')
  await closeDialog(studio)
  await stop()
}
