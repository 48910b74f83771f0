// A day of writing without a window: the text itself, what it is called, how it is split, said of and set.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { tempFolder } from '../helpers/temp-project.ts'
import { arcwright, type Outcome } from './terminal.ts'

const MINUTES = { timeout: 300_000 }

it('shows the text of a scene, replaces it, goes on with it, and keeps what was there', MINUTES, async () => {
  const folder = tempFolder()
  const at = (name: string): string => path.join(folder, name)
  const run = (...args: string[]): Promise<Outcome> => arcwright(folder, ...args, '--json')
  writeFileSync(at('book.md'), '# One\n\n## Ebb\n\nLow *water*.\n\nMud.\n')
  await run('new', at('book.arcwright'), '--title', 'Shelf')
  await run('import', at('book.arcwright'), at('book.md'))
  const text = (act: string, ...args: string[]) => run('text', act, at('book.arcwright'), 'Ebb', ...args)
  const before = await text('show')
  expect(before.json['paragraphs']).toEqual(['Low water.', 'Mud.'])

  writeFileSync(at('more.txt'), 'Low water.\r\n\r\nA gull,\r\nand another.\r\n')
  expect(await text('write', '--file', at('more.txt'))).toMatchObject({ code: 0, json: { words: 6 } })
  const after = await text('show')
  expect(after.json['paragraphs']).toEqual(['Low water.', 'A gull,\nand another.'])
  const [kept, came] = (after.json['document'] as { content: object[] }).content
  expect(kept).toEqual((before.json['document'] as { content: object[] }).content[0])
  expect(JSON.stringify(came)).toContain('"origin":{"by":"imported","of":"more.txt"}')
  expect(await run('snapshot', at('book.arcwright'))).toMatchObject({
    json: { snapshots: [{ words: 3, name: 'text write more.txt' }] },
  })

  writeFileSync(at('document.json'), JSON.stringify(before.json))
  await text('write', '--file', at('document.json'))
  expect((await text('show')).json['document']).toEqual(before.json['document'])
  expect(await text('append', '--file', at('more.txt'))).toMatchObject({ json: { words: 9, bookWords: 9 } })
  expect(await run('goals', at('book.arcwright'))).toMatchObject({ json: { day: { counted: 0 } } })
  writeFileSync(at('document.json'), '{"type":"doc","content":[{"type":"script"}]}')
  expect(await text('write', '--file', at('document.json'))).toMatchObject({
    code: 2,
    json: { error: { code: 'BAD_INPUT' } },
  })
})

it('renames a project, brings in a book as corrected, and says what is set', MINUTES, async () => {
  const folder = tempFolder()
  const at = (name: string): string => path.join(folder, name)
  const run = (...args: string[]): Promise<Outcome> => arcwright(folder, ...args, '--json')
  const project = at('book.arcwright')
  writeFileSync(at('book.md'), '# One\n\nLow water.\n\n# Two\n\nHigh watre.\n')
  await run('new', project, '--title', 'Shelf')
  expect(await run('info', project, '--title', 'Tides', '--author', 'A. Writer')).toMatchObject({
    json: {
      project: { title: 'Tides', author: 'A. Writer' },
      backups: { problem: null },
    },
  })
  const dry = await run('import', project, at('book.md'), '--dry-run')
  const outline = dry.json['outline'] as { kind: string; title: string }[]
  expect(outline.filter(({ kind }) => kind === 'chapter').map(({ title }) => title)).toEqual(['One', 'Two'])
  const corrected = outline.map((line) => (line.title === 'One' ? { ...line, title: 'Ebb' } : line))
  writeFileSync(at('outline.json'), JSON.stringify({ ...dry.json, outline: corrected }))
  await run('import', project, at('book.md'), '--outline', at('outline.json'))
  const { nodes } = (await run('binder', 'list', project)).json as {
    nodes: { id: string; kind: string; title: string }[]
  }
  expect(nodes.filter(({ kind }) => kind === 'chapter').map(({ title }) => title)).toEqual(['Ebb', 'Two'])

  const [unknown] = (await run('spell', project, '--suggest')).json['words'] as {
    word: string
    suggestions: string[]
  }[]
  expect(unknown.word).toBe('watre')
  expect(unknown.suggestions).toContain('water')
  const last = nodes.findLast(({ kind }) => kind === 'scene')?.id ?? ''
  await run('spell', project, '--scenes', last, '--dictionary', 'none')
  expect(await run('spell', project)).toMatchObject({ json: { total: 0 } })
  expect(await run('goals', project, '--weekdays', 'mon,sat', '--new-sitting')).toMatchObject({
    json: { goals: { weekdays: [true, false, false, false, false, true, false] } },
  })
  const sample = await run('compile', project, '--sample', 'txt')
  expect((sample.json['sample'] as { text: string }).text).toContain('Low water.')
  expect(
    await run('settings', '--set', 'smartTyping=de,lockAfterMinutes=5', '--keys', 'goals.open=Mod+Alt+K'),
  ).toMatchObject({
    json: { settings: { smartTyping: 'de', lockAfterMinutes: 5, keymap: { 'goals.open': 'Mod+Alt+K' } } },
  })
  expect(await run('recent', '--forget', project)).toMatchObject({ json: { projects: [] } })
  expect(Object.keys((await run('formats')).json)).toEqual([
    'ok',
    'imports',
    'exports',
    'reports',
    'provenance',
  ])
})

it(
  'says of every entry of the lorebook whether a scene calls it up, or why it stays out',
  MINUTES,
  async () => {
    const folder = tempFolder()
    const project = path.join(folder, 'book.arcwright')
    const run = (...args: string[]): Promise<Outcome> => arcwright(folder, ...args, '--json')
    writeFileSync(path.join(folder, 'book.md'), '# One\n\nLow water at the harbour.\n')
    await run('new', project, '--title', 'Shelf')
    await run('import', project, path.join(folder, 'book.md'))
    await run('lore', 'add', project, '--title', 'Harbour', '--keys', 'harbour', '--content', 'It silts up.')
    await run('lore', 'add', project, '--title', 'Mill', '--keys', 'mill', '--content', 'It stands still.')
    expect(await run('lore', 'preview', project)).toMatchObject({
      code: 0,
      json: {
        active: [{ entry: { title: 'Harbour' }, cause: { kind: 'key', key: 'harbour' } }],
        left: [{ entry: { title: 'Mill' }, why: 'no-key' }],
      },
    })
  },
)
