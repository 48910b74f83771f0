// What a run learns from: scenes, chapters, files and folders, cleaned and split as the preview said.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { novel } from '../helpers/novel.ts'
import { collect, workbench } from './workbench.ts'

const paragraphs = novel()
  .slice(40_000, 58_000)
  .split(/\n{2,}/)
  .map((text) => text.replaceAll('\n', ' ').trim())
const third = Math.ceil(paragraphs.length / 3)
const SCENES = [0, 1, 2].map((part) => paragraphs.slice(part * third, (part + 1) * third))
const TINY = { modelId: 'gru', preset: 'tiny' }

type Bench = ReturnType<typeof workbench>
type Input = Parameters<Bench['client']['training']['previewDataset']>[0]

const previewOf = async ({ client }: Bench, input: Partial<Input> = {}) => {
  const events = await collect(await client.training.previewDataset({ ...TINY, ...input }))
  const previews = events.flatMap((event) => (event.kind === 'preview' ? [event.preview] : []))
  return previews.at(-1)!
}

/** A folder of three short books, one of them in a folder below, and things that are no books. */
const library = (folder: string): string => {
  const root = join(folder, 'library')
  mkdirSync(join(root, 'old'), { recursive: true })
  const story = (name: string) =>
    `${name} went down to the <b>harbour</b> and waited for the ship. `.repeat(40)
  writeFileSync(join(root, 'one.txt'), story('Ann'))
  writeFileSync(join(root, 'two.txt'), story('Ben'))
  writeFileSync(
    join(root, 'old', 'three.md'),
    `# Three\n\n${story('Cleo')}\n\nSee https://example.org today.`,
  )
  writeFileSync(join(root, 'picture.png'), 'not a book')
  writeFileSync(join(root, 'broken.txt'), Buffer.from([0, 1, 2, 3, 0, 255, 254, 0]))
  return root
}

test('the whole book is previewed in numbers, and the split keeps scenes whole', async () => {
  const bench = workbench({ scenes: SCENES })
  const sizes = (await previewOf(bench)).documents.map(({ words }) => words)
  const validationShare = sizes[2] / (sizes[0] + sizes[1] + sizes[2])
  const preview = await previewOf(bench, { settings: { validationShare } })
  expect(preview.totals).toMatchObject({ documents: 3, words: bench.store.scenes.totals().words })
  expect(preview.documents.map(({ title }) => title)).toEqual(['Scene 1', 'Scene 2', 'Scene 3'])
  expect(preview.languages).toEqual([{ language: 'en', words: preview.totals.words }])
  expect(preview.totals.dialogue).toBeGreaterThan(0.01)
  expect(preview.totals.dialogue).toBeLessThan(0.9)
  expect(preview.split).toMatchObject({ trainDocuments: 2, validationDocuments: 1, cutDocument: null })
  expect(preview.documents[2].heldOutWords).toBe(preview.documents[2].words)
  expect(preview.tokens!.vocabulary).toBe(300)
  expect(preview.tokens!.train).toBeGreaterThan(preview.split.trainWords)
  expect(preview.tokens!.isEstimate).toBe(false)
})

test('chosen chapters and folders are read together; what is no book is left out, what is broken is named', async () => {
  const bench = workbench({ scenes: SCENES })
  const root = library(bench.folder)
  const preview = await previewOf(bench, { dataset: { nodeIds: [bench.sceneIds[1]], paths: [root] } })
  expect(preview.documents.map(({ title, path }) => [title, path?.slice(root.length) ?? null])).toEqual([
    ['Scene 2', null],
    [expect.stringContaining('hree'), '/old/three.md'],
    ['one', '/one.txt'],
    ['two', '/two.txt'],
  ])
  expect(preview.skipped).toEqual([{ path: join(root, 'broken.txt'), code: 'NOT_TEXT' }])
})

test('cleaning is shown before it is done, and done where it is asked for', async () => {
  const bench = workbench()
  const paths = [library(bench.folder)]
  const ruleOf = (preview: Awaited<ReturnType<typeof previewOf>>, wanted: string) =>
    preview.cleaning.find(({ rule }) => rule === wanted)!
  const asIs = await previewOf(bench, { dataset: { nodeIds: [], paths, cleaning: [] } })
  expect(ruleOf(asIs, 'markup')).toMatchObject({ isApplied: false })
  expect(ruleOf(asIs, 'addresses')).toMatchObject({ isApplied: false, paragraphs: 1 })
  const cleaned = await previewOf(bench, {
    dataset: { nodeIds: [], paths, cleaning: ['markup', 'addresses'] },
  })
  expect(ruleOf(cleaned, 'addresses')).toMatchObject({ isApplied: true, paragraphs: 1 })
  expect(cleaned.totals.characters).toBeLessThan(asIs.totals.characters)
})

test('a run learns from what was previewed, remembers it, and can go on only while it is there', async () => {
  const bench = workbench()
  const { client, folder } = bench
  const file = join(folder, 'book.txt')
  writeFileSync(file, novel().slice(40_000, 60_000))
  const dataset = { nodeIds: [], paths: [file] }
  const preview = await previewOf(bench, { dataset })
  const run = await client.training.start({ ...TINY, dataset })
  expect(run.dataset).toMatchObject(dataset)
  const events = await collect(await client.training.watch({ runId: run.id }))
  expect(events.at(-1)).toMatchObject({ kind: 'run', run: { state: 'finished', hasModel: true } })
  const again = await previewOf(bench, { dataset })
  expect(again).toEqual(preview)
  rmSync(file)
  await client.training.resume({ runId: run.id })
  await collect(await client.training.watch({ runId: run.id }))
  const [failed] = await client.training.runs()
  expect(failed).toMatchObject({ state: 'failed', hasModel: true })
  expect(failed.reason).toMatch(/not there/)
})

test('too little text, and a path that is not there, are told before anything starts', async () => {
  const { client, folder, sceneIds } = workbench({ scenes: SCENES })
  await expect(client.training.start({ ...TINY, dataset: { nodeIds: [], paths: [] } })).rejects.toMatchObject(
    { code: 'TOO_LITTLE_TEXT', data: { words: 0 } },
  )
  await expect(client.training.start({ ...TINY, dataset: { nodeIds: [sceneIds[0]] } })).rejects.toMatchObject(
    { code: 'TOO_LITTLE_TEXT' },
  )
  await expect(
    client.training.start({ ...TINY, dataset: { paths: [join(folder, 'gone.txt')] } }),
  ).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' })
  expect(await client.training.runs()).toEqual([])
})

test('a long text is counted from a part of it, near enough', async () => {
  const bench = workbench()
  const file = join(bench.folder, 'novel.txt')
  writeFileSync(file, novel())
  const preview = await previewOf(bench, { dataset: { nodeIds: [], paths: [file] } })
  const { train, validation, isEstimate } = preview.tokens!
  expect(isEstimate).toBe(true)
  const perCharacter = (train + validation) / preview.totals.characters
  expect(perCharacter).toBeGreaterThan(0.4)
  expect(perCharacter).toBeLessThan(0.9)
})
