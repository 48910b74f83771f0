// Pictures of who writes and of what is said with them: files and servers, answers as changes, what goes wrong.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { randomGguf } from '../helpers/llama-model.ts'
import { openAiServer } from '../helpers/openai-server.ts'
import { makeProject } from '../helpers/studio-page.ts'
import { closeDialog, HARBOUR, type Locale, type Open, type Theme } from './screens-session.ts'

export const talk = async (open: Open, theme: Theme, locale: Locale): Promise<void> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'arcwright-talk-'))
  const model = await randomGguf(folder, 'harbour-tales.gguf')
  const broken = path.join(folder, 'novel.gguf')
  writeFileSync(broken, 'Call me Ishmael. Some years ago.')
  const server = await openAiServer({ mode: 'both', key: 'secret', models: ['tale-7b', 'tale-70b'] })
  const { studio, shoot, llamaPid, stop } = await open(theme, locale, (at) =>
    makeProject(at, HARBOUR[locale]),
  )
  const { page } = studio
  const dialog = page.getByTestId('writers-dialog')
  await studio.editor(HARBOUR[locale].scenes[0][0]).waitFor()
  await page.getByTestId('writer-chip').click()
  await dialog.getByTestId('add-files').waitFor()
  await shoot('writers')
  await dialog.getByTestId('add-files').click()
  await dialog.getByTestId('model-path').fill(folder)
  await dialog.getByTestId('model-look').click()
  await dialog.getByTestId('files-found').waitFor()
  await dialog.getByTestId('files-found').scrollIntoViewIfNeeded()
  await shoot('writers-files')
  await dialog.getByTestId('model-path').fill(broken)
  await dialog.getByTestId('model-look').click()
  await dialog.getByTestId('files-found').waitFor()
  await shoot('writers-no-model')
  await dialog.getByTestId('model-path').fill(model)
  await dialog.getByTestId('model-look').click()
  await dialog.getByTestId('files-add').click()
  await dialog.locator('.writer.current .writer-more').waitFor()
  await dialog.getByTestId('add-known').click()
  await dialog.locator('.writers-busy').waitFor({ state: 'detached' })
  await shoot('writers-known')
  await dialog.getByTestId('add-server').click()
  await dialog.getByTestId('server-door').waitFor()
  await shoot('writers-server')
  await dialog.getByTestId('server-door').locator('.switch').click()
  await dialog.locator('.writers-door:not(.shut)').waitFor()
  await dialog.getByTestId('server-url').fill(server.url)
  await dialog.getByTestId('server-key').fill('wrong')
  await dialog.getByTestId('server-ask').click()
  await dialog.getByTestId('writers-problem').waitFor()
  await shoot('writers-wrong-key')
  await dialog.getByTestId('server-key').fill('secret')
  await dialog.getByTestId('server-ask').click()
  await dialog.getByTestId('server-answer').waitFor()
  await dialog.getByTestId('server-add').scrollIntoViewIfNeeded()
  await shoot('writers-answer')
  await dialog.getByTestId('server-add').click()
  await dialog.getByTestId('server-add').waitFor({ state: 'detached' })
  await page.getByTestId('notice').first().waitFor()
  await dialog.locator('.writer-more .prompt-trigger').last().click()
  await dialog.getByTestId('writer-remove').last().scrollIntoViewIfNeeded()
  await shoot('writers-settings')
  await closeDialog(studio)
  const editor = studio.editor(HARBOUR[locale].scenes[0][0])
  await studio.command('talk.open')
  await page.getByTestId('talk').waitFor()
  await shoot('talk-empty')
  await editor.click()
  await page.keyboard.press('Control+a')
  await page.getByTestId('ask-selection').click()
  await page.getByTestId('ask-menu').waitFor()
  await page.getByTestId('ask-menu').locator('[aria-haspopup]').first().click()
  await page.getByRole('menu').nth(1).waitFor()
  await shoot('talk-menu')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  const darker =
    locale === 'en'
      ? [
          'The dead lamp stood in the black window.',
          '\n\nNobody would ever come to put the lamp out.',
          '\n\nThe tide went out. It took the boats.',
          '\n\nNo light answered.',
        ]
      : [
          '漆黑的窗前立着一盏熄了的灯。',
          '\n\n再也没有人来把灯吹灭。',
          '\n\n潮水退去了，带走了船。',
          '\n\n没有灯火回应。',
        ]
  server.behave({ kind: 'write', pieces: darker })
  await studio.command('talk.tone-darker')
  await page.getByTestId('proposal').waitFor()
  await shoot('talk-proposal')
  await page.getByTestId('proposal').focus()
  await page.keyboard.press('a')
  await page.locator('.change.accepted').first().waitFor()
  await page.keyboard.press('r')
  await page.locator('.change.rejected').first().waitFor({ state: 'attached' })
  await shoot('talk-decided')
  await studio.command('workshop.learning')
  await page.getByTestId('learning').waitFor()
  await shoot('learning')
  await page.locator('.learning .segment').nth(1).click()
  await page.getByTestId('said').first().waitFor()
  await shoot('learning-said')
  await closeDialog(studio)
  server.behave({ kind: 'half', pieces: [darker[0] ?? ''], how: 'destroy' })
  await page.getByTestId('talk-question-field').fill(locale === 'en' ? 'And then?' : '然后呢？')
  await page.getByTestId('talk-send').click()
  await page.getByTestId('talk-problem').waitFor()
  await shoot('talk-broken')
  await page.getByTestId('talk-list').click()
  await page.getByTestId('conversation').first().waitFor()
  await shoot('talk-list')
  await page.getByTestId('talk-list').click()
  await studio.command('writers.sent')
  await dialog.getByTestId('sent-entry').first().waitFor()
  await dialog.getByTestId('sent-entry').last().locator('summary').click()
  await shoot('writers-sent')
  await dialog.getByRole('button').nth(1).click()
  await dialog.locator('.writer').filter({ hasText: 'harbour-tales' }).getByTestId('writer-use').click()
  await closeDialog(studio)
  await page.getByTestId('talk-limits').waitFor()
  await shoot('talk-limits')
  await studio.openSide('cowriter')
  const write = async (): Promise<void> => {
    await editor.locator('p').last().click()
    await page.keyboard.press('End')
    await page.keyboard.press('Control+Enter')
  }
  await write()
  await page.getByTestId('candidate').first().waitFor({ timeout: 120_000 })
  await page.getByTestId('cowriter-continue').waitFor({ timeout: 120_000 })
  const killed = llamaPid()
  process.kill(killed, 'SIGSTOP')
  await write()
  await page.getByTestId('cowriter-stop').waitFor()
  process.kill(killed, 'SIGKILL')
  await page.locator('[data-code="MODEL_FAILED"]').waitFor()
  await shoot('model-killed')
  await page.getByTestId('notice-said').locator('summary').click()
  await shoot('model-killed-details')
  await stop()
  await server.close()
  rmSync(folder, { recursive: true })
}
