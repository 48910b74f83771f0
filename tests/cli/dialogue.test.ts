// Dialogues in a terminal: made, edited, checked, played, exported.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { tempFolder } from '../helpers/temp-project.ts'
import { arcwright, type Outcome } from './terminal.ts'

it('makes, checks, plays and exports a dialogue', { timeout: 240_000 }, async () => {
  const folder = tempFolder()
  const project = path.join(folder, 'game.arcwright')
  await arcwright(folder, 'new', project, '--title', 'Game')
  const dialogue = (act: string, ...args: string[]): Promise<Outcome> =>
    arcwright(folder, 'dialogue', act, project, ...args, '--json')
  expect(await dialogue('new', '--title', 'Quay')).toMatchObject({
    code: 0,
    json: { dialogue: { id: 'd1' } },
  })
  await dialogue(
    'add',
    '--speaker',
    'Ann',
    '--text',
    'Low water #7.',
    '--emotion',
    'fear',
    '--valence',
    '-0.5',
  )
  const options = [{ text: 'Wait', next: 'n2' }, { text: 'Go' }]
  expect(
    await dialogue('add', '--kind', 'choice', '--fields', JSON.stringify({ options }), '--after', 'n2'),
  ).toMatchObject({ code: 0, json: { made: ['n3'] } })
  expect(await dialogue('validate')).toMatchObject({
    code: 0,
    json: { failed: false, issues: [{ code: 'dead-end', nodeId: 'n3', part: 'o5', severity: 'warning' }] },
  })
  const played = await dialogue('play', '--choose', '1,o5')
  expect(played.json.transcript).toMatchObject([
    { kind: 'line', line: { text: 'Low water #7.', emotion: { label: 'fear', valence: -0.5 } } },
    { kind: 'choice' },
    { kind: 'line' },
    { kind: 'choice' },
    { kind: 'end', why: 'nowhere' },
  ])
  const out = path.join(folder, 'quay.ink')
  expect(await dialogue('export', 'Quay', '--format', 'ink', '--out', out)).toMatchObject({ code: 0 })
  expect(readFileSync(out, 'utf8')).toContain('Low water \\#7.')
  const broken = JSON.stringify([{ act: 'add', kind: 'set', fields: { variable: 'gone', value: 'true' } }])
  await dialogue('edit', '--edits', broken)
  expect(await dialogue('validate')).toMatchObject({ code: 1, json: { ok: true, failed: true } })
  expect(await dialogue('validate', '--fix')).toMatchObject({ code: 0, json: { fixed: 1, failed: false } })
  expect(await dialogue('list', 'nothing')).toMatchObject({ code: 2 })
})

it('grows a dialogue, leaves some of it out and takes in the rest', { timeout: 240_000 }, async () => {
  const folder = tempFolder()
  const project = path.join(folder, 'game.arcwright')
  await arcwright(folder, 'new', project, '--title', 'Game')
  const dialogue = (act: string, ...args: string[]): Promise<Outcome> =>
    arcwright(folder, 'dialogue', act, project, ...args, '--json')
  await dialogue('new', '--title', 'Quay')
  expect(await dialogue('grow')).toMatchObject({ code: 2 })
  await arcwright(folder, 'cast', 'add', project, '--name', 'Ann', '--json')
  const size = ['--depth', '1', '--breadth', '2', '--lines', '1', '--seed', '4']
  expect(await dialogue('grow', '--plan', ...size)).toMatchObject({ code: 0, json: { options: 2 } })
  const grown = await dialogue('grow', '--goal', 'Ask for a boat', '--arc', 'fear,joy', ...size)
  expect(grown).toMatchObject({ code: 0, json: { growth: { state: 'done', wish: { seed: 4 } } } })
  const { parts } = grown.json.growth as { parts: { id: string; role: string; tone: string }[] }
  const hard = parts.find(({ role, tone }) => role === 'choice' && tone === 'hard')
  expect(hard).toBeDefined()
  const taken = await dialogue('grow', '--drop', hard?.id ?? '', '--apply')
  expect(taken).toMatchObject({ code: 0, json: { issues: [] } })
  expect(await dialogue('validate')).toMatchObject({ code: 0, json: { issues: [], failed: false } })
})
