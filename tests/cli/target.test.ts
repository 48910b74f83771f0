// Targets in a terminal: the book's own curve, and the arc of somebody of the cast beside how they feel in the text.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { tempFolder } from '../helpers/temp-project.ts'
import { arcwright } from './terminal.ts'

const BOOK = `# One

## Ebb

“I am so happy today,” said Anna. “What a wonderful, lovely morning!”

## Flood

“I hate it. Everything is lost, and I am afraid,” said Anna.
`

it(
  'draws the arc of a character, tells how far the text is from it, and takes it back',
  { timeout: 240_000 },
  async () => {
    const folder = tempFolder()
    const project = path.join(folder, 'book.arcwright')
    const book = path.join(folder, 'book.md')
    writeFileSync(book, BOOK)
    await arcwright(folder, 'new', project, '--title', 'Tides')
    await arcwright(folder, 'import', project, book)
    await arcwright(folder, 'cast', 'add', project, '--name', 'Anna')
    const target = (...args: string[]) => arcwright(folder, 'target', project, ...args, '--json')

    const drawn = await target('--who', 'Anna', '--points', '0:0.6,1:-0.6')
    expect(drawn).toMatchObject({
      code: 0,
      json: {
        character: {
          arc: [
            { x: 0, y: 0.6 },
            { x: 1, y: -0.6 },
          ],
        },
      },
    })
    expect(drawn.json['gap']).toBeGreaterThan(0)
    expect(drawn.json['gap']).toBeLessThan(0.6)
    const turned = await target('--who', 'Anna', '--points', '0:-0.6,1:0.6')
    expect(turned.json['gap']).toBeGreaterThan(drawn.json['gap'] as number)

    expect(await target('--who', 'Anna', '--measure', 'tension')).toMatchObject({ code: 2 })
    expect(await target('--who', 'Nobody', '--clear')).toMatchObject({ code: 2 })
    expect(await target('--who', 'Anna', '--clear')).toMatchObject({ json: { character: { arc: [] } } })
    expect(await target()).toMatchObject({ code: 0, json: { targets: [] } })
  },
)
