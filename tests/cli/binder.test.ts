// The binder and the goals in a terminal.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { tempFolder } from '../helpers/temp-project.ts'
import { arcwright, type Outcome } from './terminal.ts'

it('lists and changes the binder, and takes it back', { timeout: 240_000 }, async () => {
  const folder = tempFolder()
  const project = path.join(folder, 'book.arcwright')
  const book = path.join(folder, 'book.md')
  writeFileSync(book, '# One\n\n## Ebb\n\nLow water.\n\n## Flood\n\nHigh water.\n')
  await arcwright(folder, 'new', project, '--title', 'Shelf')
  await arcwright(folder, 'import', project, book)
  const binder = (act: string, ...args: string[]): Promise<Outcome> =>
    arcwright(folder, 'binder', act, project, ...args, '--json')
  const nodes = ({ json }: Outcome) =>
    json.nodes as { id: string; kind: string; title: string; opening: string }[]
  const before = nodes(await binder('list'))
  const [first, second] = before.filter(({ kind }) => kind === 'scene')
  const moved = await binder('move', second?.id ?? '', '--after', 'start')
  expect(nodes(moved)[0]).toMatchObject({ id: second?.id, opening: 'High water.' })
  const removed = await binder('remove', `${first?.id},${second?.id}`)
  expect(removed).toMatchObject({ code: 0, json: { trash: [{ words: 2 }, { words: 2 }] } })
  expect(await binder('undo')).toMatchObject({ json: { result: { label: 'binder.remove' }, trash: [] } })
  expect(await binder('describe', first?.id ?? '', '--status', 'perfect')).toMatchObject({
    code: 2,
    json: { error: { code: 'BAD_INPUT' } },
  })
})

it('sets goals and says how far they are', { timeout: 240_000 }, async () => {
  const folder = tempFolder()
  const project = path.join(folder, 'book.arcwright')
  await arcwright(folder, 'new', project, '--title', 'Shelf')
  expect(
    await arcwright(folder, 'goals', project, '--daily', '500', '--book', '80000', '--json'),
  ).toMatchObject({
    code: 0,
    json: { goals: { dailyWords: 500, projectWords: 80_000 }, day: { counted: 0 }, wordsLeft: 80_000 },
  })
})
