// Pictures of what models are told: the lorebook empty and full, memory, summaries, what is sent, what to write next.
import path from 'node:path'
import { createEngine } from '../../engine/index.ts'
import { openAiServer } from '../helpers/openai-server.ts'
import { makeProject } from '../helpers/studio-page.ts'
import { HARBOUR, type Locale, type Open, type Theme } from './screens-session.ts'

const LORE = {
  en: [
    [
      'The harbour',
      'harbour|quay',
      'The harbour freezes every winter, and nobody may leave before the thaw.',
    ],
    [
      'The lamps',
      'lamp|/lantern(s)?/',
      'Twelve lamps stood along the wall. One has been dark since the storm.',
    ],
    ['Anselm', 'Anselm', 'Anselm kept the tapes and told nobody.'],
  ],
  'zh-CN': [
    ['港口', '港口|码头', '港口每年冬天封冻，开冻之前谁也不许离开。'],
    ['灯', '灯|灯塔', '堤上原有十二盏灯，风暴之后有一盏再没亮过。'],
    ['老安', '老安', '老安留着录音带，谁也没告诉。'],
  ],
} as const

const MEMORY = {
  en: [
    'Ines tells it in the past tense. It is 1987, on an island.',
    'Short sentences. The sea is never blue.',
  ],
  'zh-CN': ['由伊内斯以过去时讲述。1987 年，一座岛上。', '句子要短。海从来不是蓝色的。'],
} as const

/** @param writer address of who writes */
const withLore = async (folder: string, locale: Locale, writer: string): Promise<string> => {
  const file = await makeProject(folder, HARBOUR[locale])
  const engine = createEngine({ dataDir: path.join(folder, 'data'), documentsDir: folder, version: '0' })
  const { client } = engine.connect()
  await client.project.open({ path: file })
  await client.doors.set({ id: 'remote-models', open: true })
  await client.model.add({ url: writer })
  for (const [title, keys, content] of LORE[locale])
    await client.lore.add({ title, content, keys: keys.split('|') })
  const [memory, note] = MEMORY[locale]
  await client.memory.tell({ change: { memory, note } })
  const making = await client.memory.summarise({ writerId: null })
  while (!(await making.next()).done);
  await engine.close()
  return file
}

export const memory = async (open: Open, theme: Theme, locale: Locale): Promise<void> => {
  const bare = await open(theme, locale, (at) => makeProject(at, HARBOUR[locale]))
  await bare.studio.openSide('lore')
  await bare.studio.page.getByTestId('lore-add').waitFor()
  await bare.shoot('lore-empty')
  await bare.stop()
  const server = await openAiServer({ mode: 'both' })
  const { studio, shoot, stop } = await open(theme, locale, (at) => withLore(at, locale, server.url))
  const { page } = studio
  const [title] = HARBOUR[locale].scenes.at(-1)!
  await studio.openScene(title)
  await studio.editor(title).click()
  await page.keyboard.press('Control+End')
  await studio.openSide('lore')
  await page.locator('.lore-entry .lore-why').first().waitFor()
  await shoot('lore')
  await page.locator('.lore-name').first().click()
  await page.locator('.lore-editor summary').click()
  await shoot('lore-entry')
  await page.locator('.lore .segment').nth(1).click()
  await shoot('memory')
  await page.locator('.lore .segment').nth(2).click()
  await shoot('summaries')
  await studio.openSide('cowriter')
  await page.getByTestId('sent-open').click()
  await page.getByTestId('sent-piece').first().waitFor()
  await page.locator('.sent-folded .prompt-trigger').first().click()
  await shoot('sent')
  await page.getByTestId('sent-open').click()
  await page.getByTestId('suggest-open').click()
  await page.locator('.suggestions, .prompt-view [role=status]').first().waitFor()
  await shoot('suggestions')
  await stop()
  await server.close()
}
