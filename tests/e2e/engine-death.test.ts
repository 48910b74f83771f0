// An engine that dies at the worst moments, while the window is being loaded: the book comes back without a second attempt.
import { afterAll, beforeAll, describe, it } from 'vitest'
import { eventually } from '../helpers/eventually.ts'
import { openDesk, type Desk } from '../helpers/writing-desk.ts'

describe('an engine that dies while the window is loaded again', () => {
  let desk: Desk
  beforeAll(async () => {
    const scenes = ['Quay', 'Boat', 'Shore'].map(
      (title) => [title, [`It was a quiet morning on the ${title.toLowerCase()}.`]] as const,
    )
    desk = await openDesk({ title: 'The Desk', scenes }, 'scene')
  })
  afterAll(() => desk.close())

  it.each([50, 200, 300, 400, 600])('%i ms after the load began', async (wait) => {
    const { page, host, studio } = desk
    const loaded = page.reload({ waitUntil: 'commit' })
    await page.waitForTimeout(wait)
    host.killEngine()
    await loaded
    await studio.untilOpen('The Desk')
    await eventually(() => studio.node('Boat').count()).toBe(1)
    await studio.node('Boat').click()
    await eventually(() => studio.textOf(studio.editor('Boat'))).toBe('It was a quiet morning on the boat.')
    await studio.typeAtEnd('Boat', ' So')
    await studio.untilSaved()
    await page.keyboard.press('Control+z')
    await studio.untilSaved()
  })
})
