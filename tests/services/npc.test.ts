// Sessions of NPCs as a game meets them: over the service's address, line by line, with a feeling that lasts.
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { Outputs } from '../../engine/contract/index.ts'
import { createEngine } from '../../engine/index.ts'
import { openAiServer } from '../helpers/openai-server.ts'
import { tempFolder } from '../helpers/temp-project.ts'

type Event = Outputs['npc']['say'] extends AsyncIterable<infer Each> ? Each : never
type Line = Extract<Event, { kind: 'line' }>

/** A story with two people in it, whose lines a chatting server writes. */
const started = async () => {
  const folder = tempFolder()
  const clock = { ms: 1_700_000_000_000 }
  const engine = createEngine({ dataDir: folder, documentsDir: folder, version: '9.9', now: () => clock.ms })
  const writer = await openAiServer({ mode: 'chat' })
  onTestFinished(async () => {
    await engine.close()
    await writer.close()
  })
  const { client } = engine.connect()
  const path = join(folder, 'game.arcwright')
  await client.project.create({ path, title: 'Game', author: '', language: 'en' })
  await client.project.open({ path })
  await client.doors.set({ id: 'remote-models', open: true })
  await client.model.add({ url: writer.url, model: 'tale-7b', name: 'Tale', mode: 'chat' } as never)
  const mira = await client.cast.add({
    name: 'Mira',
    role: 'keeper of the inn',
    voice: { forbidden: ['darling'] },
    personality: { neuroticism: 0.9 },
  })
  await client.cast.addFact({
    text: 'The cellar floods in spring.',
    knowers: [{ characterId: mira.id, fromSceneId: null }],
  })
  const say = async (id: string, text: string, wish: object = {}): Promise<Line> => {
    let line: Line | null = null
    for await (const event of await client.npc.say({ id, text, ...wish }))
      if (event.kind === 'line') line = event
    return line!
  }
  return { clock, client, writer, mira, say, path, folder }
}

it('answers as who they are, in a feeling that kindness and cruelty move and time heals', async () => {
  const { client, writer, say } = await started()
  writer.behave({ kind: 'write', pieces: ['Mira', ': “Come', ' in, traveller.”', '\nTom: Thanks.'] })
  const { id, feeling } = await client.npc.create({ characterId: 'mira', playerName: 'Tom' })
  const kind = await say(id, 'I am so happy to see you, my dear friend!', { minutes: 1 })
  expect(kind.text).toBe('Come in, traveller.')
  expect(kind.emotion.valence).toBeGreaterThan(feeling.valence)
  const [system, asked] = writer.asked.at(-1)!.body['messages'] as { content: string }[]
  // Names leave the machine as others.
  expect(system.content).toMatch(/You are \w+, keeper of the inn/u)
  expect(system.content).toContain('The cellar floods in spring.')
  expect(asked.content).toBe('I am so happy to see you, my dear friend!')

  const cruel = await say(id, 'I hate you, you filthy disgusting liar. I will kill you!', { minutes: 1 })
  expect(cruel.emotion.valence).toBeLessThan(kind.emotion.valence)
  expect(cruel.relation.trust).toBeLessThan(kind.relation.trust)
  const later = await client.npc.happen({ id, text: 'Weeks pass.', minutes: 60_000 })
  expect(later.feeling.valence).toBeGreaterThan(cruel.emotion.valence)
  expect(later.turns.map(({ role }) => role)).toEqual(['player', 'npc', 'player', 'npc', 'event'])
  expect(later.lines).toBe(2)
})

it('says nothing twice for the same turn, and keeps nothing of a turn that broke', async () => {
  const { client, writer, say } = await started()
  writer.behave({ kind: 'write', pieces: ['Hello', '.'] })
  const { id } = await client.npc.create({ characterId: 'Mira' })
  const first = await say(id, 'Hello?', { turnId: 'one' })
  const calls = writer.asked.length
  expect(await say(id, 'Hello?', { turnId: 'one' })).toMatchObject({ text: first.text, repeated: true })
  expect(writer.asked).toHaveLength(calls)
  const before = await client.npc.get({ id })
  writer.behave({ kind: 'refuse', status: 401, message: 'no' })
  await expect(say(id, 'Are you there?')).rejects.toMatchObject({ code: 'SERVER_FAILED' })
  writer.behave({ kind: 'endless', piece: ' la' })
  const stop = new AbortController()
  const broken = (async () => {
    for await (const event of await client.npc.say({ id, text: 'Sing!' }, { signal: stop.signal }))
      if (event.kind === 'text') stop.abort()
  })()
  await broken.catch(() => undefined)
  expect(await client.npc.get({ id })).toEqual(before)
})

it('is spoken to by one at a time, survives a restart of the studio, and ends when it is removed', async () => {
  const { client, writer, say, path } = await started()
  writer.behave({ kind: 'endless', piece: ' word' })
  const { id } = await client.npc.create({
    persona: { name: 'Old Ben', goals: ['peace'] },
    memories: [{ text: 'The player owes me a horse.', importance: 0.9 }],
  })
  const stop = new AbortController()
  const stream = (await client.npc.say({ id, text: 'Hello' }, { signal: stop.signal }))[
    Symbol.asyncIterator
  ]()
  await stream.next()
  await expect(say(id, 'And me?')).rejects.toMatchObject({ code: 'CONFLICT' })
  stop.abort()
  await stream.return?.()
  writer.behave({ kind: 'write', pieces: ['Aye', '.'] })
  expect((await say(id, 'Hello again')).text).toBe('Aye.')
  expect(JSON.stringify(writer.asked.at(-1)!.body)).toContain('owes me a horse')
  await client.project.close()
  await client.project.open({ path })
  expect(await client.npc.list()).toMatchObject([{ id, name: 'Old Ben', lines: 1 }])
  await client.npc.remove({ id })
  await expect(client.npc.get({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(client.npc.create({})).rejects.toMatchObject({ code: 'BAD_INPUT' })
  await expect(client.npc.create({ persona: {} })).rejects.toMatchObject({ code: 'BAD_INPUT' })
})

it('is told what the project knows and they may: notes, memory, lore called by what is said, never a secret', async () => {
  const { client, writer, mira } = await started()
  writer.behave({ kind: 'write', pieces: ['Ask', ' the miller.'] })
  await client.memory.tell({
    sceneId: null,
    change: { note: 'Everybody whispers.', memory: 'It is winter.' },
  })
  const tom = await client.cast.add({ name: 'Oswin', role: 'miller', background: 'He stole the flour.' })
  await client.cast.addFact({
    text: 'The abbot hid gold in the well.',
    keys: ['gold'],
    knowers: [{ characterId: tom.id, fromSceneId: null }],
  })
  await client.lore.add({ title: 'Abbey', keys: ['abbey'], content: 'The abbey stands on the hill.' })
  await client.lore.add({ title: 'Well', keys: ['well'], content: 'In the well lies gold.' })
  await client.lore.add({ title: 'Sea', keys: ['sea'], content: 'The sea is far.' })
  const { id } = await client.npc.create({ characterId: mira.id, playerName: 'Tom' })
  const events: Event[] = []
  const text = 'Did Oswin go to the abbey, or to the well?'
  for await (const event of await client.npc.say({ id, text })) events.push(event)
  const told = events.find((event) => event.kind === 'told')?.told
  const facts = told?.pieces.map(({ source, title, included, reason }) =>
    [source, title, included ? 'in' : 'out', reason].join(' '),
  )
  expect(facts).toEqual([
    'note  in always',
    'memory  in always',
    'lore Abbey in key',
    'cast Oswin in named',
    'lore Well out secret',
    'lore Sea out no-key',
  ])
  const [system] = writer.asked.at(-1)!.body['messages'] as { content: string }[]
  for (const part of ['whispers', 'It is winter.', 'on the hill']) expect(system.content).toContain(part)
  expect(system.content).not.toMatch(/gold|flour|sea is far/u)
  // What left is shown as it left, under other names.
  expect(told?.sent).toContain(system.content)
  expect(told?.tokens).toBeLessThanOrEqual(told?.room ?? 0)
})

it('belongs to the key that made it', async () => {
  const { client, writer } = await started()
  writer.behave({ kind: 'write', pieces: ['Good', ' day', '.'] })
  const mine = await client.service.addKey({ name: 'game', scopes: ['npc'] })
  const theirs = await client.service.addKey({ name: 'other', scopes: ['npc'] })
  const { url } = await client.service.start({ drainMs: 500 })
  const post = (secret: string, route: string, body: unknown) =>
    fetch(`${url ?? ''}/api/npc/${route}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    })
  const made = (await (await post(mine.secret, 'create', { characterId: 'Mira' })).json()) as { id: string }
  const said = await (await post(mine.secret, 'say', { id: made.id, text: 'Good morning!' })).text()
  expect(said).toContain('"kind":"line","text":"Good day."')
  expect(said).not.toContain('"kind":"told"')
  expect((await post(theirs.secret, 'get', { id: made.id })).status).toBe(404)
  expect((await post(theirs.secret, 'say', { id: made.id, text: 'Hi' })).status).toBe(200)
  expect(await (await post(theirs.secret, 'list', {})).json()).toEqual([])
  const writing = await client.service.addKey({ name: 'third', scopes: ['write'] })
  expect((await post(writing.secret, 'list', {})).status).toBe(403)
})
