// search.*: the index follows every change, finds in all scripts, and replaces in one act that one undo takes back.
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { createProjectFile } from '../../engine/store/create-project.ts'
import { MIGRATIONS } from '../../engine/store/migrations/index.ts'
import { openProjectStore } from '../../engine/store/open-project.ts'
import { refreshIndex } from '../../engine/services/search-index.ts'
import { FACTS, readScene, tempFolder, textOf } from '../helpers/temp-project.ts'
import { soundOf, tone, toWav } from '../analysis/senses/sound/sounds.ts'
import { picture } from '../importers/life-archives.ts'
import { workbench } from './workbench.ts'

const found = async (
  { client }: Pick<ReturnType<typeof workbench>, 'client'>,
  query: string,
): Promise<string[]> => (await client.search.query({ query })).hits.map(({ context }) => context.text)

const terms = (text: string) => ({ text })

test('words are found in text, footnotes, notes, titles and synopses, in the order of the book', async () => {
  const bench = workbench({ scenes: [['The lamp was lit.', 'Nothing.'], ['A lampshade, green.']] })
  const { client, store, sceneIds } = bench
  store.binder.describe([sceneIds[1] ?? ''], { synopsis: 'Mara breaks the lamp' })
  store.binder.create(
    { kind: 'note', title: 'Lamps of the coast', text: textOf(['research'], 'n') },
    { parentId: null },
  )
  expect(await found(bench, 'lamp')).toEqual([
    'The lamp was lit.',
    'Mara breaks the lamp',
    'A lampshade, green.',
    'Lamps of the coast',
  ])
  const { total, nodes, hits } = await client.search.query({ query: '"the lamp"' })
  expect({ total, nodes }).toEqual({ total: 2, nodes: 2 })
  expect(hits[0]).toMatchObject({ nodeId: sceneIds[0], field: 'text', blockId: 's0p0', from: 0, to: 8 })
  expect(await client.search.query({ query: 'lamp', fields: ['synopsis'] })).toMatchObject({
    hits: [{ field: 'synopsis' }],
  })
})

test('Chinese is found by one, two and more characters, and Latin words without their accents', async () => {
  const bench = workbench({ scenes: [['她在灯塔下等他。', 'Zoë waited at the café.'], ['海上起了雾。']] })
  expect(await found(bench, '灯')).toEqual(['她在灯塔下等他。'])
  expect(await found(bench, '灯塔')).toEqual(['她在灯塔下等他。'])
  expect(await found(bench, '塔灯')).toEqual([])
  expect(await found(bench, '起了雾')).toEqual(['海上起了雾。'])
  expect(await found(bench, 'zoe cafe')).toEqual(['Zoë waited at the café.'])
  expect(await found(bench, '" * ( ^ NEAR')).toEqual([])
})

test('the index follows saves, undo, the trash and its emptying', async () => {
  const bench = workbench({ scenes: [['The lamp was lit.']] })
  const { client, store, sceneIds } = bench
  const sceneId = sceneIds[0] ?? ''
  expect(await found(bench, 'lamp')).toHaveLength(1)
  await client.scene.save({ sceneId, baseRev: 1, document: textOf(['A candle.', 'A match.'], 's0').document })
  expect(await found(bench, 'lamp')).toEqual([])
  expect(await found(bench, 'candle')).toEqual(['A candle.'])
  store.journal.record('binder.remove', () => store.trash.put([sceneId]))
  expect(await found(bench, 'candle')).toEqual([])
  store.journal.undo()
  expect(await found(bench, 'match')).toEqual(['A match.'])
})

test('a file of before the index is indexed when it is first searched', async () => {
  const path = `${tempFolder()}/old.arcwright`
  const { version } = MIGRATIONS.find(({ name }) => name === 'search')!
  createProjectFile(path, FACTS, { migrations: MIGRATIONS.filter((one) => one.version < version) })
  const db = new Database(path)
  db.exec(`INSERT INTO nodes (id, kind, title, position, created_at) VALUES ('s', 'scene', 'Ebb', 0, 0)`)
  db.prepare('INSERT INTO scenes (node_id, document, updated_at) VALUES (?, ?, 0)').run(
    's',
    JSON.stringify(textOf(['An old lamp.']).document),
  )
  db.close()
  const store = openProjectStore(path)
  onTestFinished(() => store.close())
  await refreshIndex(store)
  expect(store.search.matching('"lamp"').map(({ nodeId }) => nodeId)).toEqual(['s'])
  expect(store.search.stale()).toEqual([])
})

test('every place is replaced in one act, and one undo gives all of it back', async () => {
  const bench = workbench({ scenes: [['Anna and Annabel.', 'ANNA!'], ['“Anna’s lamp.”']] })
  const { client, store, sceneIds } = bench
  const before = sceneIds.map((id) => readScene(store, id))
  const preview = await client.search.find({
    terms: { text: 'anna', wholeWord: true },
    replacement: 'Mara',
  })
  expect(preview.hits.map(({ context, becomes }) => [context.text, becomes])).toEqual([
    ['Anna and Annabel.', 'Mara'],
    ['ANNA!', 'Mara'],
    ['“Anna’s lamp.”', 'Mara'],
  ])
  const done = await client.search.replace({
    terms: { text: 'anna', wholeWord: true },
    replacement: 'Mara',
  })
  expect(done).toEqual({ replaced: 3, nodes: 2, missed: 0 })
  expect(sceneIds.map((id) => readScene(store, id))).toEqual([
    ['Mara and Annabel.', 'Mara!'],
    ['“Mara’s lamp.”'],
  ])
  expect(await found(bench, 'mara')).toHaveLength(3)
  expect(store.goals.days()).toEqual([])
  expect(await client.project.undo()).toEqual({ label: 'search.replace' })
  expect(sceneIds.map((id) => readScene(store, id))).toEqual(before)
  expect(await client.project.redo()).toEqual({ label: 'search.replace' })
  expect(readScene(store, sceneIds[1] ?? '')).toEqual(['“Mara’s lamp.”'])
})

test('only chosen places change, and one whose words are others by now is left alone', async () => {
  const { client, store, sceneIds } = workbench({ scenes: [['lamp lamp lamp'], ['lamp']] })
  const { hits } = await client.search.find({ terms: terms('lamp') })
  const only = [hits[1]?.key ?? '', hits[3]?.key ?? '']
  await client.scene.save({
    sceneId: sceneIds[1] ?? '',
    baseRev: 1,
    document: textOf(['door'], 's1').document,
  })
  expect(await client.search.replace({ terms: terms('lamp'), replacement: 'star', only })).toEqual({
    replaced: 1,
    nodes: 1,
    missed: 1,
  })
  expect(readScene(store, sceneIds[0] ?? '')).toEqual(['lamp star lamp'])
  expect(readScene(store, sceneIds[1] ?? '')).toEqual(['door'])
})

test('expressions with groups work in chosen scenes and in titles', async () => {
  const { client, store, sceneIds } = workbench({ scenes: [['Vance, Mara'], ['Vance, Tom']] })
  await client.search.replace({
    terms: { text: '(\\p{L}+), (\\p{L}+)', isRegex: true },
    replacement: '$2 $1',
    within: [sceneIds[0] ?? ''],
  })
  expect(sceneIds.map((id) => readScene(store, id)[0])).toEqual(['Mara Vance', 'Vance, Tom'])
  await client.search.replace({ terms: { text: 'scene' }, replacement: 'Night' })
  expect(store.binder.tree().map(({ title }) => title)).toEqual(['Night 1', 'Night 2'])
})

test('a bad expression is refused with its reason and changes nothing', async () => {
  const { client, store } = workbench({ scenes: [['lamp']] })
  await expect(
    client.search.replace({ terms: { text: '(lamp', isRegex: true }, replacement: '' }),
  ).rejects.toMatchObject({ code: 'BAD_INPUT' })
  expect(store.journal.labels().undo).toBeNull()
})

test('what is said, seen and written about media is found, at its second, and follows corrections', async () => {
  const bench = workbench({ scenes: [['The harbour at night.']] })
  const { client, store } = bench
  const note = await client.media.add({
    file: new File([new Uint8Array(toWav(soundOf(3, tone(200))))], 'Note 2024.wav'),
  })
  const photo = await client.media.add({
    file: new File([new Uint8Array(await picture(9))], 'IMG_1.jpg'),
  })
  const lines = (...texts: string[]) =>
    texts.map((text, at) => ({ fromMs: at * 1500, toMs: at * 1500 + 1000, text }))
  store.mediaFindings.write({
    hash: store.media.get(note.id).hash,
    analyzer: 'transcript',
    version: '1',
    findings: [{ aspect: 'transcript', confidence: 0.9, lines: lines('nothing yet', 'the harbor light') }],
    ...{ problem: null, tookMs: 1, foundAt: 1 },
  })
  store.mediaFindings.correct(photo.id, {
    aspect: 'text',
    confidence: 1,
    lines: [{ text: '老港口 OLD HARBOUR', box: { x: 0, y: 0, width: 1, height: 1 }, confidence: 1 }],
  })
  const media = async (query: string) =>
    (await client.search.query({ query })).media.map(({ mediaId, field, atMs }) => [mediaId, field, atMs])
  expect(await media('light')).toEqual([[note.id, 'said', 1500]])
  expect(await media('港口')).toEqual([[photo.id, 'seen', 0]])
  expect(await client.search.query({ query: 'harbour' })).toMatchObject({ total: 1, mediaTotal: 1 })
  await client.media.correct({
    mediaId: note.id,
    finding: { aspect: 'transcript', confidence: 1, lines: lines('the Harbour light') },
  })
  expect(await media('harbour')).toEqual([
    [photo.id, 'seen', 0],
    [note.id, 'said', 0],
  ])
  await client.media.update({ mediaId: photo.id, caption: 'Where Marta waited' })
  expect(await media('marta')).toEqual([[photo.id, 'about', 0]])
  // Places of the text alone can be replaced; a narrowed search is of the text.
  expect((await client.search.find({ terms: terms('arbour') })).hits).toHaveLength(1)
  const [{ id }] = store.binder.tree()
  expect((await client.search.query({ query: 'harbour', within: [id] })).mediaTotal).toBe(0)
  await client.media.remove({ mediaId: photo.id })
  expect(await media('marta')).toEqual([])
  await client.project.undo()
  expect(await media('marta')).toEqual([[photo.id, 'about', 0]])
})
