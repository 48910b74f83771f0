// Pictures of comments: none, one being written, several with an answer, a settled one among all, and a table with joined cells.
import { makeProject } from '../helpers/studio-page.ts'
import { HARBOUR, type Locale, type Open, type Theme } from './screens-session.ts'

const WORDS = {
  en: ['Whose lamp is it? She never had one.', 'Her mother’s. Chapter two.', 'Too short?'],
  'zh-CN': ['这是谁的灯？她从来没有灯。', '她母亲的，见第二章。', '太短了吗？'],
} as const

export const comments = async (open: Open, theme: Theme, locale: Locale): Promise<void> => {
  const plan = HARBOUR[locale]
  const { studio, shoot, stop } = await open(theme, locale, (at) => makeProject(at, plan))
  const { page } = studio
  const [first, answer, second] = WORDS[locale]
  await studio.untilOpen(plan.title)
  await studio.command('app.side-comments')
  await page.getByTestId('comments').waitFor()
  await shoot('comments-empty')
  const say = async (title: string, text: string): Promise<void> => {
    await studio.editor(title).click()
    await page.keyboard.press('Control+Home')
    for (let step = 0; step < 6; step += 1) await page.keyboard.press('Shift+ArrowRight')
    await studio.command('comments.add')
    await page.getByTestId('comment-text').fill(text)
  }
  const thread = page.getByTestId('comment-thread')
  await say(plan.scenes[0][0], first)
  await shoot('comments-writing')
  await page.getByTestId('comment-text-say').click()
  await thread.first().waitFor()
  await thread.getByTestId('comment-reply').fill(answer)
  await thread.getByTestId('comment-reply-say').click()
  await thread.getByTestId('comment-message').nth(1).waitFor()
  await say(plan.scenes[1][0], second)
  await page.getByTestId('comment-text-say').click()
  await thread.nth(1).waitFor()
  await shoot('comments')
  await thread.last().getByTestId('comment-resolve').click()
  await thread.nth(1).waitFor({ state: 'detached' })
  await page.locator('.comments-head .segment').last().click()
  await thread.nth(1).waitFor()
  await shoot('comments-resolved')
  await stop()
}
