// The writer's word against the analyser's: a corrected emotion is shown, kept, undone, and learnt from.
import { setTimeout as nextTurn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { eventually } from '../helpers/eventually.ts'
import { arcDesk } from './arc-desk.ts'

const GLAD = 'They laughed all the way home, and she was happy.'
const PLAIN = 'The road ran north along the river.'
const FINE = 'Fine.'

const desk = () =>
  arcDesk([
    ['A', [`${FINE} ${PLAIN}`, GLAD]],
    ['B', [FINE, GLAD]],
  ])

it('shows a corrected sentence as corrected, in its paragraph, in the book, and in the file for good', async () => {
  const { client, sceneIds, read, reopen } = await desk()
  const [sceneId] = sceneIds
  await read()
  const corrected = await client.feeling.correct({ sceneId, blockId: 's0p0', text: PLAIN, emotion: 'fear' })
  expect(corrected).toMatchObject({ emotion: 'fear', confidence: 1, text: PLAIN })
  expect(corrected.valence).toBeLessThan(-0.3)
  expect(corrected.correctedFrom).toMatchObject({ emotion: 'neutral' })
  await reopen()
  const [scene] = await read()
  expect(scene).toMatchObject({ corrected: [1, 0], emotion: ['fear', 'joy'] })
  const sentences = await client.feeling.sentences({ sceneId })
  expect(sentences.map(({ text, correctedFrom }) => [text, correctedFrom !== null])).toEqual([
    [FINE, false],
    [PLAIN, true],
    [GLAD, false],
  ])
  expect(await client.feeling.labels()).toMatchObject([
    { text: PLAIN, emotion: 'fear', blockId: 's0p0', judged: { emotion: 'neutral' } },
  ])
})

it('survives edits around it, a move of its words, and everything being analysed anew', async () => {
  const { client, sceneIds, read, rewrite } = await desk()
  await client.feeling.correct({ sceneId: sceneIds[0], blockId: 's0p1', text: GLAD, emotion: 'sadness' })
  // The same words in the other scene too: a long sentence is the same wherever it stands.
  expect((await read()).map(({ emotion }) => emotion.at(-1))).toEqual(['sadness', 'sadness'])
  await rewrite(sceneIds[0], [PLAIN], 's0')
  await rewrite(sceneIds[1], [PLAIN, FINE, GLAD], 'moved')
  expect((await read()).map(({ emotion }) => emotion.at(-1))).toEqual(['neutral', 'sadness'])
  await rewrite(sceneIds[1], [PLAIN, FINE, `${GLAD} ${PLAIN}`], 'moved')
  expect((await read())[1].corrected).toEqual([0, 0, 1])
})

it('holds in every scene of a book that is read at once after it', async () => {
  const { client, sceneIds, read } = await arcDesk(
    Array.from({ length: 40 }, (_, mile) => [`${mile}`, [`It was mile ${mile}.`, GLAD]] as const),
  )
  await client.feeling.correct({ sceneId: sceneIds[0], blockId: 's0p1', text: GLAD, emotion: 'sadness' })
  expect(new Set((await read()).map(({ emotion }) => emotion[1]))).toEqual(new Set(['sadness']))
})

it('leaves a short sentence alone in every other paragraph', async () => {
  const { client, sceneIds, read } = await desk()
  await client.feeling.correct({ sceneId: sceneIds[1], blockId: 's1p0', text: FINE, emotion: 'anger' })
  const scenes = await read()
  expect(scenes.map(({ corrected }) => corrected)).toEqual([
    [0, 0],
    [1, 0],
  ])
  expect(scenes[1].emotion[0]).toBe('anger')
})

it('tells every window, is one undo step, can be changed and taken back', async () => {
  const { client, sceneIds, read } = await desk()
  const [sceneId] = sceneIds
  await read()
  const stop = new AbortController()
  const seen: (string | undefined)[] = []
  const following = (async () => {
    for await (const rows of await client.feeling.watch(undefined, { signal: stop.signal }))
      if (rows.sceneId === sceneId) seen.push(rows.emotion[1])
  })().catch(() => undefined)
  await nextTurn()
  const at = { sceneId, blockId: 's0p1', text: GLAD }
  await client.feeling.correct({ ...at, emotion: 'anger', valence: -0.9, arousal: 0.95 })
  await eventually(() => seen.at(-1)).toBe('anger')
  await client.feeling.correct({ ...at, emotion: 'surprise' })
  await eventually(() => seen.at(-1)).toBe('surprise')
  expect(await client.feeling.labels()).toMatchObject([{ emotion: 'surprise', judged: { emotion: 'joy' } }])
  expect(await client.project.undo()).toEqual({ label: 'feeling.correct' })
  await eventually(() => seen.at(-1)).toBe('anger')
  await client.feeling.uncorrect(at)
  await eventually(() => seen.at(-1)).toBe('joy')
  expect(await client.feeling.labels()).toEqual([])
  expect(await client.project.undo()).toEqual({ label: 'feeling.uncorrect' })
  await eventually(() => seen.at(-1)).toBe('anger')
  stop.abort()
  await following
})

it('refuses what is not there and says that nothing was changed', async () => {
  const { client, sceneIds } = await desk()
  const [sceneId] = sceneIds
  const refused = (promise: Promise<unknown>) => expect(promise).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await refused(client.feeling.correct({ sceneId, blockId: 's0p0', text: 'Not here.', emotion: 'joy' }))
  await refused(client.feeling.correct({ sceneId, blockId: 'nowhere', text: FINE, emotion: 'joy' }))
  await refused(client.feeling.correct({ sceneId: 'nowhere', blockId: 's0p0', text: FINE, emotion: 'joy' }))
  await refused(client.feeling.uncorrect({ sceneId, blockId: 's0p0', text: FINE }))
  expect(await client.feeling.labels()).toEqual([])
})
