// The binder and the goals in a terminal.
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { tempFolder } from '../helpers/temp-project.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

interface Outcome {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  /** The last line of standard output. */
  readonly json: Record<string, unknown>
}

const arcwright = (folder: string, ...args: string[]): Promise<Outcome> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, ['main/cli/arcwright.mjs', ...args], {
      cwd: ROOT,
      env: { ...process.env, ARCWRIGHT_DATA_DIR: path.join(folder, 'data') },
    })
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
    child.on('exit', (code) => {
      const last = stdout.trim().split('\n').at(-1) ?? ''
      const json = last.startsWith('{') ? (JSON.parse(last) as Record<string, unknown>) : {}
      resolve({ code, stdout, stderr, json })
    })
  })

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
    code: 1,
    json: { error: { code: 'BAD_INPUT' } },
  })
})

it('sets goals and says how far they are', { timeout: 120_000 }, async () => {
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
