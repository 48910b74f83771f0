// What the feelings of a book add up to: voices, turns, drafts and copied curves, through a whole engine.
import { Buffer } from 'node:buffer'
import { expect, it } from 'vitest'
import { targetAt } from '../../engine/domain/curve.ts'
import { arcDesk } from './arc-desk.ts'

const GLAD = 'They laughed all the way home, happy and full of joy, and everyone loved the lovely evening.'
const SAD = 'She wept that night, sick with grief and misery, and everything hurt terribly.'
const many = (text: string, count: number): string[] => Array.from({ length: count }, () => text)

const TALK = [
  '“I am so happy,” said Anne. “What a wonderful day!”',
  'Tom said, “I am afraid. I am terrified of the dark.”',
  'The road ran north along the river.',
  'Anne smiled. Anne loved the sea with joy.',
  'Tom trembled with terror. Tom was afraid.',
]

it('tells whose the feelings are: the telling, and people found by their names', async () => {
  const { client, sceneIds } = await arcDesk([
    ['A', TALK],
    ['B', TALK],
  ])
  const voices = await client.arc.voices()
  expect(voices[0]).toMatchObject({ id: 'narration', source: 'narration', spoken: 0 })
  expect(
    voices
      .slice(1)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(['Anne', 'Tom'])
  const valenceOf = async (name: string): Promise<number> => {
    const { id } = voices.find((voice) => voice.name === name)!
    const scenes = await client.arc.voice({ voiceId: id })
    expect(scenes.map(({ sceneId }) => sceneId)).toEqual(sceneIds)
    return scenes[0].valence.reduce((sum, value) => sum + value, 0) / scenes[0].valence.length
  }
  expect(await valenceOf('Anne')).toBeGreaterThan(0.2)
  expect(await valenceOf('Tom')).toBeLessThan(-0.2)
  const telling = await client.arc.voice({ voiceId: 'narration' })
  expect(telling[0].blockIds).toEqual(['s0p2', 's0p3', 's0p4'])
  await expect(client.arc.voice({ voiceId: 'name:Nobody' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

it('reads the voices anew when the text or a correction changes', async () => {
  const { client, sceneIds, rewrite } = await arcDesk([['A', TALK]])
  const before = await client.arc.voices()
  await rewrite(sceneIds[0], [...TALK, 'Anne was glad.'], 's0')
  const after = await client.arc.voices()
  const words = (voices: typeof before): number => voices.find(({ name }) => name === 'Anne')!.words
  expect(words(after)).toBe(words(before) + 3)
  await client.feeling.correct({
    sceneId: sceneIds[0],
    blockId: 's0p5',
    text: 'Anne was glad.',
    emotion: 'anger',
  })
  const { id } = after.find(({ name }) => name === 'Anne')!
  const [scene] = await client.arc.voice({ voiceId: id })
  expect(scene.valence.at(-1)).toBeLessThan(-0.3)
})

it('finds the planted turn within one paragraph, in the book and in a scope', async () => {
  const { client, sceneIds, chapterId } = await arcDesk([
    ['A', many(GLAD, 20)],
    ['B', [...many(GLAD, 3), ...many(SAD, 22)]],
    ['C', many(SAD, 4)],
  ])
  for (const scopeId of [null, chapterId]) {
    const turns = await client.arc.turns({ measure: 'valence', scopeId })
    expect(turns).toHaveLength(1)
    expect(turns[0]).toMatchObject({ sceneId: sceneIds[1], blockId: 's1p3' })
    expect(turns[0].before).toBeGreaterThan(0.3)
    expect(turns[0].after).toBeLessThan(-0.3)
  }
  expect(await client.arc.turns({ measure: 'valence', scopeId: sceneIds[0] })).toEqual([])
  await expect(client.arc.turns({ measure: 'valence', scopeId: 'gone' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
})

it('keeps a draft that later text is compared with, scene by scene, and undoes it', async () => {
  const { client, sceneIds, rewrite, reopen } = await arcDesk([
    ['A', many(GLAD, 4)],
    ['B', many(GLAD, 4)],
  ])
  const draft = await client.arc.keepDraft({ name: 'First' })
  expect(draft).toMatchObject({ name: 'First', words: 8 * 17 })
  await rewrite(sceneIds[1], many(SAD, 4), 's1')
  await reopen()
  expect(await client.arc.drafts()).toEqual([draft])
  const kept = await client.arc.draft({ draftId: draft.id })
  expect(kept.scenes.map(({ id, title }) => [id, title])).toEqual([
    [sceneIds[0], 'A'],
    [sceneIds[1], 'B'],
  ])
  const { lines, curve } = await client.arc.report({ draftId: draft.id })
  const changeOf = (id: string): number => lines.find((line) => line.id === id)!.change!
  expect(changeOf(sceneIds[0])).toBe(0)
  expect(changeOf(sceneIds[1])).toBeLessThan(-0.8)
  expect(curve[200].draft! - curve[200].actual!).toBeGreaterThan(0.8)
  expect(await client.project.undo()).toEqual({ label: 'arc.keepDraft' })
  expect(await client.arc.drafts()).toEqual([])
  await client.project.redo()
  await client.arc.removeDraft({ draftId: draft.id })
  await expect(client.arc.draft({ draftId: draft.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

it('keeps how another file feels as a draft, without importing it', async () => {
  const { client } = await arcDesk([['A', many(GLAD, 6)]])
  const file = new File([Buffer.from(`Chapter 1\n\n${many(SAD, 6).join('\n\n')}\n`)], 'other.txt')
  let previewId = ''
  for await (const event of await client.manuscript.previewImport({ source: { file } }))
    if (event.kind === 'preview') ({ previewId } = event.preview)
  const draft = await client.arc.keepDraft({ name: 'Other', previewId })
  const { curve } = await client.arc.report({ draftId: draft.id })
  for (const { actual, draft: other } of curve) expect(actual! - other!).toBeGreaterThan(0.8)
  expect((await client.binder.tree()).filter(({ kind }) => kind === 'scene')).toHaveLength(1)
})

it('keeps how a snapshot of the book felt, scene by scene', async () => {
  const { client, sceneIds, rewrite } = await arcDesk([['A', many(GLAD, 4)]])
  const { id: version } = await client.history.take({ name: 'Glad' })
  await rewrite(sceneIds[0], many(SAD, 4), 's0')
  const draft = await client.arc.keepDraft({ name: 'Glad', version })
  expect((await client.arc.draft({ draftId: draft.id })).scenes.map(({ id }) => id)).toEqual([sceneIds[0]])
  const { lines } = await client.arc.report({ draftId: draft.id })
  expect(lines.find(({ id }) => id === sceneIds[0])!.change!).toBeLessThan(-0.8)
})

it('copies a target, or the text’s own curve, onto another scope as one undo step', async () => {
  const { client, sceneIds } = await arcDesk([
    ['A', [...many(GLAD, 12), ...many(SAD, 12)]],
    ['B', many(GLAD, 4)],
  ])
  const [from, to] = sceneIds
  const copied = await client.feeling.copyTarget({
    scopeId: to,
    measure: 'valence',
    from: { kind: 'actual', scopeId: from },
  })
  expect(copied.points.length).toBeLessThanOrEqual(12)
  expect(targetAt(copied.points, 0.15)).toBeGreaterThan(0.4)
  expect(targetAt(copied.points, 0.85)).toBeLessThan(-0.4)
  expect(await client.feeling.targets()).toEqual([copied])
  const again = await client.feeling.copyTarget({
    scopeId: null,
    measure: 'valence',
    from: { kind: 'target', scopeId: to },
  })
  expect(again.points).toEqual(copied.points)
  expect(await client.project.undo()).toEqual({ label: 'feeling.copyTarget' })
  expect(await client.feeling.targets()).toEqual([copied])
  const missing = { scopeId: null, measure: 'fear', from: { kind: 'target', scopeId: null } } as const
  await expect(client.feeling.copyTarget(missing)).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

it('has nothing to copy, to turn or to keep in an empty book', async () => {
  const { client } = await arcDesk([['A', ['']]])
  const code = (expected: string) => ({ code: expected })
  await expect(
    client.feeling.copyTarget({ scopeId: null, measure: 'joy', from: { kind: 'actual', scopeId: null } }),
  ).rejects.toMatchObject(code('TOO_LITTLE_TEXT'))
  await expect(client.arc.keepDraft({ name: 'Nothing' })).rejects.toMatchObject(code('TOO_LITTLE_TEXT'))
  expect(await client.arc.turns({ measure: 'valence' })).toEqual([])
  expect((await client.arc.report({})).lines[0]).toMatchObject({ kind: 'book', words: 0, feeling: null })
})
