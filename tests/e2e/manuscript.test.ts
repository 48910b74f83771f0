// The page as a writer uses it in a real browser: input methods, typography, formatting, pictures, pasting, finding,
// views, commands, zoom, and undo that reaches scenes which have left the page.
import type { Locator } from 'playwright'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../helpers/eventually.ts'
import { compose, goTo, openDesk, paste, writeIn, writeOn, type Desk } from '../helpers/writing-desk.ts'

let shown: Desk | null = null
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await shown?.studio.keepPicture(task.name)
})

describe('a book in English', () => {
  let desk: Desk
  beforeAll(async () => {
    const titles = ['Quotes', 'Lists', 'Marks', 'Notes', 'Word', 'Picture', 'Find', 'Palette', 'Caret']
    desk = await openDesk(
      {
        title: 'The Desk',
        scenes: titles.map((title) => [
          title,
          title === 'Find'
            ? ['A lamp and a lamp.', 'No light here.', 'The Lamp, again; the room is dark without it.']
            : ['It was a quiet morning on the quay.'],
        ]),
      },
      'scene',
    )
    shown = desk
  })
  afterAll(() => desk.close())

  it('turns straight quotes, hyphens and dots into good typography', async () => {
    await writeOn(desk, 'Quotes')
    await desk.page.keyboard.type(`"It's late," she said--"don't wait..." 'Why?'`)
    expect((await desk.blocks('Quotes'))[1]).toBe('p: “It’s late,” she said—“don’t wait…” ‘Why?’')
  })

  it('makes lists from typed signs, nests with Tab, and leaves a list by an empty item', async () => {
    await writeOn(desk, 'Lists')
    const { keyboard } = desk.page
    await keyboard.type('- bread')
    await keyboard.press('Enter')
    await keyboard.press('Tab')
    await keyboard.type('rye')
    await keyboard.press('Enter')
    await keyboard.press('Enter')
    await keyboard.press('Enter')
    await keyboard.type('1. first')
    await keyboard.press('Enter')
    await keyboard.press('Enter')
    await keyboard.type('> said the sea')
    const editor = desk.studio.editor('Lists')
    expect(await editor.locator('ul > li > ul > li').innerText()).toBe('rye')
    expect(await editor.locator('ol > li').allInnerTexts()).toEqual(['first'])
    expect(await editor.locator('blockquote > p').innerText()).toBe('said the sea')
    await desk.studio.untilSaved()
    await desk.page.reload()
    await writeIn(desk, 'Lists')
    expect(await editor.locator('ul > li > ul > li').innerText()).toBe('rye')
  })

  it('sets emphasis, headings and links by keys and by the strip, and shows what is on', async () => {
    const { page } = desk
    const editor = await writeOn(desk, 'Marks')
    await page.keyboard.type('bold words')
    await page.keyboard.press('Shift+Home')
    await eventually(() => page.getByRole('button', { name: 'Link', exact: true }).isEnabled()).toBe(true)
    await page.keyboard.press('Control+b')
    await page.keyboard.press('Control+i')
    expect(await editor.locator('strong em, em strong').innerText()).toBe('bold words')
    await eventually(() => page.getByRole('button', { name: 'Bold' }).getAttribute('aria-pressed')).toBe(
      'true',
    )
    await page.getByRole('button', { name: 'Link', exact: true }).click()
    await page.getByRole('textbox', { name: 'Address' }).fill('example.org/quay')
    await page.keyboard.press('Enter')
    expect(await editor.locator('a').getAttribute('href')).toBe('https://example.org/quay')
    await page.keyboard.press('Control+Alt+2')
    expect(await editor.locator('.heading-2').innerText()).toBe('bold words')
    await page.keyboard.press('Control+Alt+0')
    expect(await editor.locator('.heading-2').count()).toBe(0)
  })

  it('keeps footnotes and notes to self apart from the text, and does not count them', async () => {
    const { page, studio } = desk
    const editor = await writeOn(desk, 'Notes')
    await page.keyboard.type('A claim.')
    await page.keyboard.press('Control+Alt+f')
    await page.getByTestId('footnote-text').fill('A proof.')
    await page.getByRole('button', { name: 'OK' }).click()
    const mark = editor.getByRole('button', { name: 'Footnote: A proof.' })
    await mark.click()
    await page.getByTestId('footnote-text').fill('A better proof.')
    await page.keyboard.press('Escape')
    await editor.getByRole('button', { name: 'Footnote: A better proof.' }).waitFor()
    await eventually(() => page.getByTestId('scene-words').innerText()).toContain('10')
    await editor.click()
    await page.keyboard.press('Control+End')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Control+Alt+n')
    await page.keyboard.type('ask the harbour master about the tides')
    expect(await editor.locator('aside.note').innerText()).toContain('harbour master')
    await studio.untilSaved()
    await eventually(() => page.getByTestId('scene-words').innerText()).toContain('10')
  })

  it('takes structure from a word processor and leaves its styles, scripts and remote pictures', async () => {
    const asked: string[] = []
    desk.page.on('request', (request) => asked.push(request.url()))
    const editor = await writeOn(desk, 'Word')
    await paste(
      editor,
      `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{color:red}</style></head><body>
      <!--StartFragment--><h1 style="mso-style:x">A Harbour<o:p></o:p></h1>
      <p class=MsoNormal style="margin:0;color:red">Plain, <b>bold</b>, <span style="font-style:italic">slanted</span> and
      <b style="font-weight:normal">not bold</b>.<o:p>&nbsp;</o:p></p>
      <ul style="margin-top:0"><li class=MsoListParagraph>one</li><li>two</li></ul>
      <script>document.title='owned'</script><img src="https://tracker.invalid/p.png" onerror="document.title='owned'">
      <p>The end.</p><!--EndFragment--></body></html>`,
    )
    await eventually(() => desk.blocks('Word')).toEqual([
      'p: It was a quiet morning on the quay.',
      'h4: A Harbour',
      expect.stringMatching(/^p: Plain, bold, slanted and not bold\.\s*$/),
      'ul: onetwo',
      'p: The end.',
    ])
    expect(await editor.locator('strong').allInnerTexts()).toEqual(['bold'])
    expect(await editor.locator('em').allInnerTexts()).toEqual(['slanted'])
    expect(await editor.locator('[style], script, img').count()).toBe(0)
    expect(asked.filter((url) => url.includes('tracker'))).toEqual([])
    expect(await desk.page.title()).not.toBe('owned')
    await desk.studio.untilSaved()
  })

  it('shows a picture from the media panel, keeps its words, and takes it back', async () => {
    const { page, studio } = desk
    await writeOn(desk, 'Picture')
    const photo = await sharp({ create: { width: 320, height: 200, channels: 3, background: '#385a7c' } })
      .png()
      .toBuffer()
    const card = await studio.addMedia({ name: 'quay.png', mimeType: 'image/png', buffer: photo })
    if (!(await card.getByRole('button', { name: 'Put in text' }).isVisible()))
      await card.getByRole('button').first().click()
    await card.getByRole('button', { name: 'Put in text' }).click()
    const picture = studio.editor('Picture').locator('figure.picture')
    const drawn = (): Promise<number> =>
      picture.locator('img').evaluate((image) => (image as HTMLImageElement).naturalWidth)
    await eventually(drawn).toBe(320)
    await picture.hover()
    await picture.getByRole('button', { name: 'Caption, description, size' }).click()
    await page.getByTestId('picture-caption').fill('The quay at dawn')
    await page.getByTestId('picture-alt').fill('Boats in grey light')
    await page.keyboard.press('Enter')
    await studio.untilSaved()

    await page.reload()
    await writeIn(desk, 'Picture')
    await eventually(drawn).toBe(320)
    expect(await picture.locator('figcaption').innerText()).toBe('The quay at dawn')
    expect(await picture.locator('img').getAttribute('alt')).toBe('Boats in grey light')

    await picture.locator('img').click()
    await page.keyboard.press('Enter')
    await page.getByTestId('picture-caption').waitFor()
    await page.keyboard.press('Escape')
    await page.getByTestId('picture-caption').waitFor({ state: 'detached' })
    await picture.locator('img').click()
    await page.keyboard.press('Delete')
    await picture.waitFor({ state: 'detached' })
    await studio.undo()
    await eventually(drawn).toBe(320)
    expect(await picture.locator('figcaption').innerText()).toBe('The quay at dawn')
  })

  it('finds words, counts them, walks through them and gives the caret back', async () => {
    const { page } = desk
    const editor = await writeIn(desk, 'Find')
    await page.keyboard.press('Control+Home')
    await page.keyboard.press('Control+f')
    await page.keyboard.type('lamp')
    const bar = page.getByTestId('find-bar')
    await bar.getByText('1 of 3').waitFor()
    expect(await editor.locator('.find-match').allInnerTexts()).toEqual(['lamp', 'lamp', 'Lamp'])
    await page.keyboard.press('Enter')
    await bar.getByText('2 of 3').waitFor()
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.press('Shift+Enter')
    await bar.getByText('3 of 3').waitFor()
    expect(await editor.locator('.find-match.current').innerText()).toBe('Lamp')
    await page.keyboard.press('Escape')
    await bar.waitFor({ state: 'detached' })
    expect(await editor.locator('.find-match').count()).toBe(0)
    expect(await editor.evaluate((element) => document.activeElement === element)).toBe(true)
    expect(await page.evaluate(() => String(document.getSelection()))).toBe('Lamp')
  })

  it('runs commands from the palette by typing, arrows and Enter, and shows every shortcut', async () => {
    const { page } = desk
    await writeOn(desk, 'Palette')
    await page.keyboard.press('Control+k')
    await page.getByTestId('palette-input').waitFor()
    await page.keyboard.type('scene break')
    await page.keyboard.press('Enter')
    await desk.studio.editor('Palette').locator('hr.scene-break').waitFor()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('go to')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await desk.studio.editor('Lists').waitFor()
    await page.keyboard.press('Control+/')
    const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    expect(await help.locator('kbd').count()).toBeGreaterThan(20)
    await page.keyboard.press('Escape')
    await help.waitFor({ state: 'detached' })
  })

  it('keeps the caret and what it stands in when the view changes, and dims the rest in focus mode', async () => {
    const { page, studio } = desk
    const editor = await writeOn(desk, 'Caret')
    await page.keyboard.type('Here ')
    for (const view of ['Whole book', 'One scene']) {
      await page.keyboard.press('Control+Shift+v')
      await page
        .locator(`[data-testid="manuscript"][data-view="${view === 'One scene' ? 'scene' : 'continuous'}"]`)
        .waitFor()
      await eventually(() => editor.evaluate((element) => document.activeElement === element)).toBe(true)
      const view1 = await studio.box(page.getByTestId('manuscript'))
      await eventually(async () => {
        const box = await editor.boundingBox()
        return box !== null && box.y < view1.y + view1.height && box.y + box.height > view1.y
      }).toBe(true)
      await page.keyboard.type(`in ${view} `)
    }
    expect((await desk.blocks('Caret'))[1]).toBe('p: Here in Whole book in One scene ')
    await page.keyboard.press('Control+Alt+o')
    const opacity = (index: number): Promise<string> =>
      editor
        .locator('> p')
        .nth(index)
        .evaluate((block) => getComputedStyle(block).opacity)
    await eventually(() => opacity(0)).toBe('0.28')
    expect(await opacity(1)).toBe('1')
    await page.keyboard.press('Control+Alt+o')
    await eventually(() => opacity(0)).toBe('1')
  })

  it('has its caret where it was when the focus comes back, at once or on a busy machine', async () => {
    const { page } = desk
    const editor = await writeOn(desk, 'Quotes')
    await page.keyboard.type('Before after')
    for (const busyMs of [0, 400]) {
      await editor
        .locator('> p')
        .last()
        .click({ position: { x: 8, y: 12 } })
      await page.keyboard.press('End')
      for (let step = 0; step < 5; step += 1) await page.keyboard.press('ArrowLeft')
      // The browser tells of a moved caret with the next frame; nobody leaves the page sooner than that.
      await page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
      )
      await editor.evaluate((element: HTMLElement, ms) => {
        const away = document.body.appendChild(document.createElement('input'))
        away.focus()
        element.focus()
        away.remove()
        for (const end = performance.now() + ms; performance.now() < end;);
      }, busyMs)
      await page.keyboard.type('and ')
    }
    expect((await desk.blocks('Quotes')).at(-1)).toBe('p: Before and and after')
  })

  it('changes its theme at once and keeps it', async () => {
    const { page } = desk
    const theme = (): Promise<string | null> => page.locator('html').getAttribute('data-theme')
    await page.keyboard.press('Control+,')
    const dialog = page.getByRole('dialog', { name: 'Settings' })
    await dialog.getByText('Sepia', { exact: true }).click()
    await eventually(theme).toBe('sepia')
    await page.keyboard.press('Escape')
    await page.reload()
    await eventually(theme).toBe('sepia')
    await page.keyboard.press('Control+,')
    await dialog.getByText('Light', { exact: true }).click()
    await eventually(theme).toBe('light')
    await page.keyboard.press('Escape')
  })
})

describe('a book in Chinese', () => {
  let desk: Desk
  beforeAll(async () => {
    desk = await openDesk(
      {
        title: '雨夜',
        language: 'zh',
        scenes: [
          ['输入', ['雨停了，街上没有人。']],
          ['标点', ['夜里，灯还亮着。']],
        ],
      },
      'continuous',
    )
    shown = desk
  })
  afterAll(() => desk.close())

  it('leaves an input method alone while edits are saved and marks come and go', async () => {
    const { page, studio, keys, blocks } = desk
    await studio.editor('输入').waitFor()
    await page.keyboard.press('Control+f')
    await page.keyboard.type('雨')
    const editor = await writeOn(desk, '输入')
    await page.keyboard.type('他说')
    await compose(keys, 'n')
    await compose(keys, 'ni')
    await studio.untilSaved()
    await compose(keys, 'ni h')
    await compose(keys, '你好')
    expect((await blocks('输入'))[1]).toBe('p: 他说你好')
    await keys.send('Input.insertText', { text: '你好雨' })
    await eventually(() => blocks('输入')).toEqual(['p: 雨停了，街上没有人。', 'p: 他说你好雨'])
    // A second composition right after the first, given up in the middle.
    await compose(keys, 'shi')
    await compose(keys, '')
    await compose(keys, 'shijie')
    await keys.send('Input.insertText', { text: '世界' })
    await eventually(() => blocks('输入')).toEqual(['p: 雨停了，街上没有人。', 'p: 他说你好雨世界'])
    await studio.untilSaved()
    await page.reload()
    await editor.waitFor()
    expect(await blocks('输入')).toEqual(['p: 雨停了，街上没有人。', 'p: 他说你好雨世界'])
  })

  it('pairs Chinese quotation marks and doubles dashes and dots', async () => {
    await writeOn(desk, '标点')
    await desk.page.keyboard.type('他说："走吧--等等..."')
    expect((await desk.blocks('标点'))[1]).toBe('p: 他说：“走吧——等等……”')
  })
})

describe('a long book', () => {
  let desk: Desk
  beforeAll(async () => {
    desk = await openDesk(
      {
        title: 'Long Shore',
        scenes: Array.from({ length: 40 }, (_, scene) => [
          `Scene ${scene + 1}`,
          Array.from(
            { length: 12 },
            (_each, line) => `Line ${line + 1} of ${scene + 1}. ${'The tide came in. '.repeat(12)}`,
          ),
        ]),
      },
      'continuous',
    )
    shown = desk
  })
  afterAll(() => desk.close())

  it('takes back what was typed in a scene that has left the page, and shows it', async () => {
    const { page, studio } = desk
    await writeIn(desk, 'Scene 1')
    await page.keyboard.type('A gull.')
    await studio.untilSaved()
    await goTo(desk, 'Scene 40')
    await studio.editor('Scene 1').waitFor({ state: 'detached' })
    await studio.undo()
    const first = studio.editor('Scene 1')
    await first.waitFor()
    await eventually(async () => (await desk.blocks('Scene 1')).at(-1)).not.toContain('A gull.')
    await eventually(() => first.evaluate((element) => document.activeElement === element)).toBe(true)
    const caretIsVisible = (): Promise<boolean> =>
      first.evaluate((element) => {
        const last = element.lastElementChild!.getBoundingClientRect()
        return last.top < window.innerHeight && last.bottom > 0
      })
    await eventually(caretIsVisible).toBe(true)
    await studio.redo()
    await eventually(async () => (await desk.blocks('Scene 1')).at(-1)).toContain('A gull.')
  })

  it('stays usable at twice the size: nothing overlaps, every panel can be reached', async () => {
    const { page, studio } = desk
    const half = { width: 640, height: 400, deviceScaleFactor: 2, mobile: false }
    await desk.keys.send('Emulation.setDeviceMetricsOverride', half)
    await studio.scenes.first().waitFor()
    const width = async (locator: Locator): Promise<number> => (await studio.box(locator)).width
    expect(await width(page.getByTestId('manuscript'))).toBeGreaterThan(280)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(640)
    const manuscript = await studio.box(page.locator('.manuscript-scroll'))
    expect(manuscript.height).toBeGreaterThan(120)
    await desk.keys.send('Emulation.clearDeviceMetricsOverride')
  })
})
