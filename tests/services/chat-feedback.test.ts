// What is done with the changes of an answer is feedback: taken, refused, written otherwise, taken back, erased.
import { createRouterClient } from '@orpc/server'
import { afterEach, expect, it } from 'vitest'
import type { SceneDocument } from '../../engine/domain/document.ts'
import { chatRouter } from '../../engine/services/chat-service.ts'
import { doorRouter } from '../../engine/services/door-service.ts'
import { feedbackRouter } from '../../engine/services/feedback-service.ts'
import { lessonsOf } from '../../engine/services/learning/adapter-learner.ts'
import { modelRouter } from '../../engine/services/model-service.ts'
import { projectRouter } from '../../engine/services/project-service.ts'
import { openAiServer, type OpenAiServer } from '../helpers/openai-server.ts'
import { collect, workbench } from './workbench.ts'

const STORY = ['The old man walked slowly to the harbour.', 'It was raining.']
const router = {
  chat: chatRouter,
  doors: doorRouter,
  feedback: feedbackRouter,
  model: modelRouter,
  project: projectRouter,
}
const servers: OpenAiServer[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

const desk = async (pieces: readonly string[], wish: { command: string; variant?: string }) => {
  const { engine, session, store, sceneIds } = workbench({ scenes: [['Long ago there was a lamp.'], STORY] })
  const client = createRouterClient(router, { context: { engine, session } })
  const server = await openAiServer({ mode: 'both' })
  servers.push(server)
  await client.doors.set({ id: 'remote-models', open: true })
  const [{ id: writerId }] = await client.model.add({ url: server.url })
  await client.model.change({ id: writerId, change: { mask: false } })
  server.behave({ kind: 'write', pieces: [...pieces] })
  const events = await collect(await client.chat.ask({ sceneId: sceneIds[1], writerId, ...wish }))
  const last = events.at(-1)
  if (last?.kind !== 'done') throw new Error('there was no answer')
  const changeText = (from: string, to: string): void => {
    const { rev, document } = store.scenes.get(sceneIds[1])
    const text = JSON.stringify(document)
    if (!text.includes(from)) throw new Error(`${from} is not in ${text}`)
    store.scenes.save(sceneIds[1], rev, JSON.parse(text.replace(from, to)) as SceneDocument, 10)
  }
  return { client, store, message: last.message, changeText }
}

const tenser = { command: 'tone', variant: 'tenser' }
const TENSER = ['The old man ran to the harbour.\n\nIt was pouring.']

it('changes taken and refused are kept as their place reads with them and without, and teach the voice', async () => {
  const { client, store, message } = await desk(TENSER, tenser)
  const [run, pour] = message.hunks
  await client.chat.decide({ messageId: message.id, accept: [run.index], reject: [pour.index] })
  const { items, byKind } = await client.feedback.list({})
  expect(byKind).toMatchObject({ 'change-accepted': 1, 'change-rejected': 1, accepted: 0 })
  const taken = items.find(({ kind }) => kind === 'change-accepted')
  expect(taken).toMatchObject({
    text: 'The old man ran to the harbour.',
    over: 'The old man walked slowly to the harbour.',
    others: [],
    command: { id: 'tone', variant: 'tenser' },
    prompt: 'Long ago there was a lamp.\n\n',
  })
  expect(taken?.changes).toContainEqual({ kind: 'added', text: expect.stringContaining('ran') as string })
  const refused = items.find(({ kind }) => kind === 'change-rejected')
  expect(refused).toMatchObject({
    text: 'It was pouring.',
    over: null,
    others: [],
    prompt: 'Long ago there was a lamp.\n\nThe old man ran to the harbour.\n\n',
  })
  const lessons = lessonsOf(store.feedback.list(), 'en')
  expect(lessons.map(({ better, worse }) => [better, worse]).toSorted()).toEqual([
    ['It was raining.', 'It was pouring.'],
    ['The old man ran to the harbour.', 'The old man walked slowly to the harbour.'],
  ])
  expect((await client.feedback.list({ kinds: ['change-rejected'], query: 'pouring' })).total).toBe(1)
  expect(await client.feedback.erase({ ids: items.map(({ id }) => id) })).toEqual({ erased: 2 })
  expect((await client.feedback.list({})).total).toBe(0)
})

it('undo of what was taken is no word on it any more, and a second thought replaces the first', async () => {
  const { client, message } = await desk(TENSER, tenser)
  const [run, pour] = message.hunks
  await client.chat.decide({ messageId: message.id, reject: [pour.index] })
  await client.chat.decide({ messageId: message.id, accept: [pour.index] })
  expect((await client.feedback.list({})).byKind).toMatchObject({
    'change-accepted': 1,
    'change-rejected': 0,
  })
  await client.chat.decide({ messageId: message.id, accept: [run.index] })
  expect((await client.feedback.list({})).total).toBe(2)
  await client.project.undo()
  expect((await client.feedback.list({})).items.map(({ text }) => text)).toEqual(['It was pouring.'])
})

it('what the writer makes of a taken change is an edit of that stretch alone; set right again, it is none', async () => {
  const { client, message, changeText } = await desk(TENSER, tenser)
  await client.chat.decide({ messageId: message.id, accept: message.hunks.map(({ index }) => index) })
  changeText('harbour', 'port')
  expect((await client.feedback.list({ kinds: ['edited'] })).total).toBe(0)
  changeText('"pouring"', '"pouring down"')
  const [edit] = (await client.feedback.list({ kinds: ['edited'] })).items
  expect(edit).toMatchObject({
    text: 'pouring down',
    over: 'pouring',
    command: { id: 'tone', variant: 'tenser' },
  })
  expect(edit.prompt.endsWith('\n\nIt was ')).toBe(true)
  expect(edit.features.words).toBeGreaterThan(0)
  changeText('"pouring down"', '"pouring"')
  expect((await client.feedback.list({ kinds: ['edited'] })).total).toBe(0)
})

it('an added paragraph teaches by itself; refused, nothing is known that would have been liked', async () => {
  const { client, store, message } = await desk(['The lamp went out.\n\nNobody came.'], {
    command: 'continue',
  })
  const [lamp, nobody] = message.hunks
  await client.chat.decide({ messageId: message.id, accept: [lamp.index], reject: [nobody.index] })
  expect(lessonsOf(store.feedback.list(), 'en')).toMatchObject([
    { better: 'The lamp went out.', worse: null },
  ])
})

it('travels in the file of feedback', async () => {
  const [here, there] = [await desk(TENSER, tenser), await desk(TENSER, tenser)]
  await here.client.chat.decide({ messageId: here.message.id, accept: [here.message.hunks[0].index] })
  const file = await here.client.feedback.export()
  expect(await there.client.feedback.import({ file })).toMatchObject({ feedback: 1 })
  expect((await there.client.feedback.list({})).items[0]).toMatchObject({
    kind: 'change-accepted',
    command: { id: 'tone', variant: 'tenser' },
  })
})
