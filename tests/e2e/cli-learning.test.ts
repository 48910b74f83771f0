// In a terminal: an adapter over a trained run, a search over settings, curves for TensorBoard, and refusals in words.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { novel } from '../helpers/novel.ts'
import { resultOf, terminalIn } from '../helpers/watched-terminal.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'arcwright-learning-'))
const project = path.join(folder, 'book.arcwright')
const dataDir = path.join(folder, 'data')

const arcwright = terminalIn(dataDir)

beforeAll(async () => {
  const book = path.join(folder, 'book.txt')
  writeFileSync(book, novel().slice(0, 30_000))
  await arcwright('new', project, '--title', 'The Whale').exited
  expect(await resultOf(arcwright('import', project, book))).toMatchObject({ ok: true })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const tiny = ['--preset', 'tiny', '--set', 'epochs=0.5'] as const

it('learns a voice over a trained run, and writes its curves where TensorBoard looks', async () => {
  const base = await resultOf(arcwright('train', project, '--model', 'transformer', ...tiny))
  expect(base).toMatchObject({ ok: true, run: { hasModel: true, adapter: null } })
  const over = ['--adapter', 'lora', '--base', 'last', '--rank', '2', '--set', 'epochs=0.5']
  const watched = arcwright('train', project, ...over, '--tensorboard', 'on')
  const adapted = await resultOf(watched)
  expect(adapted).toMatchObject({
    ok: true,
    run: { hasModel: true, modelId: 'transformer', adapter: { kind: 'lora', rank: 2 } },
  })
  expect(watched.output()).toContain('tensorboard --logdir')
  const [events] = readdirSync(path.join(dataDir, 'tensorboard'))
  expect(readdirSync(path.join(dataDir, 'tensorboard', events))[0]).toMatch(/^events\.out\.tfevents\./)
  expect(
    await resultOf(arcwright('generate', project, '--scene', 'last', '--words', '8', '--candidates', '1')),
  ).toMatchObject({ ok: true })
})

it('tries settings side by side and ends with the best', async () => {
  const searched = await resultOf(
    arcwright('train', project, ...tiny, '--search', '3', '--tensorboard', 'off'),
  )
  const runs = searched['runs'] as { bestLoss: number; reason: string }[]
  expect(searched).toMatchObject({ ok: true, run: { state: 'finished', hasModel: true } })
  expect(runs.map(({ bestLoss }) => bestLoss)).toEqual(
    runs.map(({ bestLoss }) => bestLoss).toSorted((a, b) => a - b),
  )
  expect(runs.filter(({ reason }) => reason === 'outdone')).toHaveLength(2)
})

it('refuses what cannot be, in words', async () => {
  const wrong = async (...args: string[]) => (await resultOf(arcwright('train', project, ...args)))['error']
  expect(await wrong('--adapter', 'lora', '--base', 'Nobody')).toMatchObject({
    message: expect.stringContaining('there is no trained run Nobody') as string,
  })
  expect(await wrong('--base', 'last')).toMatchObject({
    message: expect.stringContaining('need --adapter') as string,
  })
  expect(await wrong('--set', 'hidden=-1')).toMatchObject({ code: 'BAD_INPUT' })
})
