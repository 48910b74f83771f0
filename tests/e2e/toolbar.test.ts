// The toolbar of the page in every width: nothing of it is ever out of reach, for eyes, hands or keys.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { violations } from '../helpers/axe.ts'
import { eventually } from '../helpers/eventually.ts'
import { openDesk, type Desk } from '../helpers/writing-desk.ts'

/** All that it offers while nothing is folded, and in a table. */
const ALL = [
  'Paragraph style',
  'Bold',
  'Italic',
  'Underline',
  'Strikethrough',
  'Link',
  'Block quote',
  'Bulleted list',
  'Numbered list',
  'Insert',
  'Ask for something with the selection',
  'Rows and columns',
  'Find in scene',
  'Focus mode',
  'One scene',
  'Whole book',
]

const NARROW_PX = 360

describe('the toolbar of a narrow page', () => {
  let desk: Desk
  beforeAll(async () => {
    desk = await openDesk(
      { title: 'The Desk', scenes: [['Quay', ['It was a quiet morning on the quay.']]] },
      'scene',
    )
  })
  afterAll(() => desk.close())
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await desk.studio.keepPicture(task.name)
  })

  const strip = () => desk.page.locator('.toolbar')
  const more = () => strip().getByTestId('toolbar-more')

  /** The line of the side panel is dragged until the page is as wide. */
  const pageOf = async (width: number): Promise<void> => {
    const { page, studio } = desk
    const pageWidth = async (): Promise<number> => (await studio.box(page.getByTestId('manuscript'))).width
    const line = await studio.box(page.locator('.pane-divider[data-pane="side"]'))
    const x = line.x + line.width / 2
    const wanted = x + width - (await pageWidth())
    await page.mouse.move(x, line.y + 100)
    await page.mouse.down()
    await page.mouse.move(wanted, line.y + 100)
    await page.mouse.up()
    await eventually(pageWidth).toBe(width)
    await studio.painted()
  }

  /** Its name, without the keys that stand beside it. */
  const focused = (): Promise<string> =>
    desk.page.evaluate(() => {
      const element = document.activeElement
      const keys = element?.querySelector('kbd')?.textContent ?? ''
      return element?.getAttribute('aria-label') ?? element?.textContent?.replace(keys, '') ?? ''
    })

  /** The names that a key goes through until it comes by one again. */
  const walk = async (key: string): Promise<string[]> => {
    const names: string[] = []
    for (let name = await focused(); !names.includes(name); name = await focused()) {
      names.push(name)
      await desk.page.keyboard.press(key)
      await desk.studio.painted()
    }
    return names
  }

  /** From the text, as one who has no mouse comes there: the strip is one stop, its things are gone through by arrows. */
  const enterStrip = async (): Promise<void> => {
    await strip().locator('.select-button').focus()
    await desk.studio.painted()
  }

  const openMore = async (): Promise<void> => {
    await more().focus()
    await desk.page.keyboard.press('Enter')
    await desk.page.getByRole('menu').waitFor()
    await desk.studio.painted()
  }

  it('has room for everything between both panels of a small window', async () => {
    await desk.studio.editor('Quay').click()
    expect(await strip().locator('[data-folded]').count()).toBe(1)
    expect(await more().isVisible()).toBe(false)
    expect(await strip().getByText('Whole book').isVisible()).toBe(true)
  })

  it('shows everything and no menu in a table of a wide page', async () => {
    await desk.page.setViewportSize({ width: 1600, height: 800 })
    await desk.studio.editor('Quay').click()
    await desk.studio.command('insert.table')
    // In a table, with something selected: now nothing is barred.
    await desk.page.keyboard.type('Tide')
    await desk.page.keyboard.press('Shift+Home')
    await pageOf(900)
    await enterStrip()
    expect(await walk('ArrowRight')).toEqual(ALL)
    expect(await more().isVisible()).toBe(false)
  })

  it.each([NARROW_PX, 500])('leads by the keyboard to everything at %i px', async (width) => {
    await pageOf(width)
    expect(await strip().evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true)
    await enterStrip()
    const inStrip = await walk('ArrowRight')
    expect(inStrip.at(-1)).toBe('More formatting and views')
    await openMore()
    const inMenu = await walk('ArrowDown')
    expect(new Set([...inStrip.slice(0, -1), ...inMenu])).toEqual(new Set(ALL))
    expect(inStrip.length - 1 + inMenu.length).toBe(ALL.length)
    expect(await violations(desk.page, 'toolbar')).toEqual([])
    await desk.page.keyboard.press('Escape')
    await desk.page.getByRole('menu').waitFor({ state: 'detached' })
  })

  it('does from the menu what the strip does, and shows what is on', async () => {
    const { page, studio } = desk
    const editor = studio.editor('Quay')
    await pageOf(NARROW_PX)
    await openMore()
    await page.getByRole('menuitemcheckbox', { name: 'Strikethrough' }).press('Enter')
    await editor.locator('s').waitFor()
    await openMore()
    expect(
      await page.getByRole('menuitemcheckbox', { name: 'Strikethrough' }).getAttribute('aria-checked'),
    ).toBe('true')
    await page.getByRole('menuitem', { name: 'Link' }).press('Enter')
    const address = page.getByRole('textbox', { name: 'Address' })
    await address.fill('quay.example')
    await address.press('Enter')
    await editor.locator('a[href="https://quay.example"]').waitFor()
    await openMore()
    await page.getByRole('menuitemradio', { name: 'Whole book' }).press('Enter')
    await eventually(() => page.getByTestId('manuscript').getAttribute('data-view')).toBe('continuous')
    await studio.untilSaved()
  })
})
