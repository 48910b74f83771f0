// Comments in a real browser: said by keyboard, tied to their words while these are edited, moved and undone, settled.
import type { Locator } from 'playwright'
import { afterEach, expect, it } from 'vitest'
import { violations } from '../helpers/axe.ts'
import { CLIPBOARD_SAMPLES } from '../helpers/clipboard-samples.ts'
import { eventually } from '../helpers/eventually.ts'
import { openDesk, paste, writeIn, writeOn, type Desk } from '../helpers/writing-desk.ts'

let desk: Desk | null = null
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await desk?.studio.keepPicture(task.name)
  await desk?.close()
  desk = null
})

it('a comment is said by keyboard, stays with its words, is answered, settled and taken back', async () => {
  desk = await openDesk(
    {
      title: 'Quay',
      scenes: [
        ['Ebb', ['The green lamp was lit.', 'Nobody came.']],
        ['Flood', ['Later.']],
      ],
    },
    'continuous',
  )
  const { page, studio } = desk
  const editor = await writeIn(desk, 'Ebb')
  const marked = editor.locator('[data-comment]')
  await page.keyboard.press('Control+Home')
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowRight')
  for (let step = 0; step < 10; step += 1) await page.keyboard.press('Shift+ArrowRight')
  await eventually(() => page.evaluate(() => window.getSelection()?.toString())).toBe('green lamp')
  // The page knows of a selection a moment before the editor does.
  await studio.painted()
  await page.keyboard.press('Control+Alt+m')
  await page.getByTestId('comment-text').waitFor()
  await eventually(() => page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe(
    'comment-text',
  )
  await page.keyboard.type('Which lamp?')
  await page.keyboard.press('Control+Enter')
  await eventually(() => marked.allTextContents()).toEqual(['green lamp'])
  const thread = page.getByTestId('comment-thread')
  await eventually(() => thread.getByTestId('comment-message').count()).toBe(1)
  expect(await violations(page, 'comments')).toEqual([])

  // The words are edited, split and taken elsewhere: what was said goes along.
  await eventually(() => editor.evaluate((element) => element.contains(document.activeElement))).toBe(true)
  await page.keyboard.press('Control+Home')
  for (let step = 0; step < 9; step += 1) await page.keyboard.press('ArrowRight')
  await page.keyboard.type(' glass')
  await eventually(() => marked.allTextContents()).toEqual(['green glass lamp'])
  await studio.untilSaved()
  await eventually(() => thread.getByTestId('comment-quote').innerText()).toContain('green glass lamp')

  // A copy is not what was commented on.
  const html = await editor
    .locator('p')
    .first()
    .evaluate((element) => element.outerHTML)
  await page.keyboard.press('Control+End')
  await page.keyboard.press('Enter')
  await paste(editor, html)
  await eventually(() => editor.locator('p').count()).toBe(3)
  await eventually(() => marked.count()).toBe(1)

  await thread.getByTestId('comment-reply').fill('The one on the quay.')
  await thread.getByTestId('comment-reply-say').click()
  await eventually(() => thread.getByTestId('comment-message').count()).toBe(2)
  await thread.getByTestId('comment-resolve').click()
  await eventually(() => thread.count()).toBe(0)
  await studio.command('app.undo')
  await eventually(() => thread.count()).toBe(1)
  await studio.command('app.undo')
  await eventually(() => thread.getByTestId('comment-message').count()).toBe(1)
  await studio.untilSaved()
})

/** The page as lines: what the reader of the book would see of each block. */
const outline = (editor: Locator): Promise<string[]> =>
  editor.evaluate((root) => {
    const inline = (node: Node): string => {
      if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? ''
      if (!(node instanceof HTMLElement)) return ''
      if (node.matches('sup.footnote')) return `[^${node.title}]`
      const inside = [...node.childNodes].map(inline).join('')
      const sign = { STRONG: '*', EM: '/', U: '_', S: '~' }[node.tagName]
      if (sign !== undefined) return `${sign}${inside}${sign}`
      return node.tagName === 'A' ? `<${inside} ${node.getAttribute('href') ?? ''}>` : inside
    }
    const block = (element: Element): string => {
      const children = [...element.children]
      switch (element.tagName) {
        case 'P':
          return `p ${inline(element)}`.trim()
        case 'UL':
        case 'OL': {
          const items = children.map((item) => [...item.children].map(block).join(' ').replace(/^p /, ''))
          return `${element.tagName.toLowerCase()} ${items.map((item) => `(${item})`).join(' ')}`
        }
        case 'TABLE':
          return `table ${[...element.querySelectorAll('tr')]
            .map(
              (row) =>
                `[${[...row.children].map((cell) => [...cell.children].map(block).join(' ')).join('|')}]`,
            )
            .join(' ')}`
        case 'BLOCKQUOTE':
          return `blockquote ${children.map(block).join(' ')}`
        default:
          return `${element.tagName[0]?.toLowerCase() ?? ''} ${inline(element)}`
      }
    }
    return [...root.children].map(block)
  })

it('what comes from word processors and web pages is cleaned: marks, lists, tables, notes stay, the rest goes', async () => {
  desk = await openDesk(
    { title: 'Quay', scenes: CLIPBOARD_SAMPLES.map(({ program }) => [program, ['First.']] as const) },
    'scene',
  )
  const found: Record<string, string[]> = {}
  for (const { program, html } of CLIPBOARD_SAMPLES) {
    const editor = await writeOn(desk, program)
    await paste(editor, html)
    await eventually(async () => (await outline(editor)).length).toBeGreaterThan(3)
    found[program] = (await outline(editor))
      .slice(1)
      .filter((line, index, all) => line !== 'p' || index < all.length - 1)
    // Nothing of the other program is left in the page.
    const rest = await editor.evaluate((root) => root.innerHTML)
    expect(rest).not.toMatch(
      /mso-|Mso|docs-internal|sdfootnote|font-family|tracker|script|onclick|hidden words|Too long/,
    )
  }
  expect(found).toEqual(
    Object.fromEntries(CLIPBOARD_SAMPLES.map(({ program, becomes }) => [program, becomes])),
  )
  await desk.studio.untilSaved()
})
