// Training and writing in a terminal: the same seed gives the same words, and Ctrl-C keeps what was learned.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { novel } from '../helpers/novel.ts'
import { resultOf, terminalIn } from '../helpers/watched-terminal.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'arcwright-cli-'))
const project = path.join(folder, 'book.arcwright')

const arcwright = terminalIn(path.join(folder, 'data'))

beforeAll(async () => {
  const book = path.join(folder, 'book.txt')
  writeFileSync(book, novel().slice(0, 120_000))
  await arcwright('new', project, '--title', 'The Whale').exited
  expect(await resultOf(arcwright('import', project, book))).toMatchObject({ ok: true })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('learns, then writes the same words for the same seed and others for another', async () => {
  const trained = await resultOf(
    arcwright('train', project, '--model', 'gru', '--preset', 'tiny', '--minutes', '1'),
  )
  expect(trained).toMatchObject({ ok: true, run: { hasModel: true } })
  const write = async (seed: number): Promise<string[]> => {
    const args = ['--words', '15', '--candidates', '2', '--emotion', 'sadness', '--seed', String(seed)]
    const { generation } = await resultOf(arcwright('generate', project, '--scene', 'last', ...args))
    return (generation as { candidates: { text: string }[] }).candidates.map(({ text }) => text)
  }
  const first = await write(7)
  expect(first).toHaveLength(2)
  expect(await write(7)).toEqual(first)
  expect(await write(8)).not.toEqual(first)
})

it('keeps the best weights when Ctrl-C ends the training, and says 130', async () => {
  const training = arcwright('train', project, '--preset', 'small', '--minutes', '10')
  await training.waitFor(/validation/)
  training.child.kill('SIGINT')
  const { run } = await resultOf(training)
  expect(await training.exited).toBe(130)
  expect(run).toMatchObject({ state: 'stopped', hasModel: true })
})
