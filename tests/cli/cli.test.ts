// The terminal as scripts see it: one JSON object last on standard output, one-line errors, exit codes.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { randomGguf } from '../helpers/llama-model.ts'
import { tempFolder } from '../helpers/temp-project.ts'
import { arcwright } from './terminal.ts'

it('makes a project, brings a book into it, analyses it and writes it out again', async () => {
  const folder = tempFolder()
  const project = path.join(folder, 'book.arcwright')
  const book = path.join(folder, 'book.txt')
  const text = `CHAPTER 1. Dawn\n\nShe was happy. The sun was warm & bright.\n\nCHAPTER 2. Dusk\n\nHe wept; the grief was terrible.`
  writeFileSync(book, text)

  const made = await arcwright(folder, 'new', project, '--title', 'Dawn & Dusk', '--json')
  expect(made).toMatchObject({
    code: 0,
    json: { ok: true, project: { title: 'Dawn & Dusk', language: 'en' } },
  })
  expect(made.stdout.trim().split('\n')).toHaveLength(1)

  expect(await arcwright(folder, 'import', project, book, '--json')).toMatchObject({
    code: 0,
    json: { ok: true, scenes: 2 },
  })
  expect(await arcwright(folder, 'info', project, '--json')).toMatchObject({
    code: 0,
    json: { chapters: 2, scenes: 2, project: { title: 'Dawn & Dusk' } },
  })

  const analysed = await arcwright(folder, 'analyze', project, '--json')
  const scenes = analysed.json.scenes as { summary: { valence: number } }[]
  expect(scenes[0]?.summary.valence).toBeGreaterThan(scenes[1]?.summary.valence ?? 0)

  const out = path.join(folder, 'book.md')
  expect(await arcwright(folder, 'export', project, '--format', 'md', '--out', out, '--json')).toMatchObject({
    code: 0,
    json: { ok: true, path: out },
  })
}, 240_000)

it('fails with a code, one line and exit code 1', async () => {
  const folder = tempFolder()
  const project = path.join(folder, 'book.arcwright')
  const missing = await arcwright(folder, 'info', project, '--json')
  expect(missing).toMatchObject({ code: 1, json: { ok: false, error: { code: 'FILE_NOT_FOUND' } } })
  expect(missing.stderr.trim().split('\n')).toHaveLength(1)

  await arcwright(folder, 'new', project, '--title', 'T')
  expect(await arcwright(folder, 'new', project, '--title', 'T', '--json')).toMatchObject({
    code: 1,
    json: { error: { code: 'PROJECT_EXISTS' } },
  })
  expect(await arcwright(folder, 'train', project, '--json')).toMatchObject({
    code: 1,
    json: { error: { code: 'TOO_LITTLE_TEXT' } },
  })
})

it.each([
  [['bogus'], 'bogus'],
  [['info'], 'PROJECT'],
  [['info', 'a', 'b'], 'b'],
  [['new', 'x', '--title', 't', '--langg', 'zh'], 'langg'],
  [['new', 'x', '--title', 't', '--lang', 'fr'], 'lang'],
  [['train', 'x', '--minutes', 'soon'], 'minutes'],
  [['eval', 'nothing'], 'nothing'],
  [['goals', 'x', '--daily'], '--daily needs a value'],
  [['dialogue'], 'validate'],
  [['dialogue', 'fly', 'x'], 'fly'],
  [['npc', 'dialogue', 'x', '--title', 't', '--shape', 'song'], 'sheet'],
])('takes %j for a mistake: exit code 2, and says which', async (args, named) => {
  const outcome = await arcwright(tempFolder(), ...args, '--json')
  expect(outcome).toMatchObject({ code: 2, json: { ok: false, error: { code: 'USAGE' } } })
  expect(outcome.stderr).toContain(named)
})

it('names its commands and evals', async () => {
  const folder = tempFolder()
  const help = await arcwright(folder, 'help')
  for (const name of ['new', 'import', 'info', 'analyze', 'train', 'generate', 'export', 'eval'])
    expect(help.stdout).toContain(name)
  expect((await arcwright(folder, 'eval', '--list', '--json')).json.names).toContain('first-model')
})

it('reports the arc, sets targets, keeps drafts and takes corrections', async () => {
  const folder = tempFolder()
  const project = path.join(folder, 'book.arcwright')
  const book = path.join(folder, 'book.txt')
  writeFileSync(
    book,
    'CHAPTER 1. Dawn\n\nShe was happy. The road ran north.\n\nCHAPTER 2. Dusk\n\nHe wept with grief.',
  )
  await arcwright(folder, 'new', project, '--title', 'Arcs')
  await arcwright(folder, 'import', project, book)

  const shaped = await arcwright(
    folder,
    'target',
    project,
    '--measure',
    'tension',
    '--shape',
    'threeAct',
    '--json',
  )
  expect(shaped).toMatchObject({
    code: 0,
    json: { targets: [{ scopeId: null, measure: 'tension', shape: 'threeAct' }] },
  })
  const drawn = await arcwright(folder, 'target', project, '--points', '0:-.2,.5:.6,1:0', '--json')
  expect(drawn.json.targets).toHaveLength(2)
  expect((await arcwright(folder, 'target', project, '--points', '0:x')).code).toBe(2)

  const kept = await arcwright(folder, 'draft', project, '--keep', 'First', '--json')
  const [draft] = kept.json.drafts as { id: string }[]
  const corrected = await arcwright(
    folder,
    ...['correct', project, '--sentence', 'The road', '--emotion', 'fear', '--json'],
  )
  expect(corrected.json).toMatchObject({
    ok: true,
    sentence: { emotion: 'fear' },
    labels: [{ emotion: 'fear' }],
  })

  const page = path.join(folder, 'report.html')
  const report = await arcwright(folder, 'report', project, '--draft', draft.id, '--out', page, '--json')
  expect(report).toMatchObject({ code: 0, json: { written: { path: page }, report: { draft: 'First' } } })
  const { lines } = report.json.report as {
    lines: { title: string; corrected: number; change: number | null }[]
  }
  const dawn = lines.find(({ title }) => title.includes('Dawn'))!
  expect(dawn.corrected).toBe(1)
  expect(dawn.change).toBeLessThan(0)
  expect((await arcwright(folder, 'report', project, '--measure', 'luck')).code).toBe(2)
  expect((await arcwright(folder, 'report', project, '--out', path.join(folder, 'report.doc'))).code).toBe(1)
})

it('scores an emotion file, and says what is wrong with one that it cannot score', async () => {
  const folder = tempFolder()
  const set = path.join(folder, 'set.tsv')
  writeFileSync(set, 'I love you!\t3\tx\r\n\r\nI hate this so much.\t0\ty\r\n')
  const scored = await arcwright(folder, 'eval', 'emotion', '--set', set, '--format', 'ekman', '--json')
  expect(scored).toMatchObject({ code: 0, json: { ok: true, texts: 2, perClass: { joy: { f1: 1 } } } })

  const missing = ['--set', path.join(folder, 'none.tsv'), '--format', 'ekman', '--json']
  expect(await arcwright(folder, 'eval', 'emotion', ...missing)).toMatchObject({
    code: 1,
    json: { ok: false, error: { code: 'NOT_FOUND' } },
  })
  expect(await arcwright(folder, 'eval', 'emotion', '--set', set, '--format', 'odd', '--json')).toMatchObject(
    {
      code: 2,
      json: { ok: false, error: { code: 'USAGE' } },
    },
  )
})

it('adds the models of a folder, and tells which files were left out and why', async () => {
  const folder = tempFolder()
  const models = path.join(folder, 'models')
  mkdirSync(models)
  const whole = await randomGguf(folder, 'whole.gguf')
  copyFileSync(whole, path.join(models, 'whole.gguf'))
  writeFileSync(path.join(models, 'half.gguf'), readFileSync(whole).subarray(0, 2000))
  writeFileSync(path.join(models, 'novel.gguf'), 'Call me Ishmael.')
  writeFileSync(path.join(models, 'read-me.txt'), 'Not a model, and not called one.')
  const added = await arcwright(folder, 'model', 'add', models, '--json')
  expect(added).toMatchObject({
    code: 0,
    json: {
      sources: [{ path: path.join(models, 'whole.gguf') }],
      leftOut: [
        { path: path.join(models, 'half.gguf'), trouble: 'cut-off' },
        { path: path.join(models, 'novel.gguf'), trouble: 'no-gguf' },
      ],
    },
  })
  const none = await arcwright(folder, 'model', 'add', path.join(models, 'novel.gguf'), '--json')
  expect(none).toMatchObject({ code: 1, json: { ok: false, error: { code: 'FILE_UNREADABLE' } } })
}, 240_000)
