// Searching and replacing in a terminal.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { tempFolder } from '../helpers/temp-project.ts'
import { arcwright } from './terminal.ts'

it(
  'finds words, shows what a replacement would do, does it, and takes it back',
  { timeout: 240_000 },
  async () => {
    const folder = tempFolder()
    const project = path.join(folder, 'book.arcwright')
    const book = path.join(folder, 'book.md')
    writeFileSync(book, '# One\n\n## Ebb\n\nAnna waits. Anna sleeps.\n\n## Flood\n\n安娜 Anna.\n')
    await arcwright(folder, 'new', project, '--title', 'Shelf')
    await arcwright(folder, 'import', project, book)
    const search = (query: string) => arcwright(folder, 'search', project, query, '--json')
    expect(await search('anna')).toMatchObject({ code: 0, json: { total: 2, nodes: 2 } })
    expect(await search('安娜')).toMatchObject({ code: 0, json: { total: 1 } })
    const replace = (...args: string[]) =>
      arcwright(folder, 'replace', project, '--find', 'Anna', '--with', 'Mara', ...args, '--json')
    const dry = await replace('--dry-run', '--scenes', 'Ebb')
    expect(dry.json['hits']).toHaveLength(2)
    expect(await replace('--scenes', 'Ebb')).toMatchObject({ code: 0, json: { replaced: 2, nodes: 1 } })
    expect(await search('mara')).toMatchObject({ json: { total: 1 } })
    expect(await arcwright(folder, 'binder', 'undo', project, '--json')).toMatchObject({
      json: { result: { label: 'search.replace' } },
    })
    expect(await search('mara')).toMatchObject({ json: { total: 0 } })
    expect(await replace('--fields', 'letters')).toMatchObject({ code: 2 })
  },
)
