// Pictures of the service's dialog: off, with keys and one just made, on, a character that answers, other machines; and what is
// said where nobody can write.
import path from 'node:path'
import { createEngine } from '../../engine/index.ts'
import { openAiServer, type OpenAiServer } from '../helpers/openai-server.ts'
import { makeProject } from '../helpers/studio-page.ts'
import { HARBOUR, type Locale, type Open, type Theme } from './screens-session.ts'

const CAST = { en: ['Mira', 'Old Ben'], 'zh-CN': ['米拉', '老本'] } as const

/** The book with two people in its cast. @param server who writes, where no writer of this language comes with the studio */
const withCast = async (folder: string, locale: Locale, server?: OpenAiServer): Promise<string> => {
  const file = await makeProject(folder, HARBOUR[locale])
  const engine = createEngine({ dataDir: path.join(folder, 'data'), documentsDir: folder, version: '0' })
  const { client } = engine.connect()
  await client.project.open({ path: file })
  for (const name of CAST[locale]) await client.cast.add({ name })
  if (server) {
    await client.doors.set({ id: 'remote-models', open: true })
    await client.model.add({ url: server.url })
  }
  await engine.close()
  return file
}

/** Asked where nobody can answer. */
const withoutWriter = async (open: Open, theme: Theme, locale: Locale): Promise<void> => {
  const { studio, shoot, stop } = await open(theme, locale, (at) => withCast(at, locale))
  const { page } = studio
  const dialog = page.getByTestId('service-dialog')
  await studio.untilOpen(HARBOUR[locale].title)
  await studio.command('service.open')
  await dialog.getByTestId('begin-talk').click()
  await dialog.getByTestId('talk-text').fill('有人吗？')
  await dialog.getByTestId('talk-say').click()
  await studio.notices.first().waitFor({ timeout: 30_000 })
  await shoot('service-no-writer')
  await stop()
}

export const service = async (open: Open, theme: Theme, locale: Locale): Promise<void> => {
  const server = locale === 'en' ? undefined : await openAiServer({ mode: 'both' })
  server?.behave({ kind: 'write', pieces: ['进来吧，', '门没锁。'] })
  if (server) await withoutWriter(open, theme, locale)
  const { studio, shoot, stop } = await open(theme, locale, (at) => withCast(at, locale, server))
  const { page } = studio
  const dialog = page.getByTestId('service-dialog')
  await studio.untilOpen(HARBOUR[locale].title)
  await studio.command('service.open')
  await dialog.getByTestId('begin-talk').waitFor()
  await shoot('service-empty')
  await dialog.getByTestId('service-port').fill('port')
  await shoot('service-wrong-port')
  await dialog.getByTestId('service-port').fill('')
  await dialog.getByTestId('new-key').click()
  await dialog.getByTestId('key-name').fill(locale === 'en' ? 'Harbour game' : '港口游戏')
  await dialog.getByTestId('make-key').scrollIntoViewIfNeeded()
  await shoot('service-new-key')
  await dialog.getByTestId('make-key').click()
  await dialog.getByTestId('service-secret').waitFor()
  await dialog.locator('.switch').first().click()
  await dialog.getByTestId('service-address').waitFor()
  await shoot('service-on')
  await dialog.getByTestId('begin-talk').scrollIntoViewIfNeeded()
  await dialog.getByTestId('begin-talk').click()
  await dialog.getByTestId('talk-text').fill(locale === 'en' ? 'May I come in?' : '我可以进来吗？')
  await dialog.getByTestId('talk-say').click()
  await dialog.getByTestId('talk-turns').waitFor({ timeout: 60_000 })
  await shoot('service-talk')
  await dialog.getByTestId('told-open').click()
  await dialog.getByTestId('told-exact').scrollIntoViewIfNeeded()
  await shoot('service-told')
  await dialog.getByTestId('redis-url').fill('redis://127.0.0.1:1')
  await dialog.getByTestId('redis-url').press('Enter')
  await studio.notices.first().waitFor({ timeout: 30_000 })
  await dialog.getByTestId('redis-url').scrollIntoViewIfNeeded()
  await shoot('service-no-redis')
  await stop()
  await server?.close()
}
