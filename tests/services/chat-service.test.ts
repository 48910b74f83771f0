// Conversations against a real HTTP server: asked with what the scene knows, kept, taken into the text, and kept when all fails.
import { afterEach, describe, expect, it } from 'vitest'
import { openAiServer, type OpenAiServer } from '../helpers/openai-server.ts'
import { collect, workbench } from './workbench.ts'

const STORY = ['The old man walked slowly to the harbour.', 'It was raining.']
const servers: OpenAiServer[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

const desk = async (options: Parameters<typeof openAiServer>[0] = { mode: 'both' }) => {
  const bench = workbench({ scenes: [['Long ago there was a lamp.'], STORY] })
  const { client, sceneIds } = bench
  const server = await openAiServer(options)
  servers.push(server)
  await client.doors.set({ id: 'remote-models', open: true })
  const [{ id: writerId, abilities }] = await client.model.add({ url: server.url })
  await client.model.change({ id: writerId, change: { mask: false } })
  const sceneId = sceneIds[1]
  const ask = async (wish: Partial<Parameters<typeof client.chat.ask>[0]> = {}) =>
    collect(await client.chat.ask({ sceneId, writerId, ...wish }))
  const draft = (): string => JSON.stringify(bench.store.scenes.get(sceneId).document)
  return { ...bench, server, writerId, abilities, sceneId, ask, draft }
}

const doneOf = (events: Awaited<ReturnType<Awaited<ReturnType<typeof desk>>['ask']>>) => {
  const last = events.at(-1)
  if (last?.kind !== 'done') throw new Error(`it ended with ${last?.kind}`)
  return last.message
}

const sentBy = (server: OpenAiServer): { role: string; content: string }[] =>
  server.asked.at(-1)!.body['messages'] as { role: string; content: string }[]

describe('what can be asked', () => {
  it('is everything of a server that chats, and only going on of one that does not', async () => {
    const chatting = await desk()
    expect(chatting.abilities.instructions).toBe(true)
    const all = await chatting.client.chat.commands({ writerId: chatting.writerId })
    expect(all.commands.map(({ id }) => id)).toContain('critique')
    const plain = await desk({ mode: 'completions' })
    expect(plain.abilities.instructions).toBe(false)
    const few = await plain.client.chat.commands({ writerId: plain.writerId })
    expect(few.commands.map(({ id }) => id)).toEqual(['continue', 'vary', 'weave'])
    await expect(plain.ask({ text: 'Who is she?' })).rejects.toMatchObject({
      code: 'BAD_INPUT',
      data: { reason: 'no-instructions' },
    })
    plain.server.behave({ kind: 'write', pieces: [' The lamp went', ' out.'] })
    const message = doneOf(await plain.ask({ command: 'continue' }))
    expect(plain.server.asked.at(-1)!.body['prompt']).toContain('It was raining.')
    expect(message.hunks).toMatchObject([
      { kind: 'paragraph', added: 'The lamp went out.', decision: 'open' },
    ])
  })

  it('is refused with a reason where there is no question, no text, or no such command', async () => {
    const { ask, client } = await desk()
    const reasons = await Promise.all(
      [{ text: '  ' }, { command: 'rhyme' }, { command: 'tone', variant: 'loud' }].map((wish) =>
        ask(wish).then(
          () => 'asked',
          (error: unknown) => (error as { data: { reason: string } }).data.reason,
        ),
      ),
    )
    expect(reasons).toEqual(['no-question', 'unknown-command', 'unknown-command'])
    expect(await client.chat.conversations({})).toEqual([])
  })
})

describe('a question', () => {
  it('goes with the scene, what was before it, the lore it calls up and what was said, and says so', async () => {
    const { ask, server, store, client, sceneId } = await desk()
    store.binder.describe([sceneId], { synopsis: 'He looks for his boat.' })
    const first = doneOf(await ask({ text: 'Where is he going?' }))
    const kept = await client.chat.keep({ messageId: first.id, as: 'lore', title: 'harbour' })
    expect(store.lore.get(kept.id).entry).toMatchObject({ title: 'harbour', keys: ['harbour'] })
    const second = doneOf(await ask({ text: 'And then?', conversationId: first.conversationId }))
    const sent = sentBy(server)
    expect(sent.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user'])
    expect(sent[0].content).toContain('He looks for his boat.')
    expect(sent[0].content).toContain('Long ago there was a lamp.')
    expect(sent[0].content).toContain('walked slowly')
    expect(sent.slice(1).map(({ content }) => content)).toEqual([
      'Where is he going?',
      'The end.',
      'And then?',
    ])
    expect(new Set(second.known.map(({ kind }) => kind))).toEqual(
      new Set(['synopsis', 'lore', 'turn', 'scene', 'earlier']),
    )
    expect(second.known.every(({ included }) => included)).toBe(true)
    expect(second.sent).toContain('And then?')
  })

  it('whose passage is too long is kept, and what has no room is named', async () => {
    const { ask, client, writerId } = await desk()
    await client.model.change({ id: writerId, change: { contextTokens: 400 } })
    const long = 'Why does the rain matter so much to him? '.repeat(60)
    await expect(ask({ text: long })).rejects.toMatchObject({ data: { reason: 'too-long' } })
    const [{ id }] = await client.chat.conversations({})
    expect((await client.chat.messages({ conversationId: id })).map(({ text }) => text)).toEqual([long])
  })

  it('leaves the machine under other names where the server is to get none', async () => {
    const { ask, client, server, writerId, sceneId } = await desk()
    await client.model.change({ id: writerId, change: { mask: true } })
    server.behave({ kind: 'write', pieces: ['Nobody knows.'] })
    const message = doneOf(await ask({ sceneId, text: 'Did Anna Bell write to anna@example.org?' }))
    expect(JSON.stringify(server.asked.at(-1)!.body)).not.toMatch(/Anna|example\.org/u)
    expect(message.sent).not.toContain('Anna')
  })
})

describe('an answer', () => {
  it('comes into the text change by change, known as generated, and one undo takes it back', async () => {
    const { ask, client, server, store, sceneId, draft } = await desk()
    const before = draft()
    const pieces = [
      '<think>He could',
      ' hurry.</think>\n',
      'The old man ran',
      ' to the harbour.\n\nIt was',
      ' pouring.',
    ]
    server.behave({ kind: 'write', pieces })
    const events = await ask({ command: 'tone', variant: 'tenser' })
    const message = doneOf(events)
    expect(events.flatMap((event) => (event.kind === 'text' ? [event.text] : [])).join('')).toBe(message.text)
    expect(message.text).toBe('The old man ran to the harbour.\n\nIt was pouring.')
    expect(draft()).toBe(before)
    const [run, pour] = message.hunks
    expect([run.removed, run.added, pour.removed, pour.added]).toEqual([
      'walked slowly',
      'ran',
      'raining',
      'pouring',
    ])
    const decided = await client.chat.decide({
      messageId: message.id,
      accept: [run.index],
      reject: [pour.index],
    })
    expect(decided.hunks.map(({ decision }) => decision)).toEqual(['accepted', 'rejected'])
    expect(draft()).toContain('"text":"ran"')
    expect(draft()).toContain('raining')
    const origin = /"of":"([^"]+)"/u.exec(draft())![1]
    expect(store.generations.findByCandidate(origin)).toMatchObject({ text: message.text })
    await client.project.undo()
    expect(draft()).toBe(before)
    const [, again] = await client.chat.messages({ conversationId: message.conversationId })
    expect(again.hunks[0].decision).toBe('open')
    const { rev, document } = store.scenes.get(sceneId)
    const other = JSON.parse(JSON.stringify(document).replace('walked', 'crept')) as typeof document
    store.scenes.save(sceneId, rev, other, 10)
    await expect(client.chat.decide({ messageId: message.id, accept: [run.index] })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
  })

  it('can be kept as a note, found by its words, and gone on from in a conversation of its own', async () => {
    const { ask, client, server, store } = await desk()
    server.behave({ kind: 'write', pieces: ['A lighthouse keeper.\n\nA smuggler.'] })
    const message = doneOf(await ask({ command: 'brainstorm' }))
    const { id } = await client.chat.keep({ messageId: message.id, as: 'note' })
    expect(store.binder.get(id)).toMatchObject({ kind: 'note', title: 'A lighthouse keeper.' })
    const branched = await client.chat.branch({ messageId: message.id })
    await ask({ text: 'The smuggler, then.', conversationId: branched.id })
    expect(await client.chat.conversations({ query: 'smuggler lighthouse' })).toHaveLength(2)
    const found = await client.chat.conversations({ query: 'then smuggler' })
    expect(found).toMatchObject([{ id: branched.id, branchOf: message.conversationId, messages: 4 }])
    await client.chat.remove({ conversationId: branched.id })
    expect(await client.chat.conversations({})).toHaveLength(1)
    await client.project.undo()
    expect(await client.chat.messages({ conversationId: branched.id })).toHaveLength(4)
  })
})

describe('what left the machine', () => {
  it('is told as it was sent, with what was masked beside it, and how quick the server was', async () => {
    const { ask, client, server, sceneId, writerId } = await desk()
    await client.model.change({ id: writerId, change: { mask: true } })
    const words = 'She said that it was late and went on to the door at last.'
    server.behave({ kind: 'write', pieces: words.split(/(?= )/u) })
    await ask({ text: 'What would Anna Bell say to anna@example.org?' })
    await collect(await client.cowriter.continue({ sceneId, writerId, words: 20, candidates: 1 }))
    const sent = await client.model.sent({})
    expect(sent.map(({ kind }) => kind)).toEqual(['passage', 'conversation'])
    const { pieces } = sent[1]
    expect(pieces.map((piece) => piece.sent).join('')).not.toContain('anna@example.org')
    expect(pieces.some(({ original }) => original?.includes('anna@example.org'))).toBe(true)
    const whole = pieces.map((piece) => piece.original ?? piece.sent).join('')
    expect(whole).toContain('What would Anna Bell say to anna@example.org?')
    const writer = (await client.cowriter.writers()).find(({ id }) => id === writerId)
    expect(writer?.speed).toMatchObject({ firstWordsMs: expect.any(Number) as number })
  })
})

describe('when it goes wrong', () => {
  it.each([
    {
      name: 'a stream that breaks off',
      how: { kind: 'half', pieces: ['So '], how: 'destroy' },
      trouble: 'broken',
      kept: 'So',
    },
    { name: 'a server that answers nonsense', how: { kind: 'garbage' }, trouble: 'broken', kept: '' },
    {
      name: 'a context that is full',
      how: { kind: 'refuse', status: 400, message: 'maximum context length exceeded' },
      trouble: 'too-long',
      kept: '',
    },
  ] as const)('$name keeps question, draft and what was said', async ({ how, trouble, kept }) => {
    const { ask, client, server, draft } = await desk()
    const before = draft()
    server.behave(how)
    await expect(ask({ text: 'Why?' })).rejects.toMatchObject({ code: 'SERVER_FAILED', data: { trouble } })
    const [{ id }] = await client.chat.conversations({})
    const messages = await client.chat.messages({ conversationId: id })
    expect(messages[0]).toMatchObject({ role: 'writer', text: 'Why?' })
    // What was told to the server is on record, also where no word came back.
    expect(messages[1]).toMatchObject({ role: 'model', text: kept, state: 'broken' })
    expect(messages[1].sent).toContain('Why?')
    expect(draft()).toBe(before)
  })

  it('a closed door and a dead server keep the question', async () => {
    const { ask, client, server } = await desk()
    await client.doors.set({ id: 'remote-models', open: false })
    await expect(ask({ text: 'Why?' })).rejects.toMatchObject({ code: 'DOOR_CLOSED' })
    const [{ messages }] = await client.chat.conversations({ query: 'why' })
    expect(messages).toBe(1)
    expect(await client.model.sent({})).toEqual([])
    expect(server.open()).toBe(0)
  })

  it('an answer without end is stopped by the writer, and kept as stopped', async () => {
    const { client, server, sceneId, writerId } = await desk()
    server.behave({ kind: 'endless', piece: 'on and ' })
    const stop = new AbortController()
    const stream = await client.chat.ask(
      { sceneId, writerId, text: 'Go on', words: 4000 },
      { signal: stop.signal },
    )
    for await (const event of stream) if (event.kind === 'text') stop.abort()
    const [{ id }] = await client.chat.conversations({})
    const [, reply] = await client.chat.messages({ conversationId: id })
    expect(reply).toMatchObject({ role: 'model', state: 'stopped' })
    expect(reply.text).toContain('on and')
  })
})
