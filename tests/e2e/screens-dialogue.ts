// Pictures of the dialogue room: empty, what a dialogue may grow into, growing and grown, a node that grew, taken in, played.
import { createEngine } from '../../engine/index.ts'
import { makeProject } from '../helpers/studio-page.ts'
import { HARBOUR, type Locale, type Open, type Theme } from './screens-session.ts'

const CAST = { en: ['Mira', 'Old Ben'], 'zh-CN': ['米拉', '老本'] } as const
const FACT = {
  en: { text: 'The harbour master put the lamp out.', keys: ['harbour master'] },
  'zh-CN': { text: '灯是港务长吹灭的。', keys: ['港务长'] },
} as const

const withCast = async (folder: string, locale: Locale): Promise<string> => {
  const path = await makeProject(folder, HARBOUR[locale])
  const engine = createEngine({ dataDir: folder, documentsDir: folder, version: '0' })
  const { client } = engine.connect()
  await client.project.open({ path })
  const [first] = await Promise.all(CAST[locale].map((name) => client.cast.add({ name })))
  const { text, keys } = FACT[locale]
  await client.cast.addFact({
    text,
    keys: [...keys],
    knowers: [{ characterId: first.id, fromSceneId: null }],
  })
  await engine.close()
  return path
}

export const dialogue = async (open: Open, theme: Theme, locale: Locale): Promise<void> => {
  const { studio, shoot, stop } = await open(theme, locale, (at) => withCast(at, locale))
  const { page } = studio
  await studio.untilOpen(HARBOUR[locale].title)
  await studio.command('dialogue.open')
  await page.getByTestId('dialogue-first').waitFor()
  await shoot('dialogue-none')
  await page.getByTestId('dialogue-first').click()
  await page.getByTestId('grow-first').click()
  await page.getByTestId('grow-dialog').waitFor()
  await page
    .getByTestId('grow-goal')
    .fill(locale === 'en' ? 'The player learns who put the lamp out' : '让玩家弄清是谁吹灭了灯')
  await shoot('dialogue-grow')
  // Chinese has no story model of its own: there the grammar writes.
  const isModel = locale === 'en'
  if (isModel) {
    await page.getByTestId('grow-writer').getByRole('button').click()
    await page.getByRole('option', { name: 'Arcwright small' }).click()
    await page.getByTestId('told-open').click()
    await page.getByTestId('told-exact').scrollIntoViewIfNeeded()
    await shoot('dialogue-grow-told')
  }
  await page.getByTestId('grow-start').click()
  await page.getByTestId('growth-stop').waitFor()
  await shoot('dialogue-growing')
  await page.getByTestId('growth-take').waitFor({ timeout: 180_000 })
  await shoot('dialogue-grown')
  if (isModel) {
    await page.getByTestId('told-open').click()
    await shoot('dialogue-grown-told')
    await page.getByTestId('told-open').click()
  }
  await page.locator('[data-testid=graph-node][data-kind=choice]').first().click()
  await page.getByTestId('ghost-inspector').waitFor()
  await shoot('dialogue-grown-choice')
  await page.getByTestId('growth-take').click()
  await page.getByTestId('dialogue-fine').waitFor()
  await shoot('dialogue-taken')
  await page.getByTestId('play-start').click()
  await page.getByTestId('play-on').click()
  await page.getByTestId('play-on').click()
  await page.getByTestId('play-option').first().waitFor()
  await shoot('dialogue-play')
  await stop()
}
