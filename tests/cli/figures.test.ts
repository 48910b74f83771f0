// Figures in a terminal: put into a scene, given a width, listed, and told as a loss where a format has no place for them.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { tempFolder } from '../helpers/temp-project.ts'
import { png } from '../exporters/snapshots.ts'
import { arcwright } from './terminal.ts'

it(
  'puts a picture into a scene at a width, and says what an export leaves out',
  { timeout: 240_000 },
  async () => {
    const folder = tempFolder()
    const project = path.join(folder, 'book.arcwright')
    const book = path.join(folder, 'book.md')
    const photo = path.join(folder, 'pier.png')
    writeFileSync(book, '# One\n\n## Ebb\n\nThe green lamp.\n')
    writeFileSync(photo, png())
    await arcwright(folder, 'new', project, '--title', 'Shelf')
    await arcwright(folder, 'import', project, book)
    const media = await arcwright(folder, 'media', 'add', project, photo, '--json')
    const [{ id: mediaId }] = media.json['added'] as [{ id: string }]
    const figures = (act: string, ...args: string[]) =>
      arcwright(folder, 'figures', act, project, ...args, '--json')
    const added = await figures('add', mediaId, '--scene', 'Ebb', '--caption', 'The pier', '--size', 'half')
    expect(added).toMatchObject({ code: 0, json: { figure: { caption: 'The pier', size: 'half' } } })
    const { id } = added.json['figure'] as { id: string }
    expect(await figures('set', 'nothing', '--size', 'small')).toMatchObject({ code: 2 })
    expect(await figures('set', id, '--size', 'small', '--alt', 'Planks over water')).toMatchObject({
      code: 0,
    })
    expect(await figures('list')).toMatchObject({
      json: { figures: [{ id, mediaId, size: 'small', alt: 'Planks over water' }] },
    })
    const out = path.join(folder, 'book.md.md')
    expect(
      await arcwright(folder, 'export', project, '--format', 'markdown', '--out', out, '--json'),
    ).toMatchObject({ json: { losses: [{ feature: 'figureSize', count: 1 }] } })
  },
)
