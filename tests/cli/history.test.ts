// Versions and origins in a terminal.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { tempFolder } from '../helpers/temp-project.ts'
import { arcwright } from './terminal.ts'

it('keeps, compares and restores versions, and goes on in drafts', { timeout: 360_000 }, async () => {
  const folder = tempFolder()
  const project = path.join(folder, 'book.arcwright')
  const book = path.join(folder, 'book.md')
  writeFileSync(book, '# One\n\n## Ebb\n\nLow water.\n\n## Flood\n\nHigh water.\n')
  await arcwright(folder, 'new', project, '--title', 'Shelf')
  await arcwright(folder, 'import', project, book)
  const run = (command: string, ...args: string[]) => arcwright(folder, command, project, ...args, '--json')

  expect(await run('snapshot', '--take', 'First')).toMatchObject({
    code: 0,
    json: { snapshots: [{ name: 'First', kind: 'hand', words: 4, scenes: 2 }] },
  })
  expect(await run('branch', '--create', 'Dry')).toMatchObject({
    json: { drafts: [{ name: 'Main' }, { name: 'Dry', snapshotId: null }] },
  })
  await arcwright(folder, 'binder', 'remove', project, 'Flood', '--json')
  const compared = await run('compare', 'First')
  expect(compared).toMatchObject({
    json: {
      nodes: [
        { kind: 'chapter', title: 'Flood', change: 'removed' },
        { kind: 'scene', opening: 'High water.', change: 'removed', removed: 2 },
      ],
      totals: { added: 0, removed: 2 },
    },
  })
  const [, scene] = compared.json.nodes as { id: string }[]
  expect(await run('compare', 'First', '--scene', scene?.id ?? '')).toMatchObject({
    json: { rows: [{ change: 'removed', pieces: [{ kind: 'removed', text: 'High water.' }] }] },
  })
  await run('branch', '--switch', 'Main')
  expect(await run('compare', 'First')).toMatchObject({ json: { nodes: [] } })
  await run('branch', '--switch', 'Dry')
  expect(await run('restore', 'First', '--scenes', 'Flood')).toMatchObject({ code: 0 })
  expect(await run('compare', 'First', 'now')).toMatchObject({ json: { nodes: [] } })
  expect(await run('restore', 'Nowhere')).toMatchObject({ code: 2 })

  const out = path.join(folder, 'report.html')
  expect(await run('provenance', '--out', out)).toMatchObject({
    code: 0,
    json: {
      report: { sources: [{ origin: { by: 'imported', of: 'book.md' }, words: 4 }] },
      written: { path: out },
    },
  })
  expect(readFileSync(out, 'utf8')).toContain('book.md')
})
