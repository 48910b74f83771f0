// comment.*: threads stay with their words whatever happens to the text, come and go with undo, and never count.
import { createRouterClient } from '@orpc/server'
import { expect, test } from 'vitest'
import { binderRouter } from '../../engine/services/binder-service.ts'
import { commentRouter } from '../../engine/services/comment-service.ts'
import { searchRouter } from '../../engine/services/search-service.ts'
import { textOf } from '../helpers/temp-project.ts'
import { workbench } from './workbench.ts'

const desk = (...scenes: string[][]) => {
  const bench = workbench({ scenes })
  const { engine, session, store } = bench
  const client = createRouterClient(
    { comment: commentRouter, binder: binderRouter },
    { context: { engine, session } },
  )
  const about = (sceneId: string, blockId: string, from: number, to: number, text = 'Really?') =>
    client.comment.add({ sceneId, from: { blockId, offset: from }, to: { blockId, offset: to }, text })
  /** Quote and scene of every thread. */
  const places = async () =>
    (await client.comment.list()).map(({ quote, place }) => [
      quote,
      place && bench.sceneIds.indexOf(place.sceneId),
    ])
  const save = (sceneId: string, paragraphs: string[]): void => {
    const { document, words } = textOf(paragraphs, 'x')
    store.scenes.save(sceneId, store.scenes.get(sceneId).rev, document, words)
  }
  return { ...bench, client, about, places, save }
}

test('a comment stands at its words, is answered, edited and settled, and is no word of the book', async () => {
  const { client, about, sceneIds, store } = desk(['The lamp was lit.', 'Nothing.'])
  const [sceneId = ''] = sceneIds
  const before = store.scenes.totals().words
  const thread = await about(sceneId, 's0p0', 4, 8)
  expect(thread).toMatchObject({
    quote: 'lamp',
    place: { sceneId, from: { blockId: 's0p0', offset: 4 }, to: { blockId: 's0p0', offset: 8 } },
    resolvedAt: null,
    messages: [{ author: '', text: 'Really?' }],
  })
  const answer = await client.comment.reply({ threadId: thread.id, text: 'Yes.', author: 'Ed' })
  await client.comment.edit({ messageId: answer.id, text: 'Yes, lit.' })
  await client.comment.resolve({ threadIds: [thread.id], resolved: true })
  const [found] = await client.comment.list()
  expect(found?.messages.map(({ author, text }) => [author, text])).toEqual([
    ['', 'Really?'],
    ['Ed', 'Yes, lit.'],
  ])
  expect(found?.resolvedAt).toBeTypeOf('number')
  await client.comment.removeMessage({ messageId: answer.id })
  expect((await client.comment.list())[0]?.messages).toHaveLength(1)
  expect(store.scenes.totals().words).toBe(before)
})

test('a comment over several paragraphs begins in the first and ends in the last', async () => {
  const { client, sceneIds } = desk(['One two.', 'Three.', 'Four five.'])
  const [sceneId = ''] = sceneIds
  const thread = await client.comment.add({
    sceneId,
    from: { blockId: 's0p0', offset: 4 },
    to: { blockId: 's0p2', offset: 4 },
    text: 'All this?',
    quote: 'two.\nThree.\nFour',
  })
  expect(thread.quote).toBe('two.\nThree.\nFour')
  expect(thread.place?.to).toEqual({ blockId: 's0p2', offset: 4 })
})

test('it goes with its words through split, merge, duplicate, move and trash', async () => {
  const { client, about, places, sceneIds } = desk(['The lamp was lit.', 'The bell rang.'], ['Later.'])
  const [first = '', second = ''] = sceneIds
  await about(first, 's0p1', 4, 8)
  await client.binder.splitScene({ sceneId: first, blockId: 's0p1', offset: 0, title: 'Bell' })
  const bell = (await client.binder.tree()).find(({ title }) => title === 'Bell')!.id
  expect((await client.comment.list())[0]?.place?.sceneId).toBe(bell)
  await client.binder.duplicate({ ids: [bell], suffix: ' 2' })
  expect((await client.comment.list()).map(({ place }) => place?.sceneId)).toEqual([bell])
  await client.binder.merge({ ids: [bell, second] })
  await client.binder.move({ ids: [bell], parentId: null, afterId: null })
  expect((await client.comment.list())[0]).toMatchObject({ quote: 'bell', place: { sceneId: bell } })
  await client.binder.remove({ ids: [bell] })
  expect(await client.comment.list()).toHaveLength(1)
  expect((await places())[0]).toEqual(['bell', null])
})

test('what is said of a scene in the trash is out of the way until it comes back', async () => {
  const { client, about, places, sceneIds } = desk(['The lamp was lit.'], ['The bell rang.'])
  await about(sceneIds[0] ?? '', 's0p0', 4, 8)
  await client.binder.remove({ ids: [sceneIds[0] ?? ''] })
  expect(await places()).toEqual([])
  await client.binder.restore({ ids: [sceneIds[0] ?? ''] })
  expect(await places()).toEqual([['lamp', 0]])
})

test('words that are taken out leave the comment behind with what it was about; undo of adding takes both away', async () => {
  const { client, about, places, save, sceneIds, store } = desk(['The lamp was lit.'], ['A bell.'])
  const [first = '', second = ''] = sceneIds
  await about(second, 's1p0', 2, 6, 'Which?')
  await about(first, 's0p0', 4, 8)
  expect(await places()).toEqual([
    ['lamp', 0],
    ['bell', 1],
  ])
  save(second, ['Silence.'])
  expect(await places()).toEqual([
    ['lamp', 0],
    ['bell', null],
  ])
  const { document } = store.scenes.get(first)
  expect(store.journal.undo()?.label).toBe('comment.add')
  expect(await places()).toEqual([['bell', null]])
  expect(JSON.stringify(store.scenes.get(first).document)).not.toContain('comments')
  expect(store.journal.redo()?.label).toBe('comment.add')
  expect(store.scenes.get(first).document).toEqual(document)
  await client.comment.remove({ threadIds: (await client.comment.list()).map(({ id }) => id) })
  expect(await places()).toEqual([])
  expect(JSON.stringify(store.scenes.get(first).document)).not.toContain('comments')
  store.journal.undo()
  expect(await places()).toHaveLength(2)
})

test('what was typed after a comment was added stays when adding is taken back', async () => {
  const { about, places, save, sceneIds, store } = desk(['The lamp was lit.'])
  await about(sceneIds[0] ?? '', 's0p0', 4, 8)
  save(sceneIds[0] ?? '', ['The lamp was lit. More.'])
  store.journal.undo()
  expect(await places()).toEqual([])
  expect(JSON.stringify(store.scenes.get(sceneIds[0] ?? '').document)).toContain('More.')
})

test('other words than were meant, no words, unknown threads: nothing is added', async () => {
  const { client, about, sceneIds, places } = desk(['The lamp was lit.'])
  const [sceneId = ''] = sceneIds
  const from = { blockId: 's0p0', offset: 4 }
  const to = { blockId: 's0p0', offset: 8 }
  await expect(client.comment.add({ sceneId, from, to, text: 'x', quote: 'bell' })).rejects.toMatchObject({
    code: 'CONFLICT',
  })
  await expect(about(sceneId, 's0p0', 3, 4)).rejects.toMatchObject({ code: 'BAD_INPUT' })
  await expect(about(sceneId, 'nowhere', 0, 4)).rejects.toMatchObject({ code: 'BAD_INPUT' })
  await expect(client.comment.reply({ threadId: 'none', text: 'x' })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
  const { messages } = await about(sceneId, 's0p0', 4, 8)
  await expect(client.comment.removeMessage({ messageId: messages[0]?.id ?? '' })).rejects.toMatchObject({
    code: 'BAD_INPUT',
  })
  expect(await places()).toHaveLength(1)
})

test('a replaced word keeps what was said of it', async () => {
  const { session, engine, about, places, sceneIds } = desk(['The lamp was lit.'])
  await about(sceneIds[0] ?? '', 's0p0', 4, 8)
  const search = createRouterClient(searchRouter, { context: { engine, session } })
  await search.replace({ terms: { text: 'lamp' }, replacement: 'lantern' })
  expect(await places()).toEqual([['lantern', 0]])
})
