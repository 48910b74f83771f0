// The proof of not losing, in short: it kills and counts, it would notice a loss, and random work is undone to the byte.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createEngine, type Engine } from '../../engine/index.ts'
import { Ledger } from '../../engine/evals/durability/ledger.ts'
import { readContent, withText } from '../../engine/evals/durability/content.ts'
import { undoAll } from '../../engine/evals/durability/undo-all.ts'
import { Random } from '../../engine/nn/seed.ts'
import { arcwright } from '../cli/terminal.ts'
import { tempFolder, textOf } from '../helpers/temp-project.ts'

let engine: Engine
let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'arcwright-durability-'))
  mkdirSync(join(folder, 'data'))
  engine = createEngine({ dataDir: join(folder, 'data'), documentsDir: folder, version: '0' })
})
afterAll(async () => {
  await engine.close()
  rmSync(folder, { recursive: true, force: true })
})

const book = async (name: string) => {
  const { client } = engine.connect()
  await client.project.create({ path: join(folder, name), title: 'The Lamp', language: 'en' })
  const chapter = await client.binder.create({ kind: 'chapter', title: 'One', parentId: null })
  for (const title of ['a', 'b', 'c', 'd', 'e'])
    await client.binder.create({ kind: 'scene', title, parentId: chapter.id })
  return client
}

test('random work of any kind, taken back step by step, leaves every byte as it was', async () => {
  const client = await book('sequences')
  const random = new Random('sequences')
  for (let sequence = 0; sequence < 25; sequence += 1) {
    const { identical, names } = await undoAll(client, random, {
      steps: 5 + random.integer(20),
      generates: false,
    })
    expect(identical, names.join(', ')).toBe(true)
  }
})

describe('the ledger', () => {
  const intent = async (client: Awaited<ReturnType<typeof book>>, words: string) => {
    const { content, revs } = await readContent(client)
    const [sceneId, baseRev] = [...revs][0]
    const { document } = textOf([words])
    return { content, baseRev, step: { kind: 'save', sceneId, document } as const }
  }

  test('takes a save that was under way as done or as not done', async () => {
    const client = await book('under-way')
    const { content, baseRev, step } = await intent(client, 'Under way.')
    const ledger = new Ledger()
    ledger.begin(content)
    ledger.before(step)
    expect(await ledger.verify(client)).toEqual([])
    ledger.before(step)
    await client.scene.save({ ...step, baseRev })
    expect(await ledger.verify(client)).toEqual([])
  })

  test('finds an acknowledged save that is not there', async () => {
    const client = await book('lost')
    const { content, step } = await intent(client, 'Acknowledged.')
    const ledger = new Ledger()
    ledger.begin(content)
    ledger.before(step)
    ledger.after(withText(content, step.sceneId, step.document), {})
    expect(await ledger.verify(client)).toHaveLength(1)
  })

  test('takes an act that was under way as done where undoing it leads back, and as lost where it does not', async () => {
    const client = await book('act')
    const { content } = await readContent(client)
    const ledger = new Ledger()
    ledger.begin(content)
    ledger.before({ kind: 'act', name: 'title' })
    await client.project.update({ title: 'Other' })
    expect(await ledger.verify(client)).toEqual([])
    expect((await client.project.info()).title).toBe('Other')
    ledger.before({ kind: 'act', name: 'title' })
    await client.project.update({ title: 'Third' })
    await client.project.update({ title: 'Fourth' })
    expect(await ledger.verify(client)).toEqual(['the content is neither before nor after title'])
  })

  test('finds a suggestion that is not in the history', async () => {
    const client = await book('suggestion')
    const { content } = await readContent(client)
    const ledger = new Ledger()
    ledger.after(content, { gone: 'accepted' })
    expect(await ledger.verify(client)).toEqual(['suggestion gone is not as it was acknowledged'])
  })
})

test(
  'real processes are killed, and nothing that was acknowledged is lost',
  { timeout: 180_000 },
  async () => {
    const { json } = await arcwright(tempFolder(), 'eval', 'durability', '--runs', '4', '--json')
    expect(json).toMatchObject({ ok: true, runs: 4, lost: 0, damaged: 0, secondWriters: 0, problems: [] })
    expect(json).toMatchObject({ sequences: 4, identical: 4 })
    expect(json.kills as number).toBeGreaterThan(0)
    expect(json.acknowledged as number).toBeGreaterThan(0)
  },
)
