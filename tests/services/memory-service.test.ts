// What the writer tells whoever writes, summaries kept in step, and what a model would be sent, against a real server and file.
import { afterEach, describe, expect, it, vi } from 'vitest'
import { followSummaries } from '../../engine/services/scene-summaries.ts'
import { textOf } from '../helpers/temp-project.ts'
import { openAiServer, type OpenAiServer } from '../helpers/openai-server.ts'
import { collect, workbench } from './workbench.ts'

const LONG = [
  'The harbour lamp had burned every night for a hundred years.',
  'Anna climbed to the harbour lamp because the lamp was dark.',
  'She found that the oil of the lamp had been stolen from the harbour.',
]
const servers: OpenAiServer[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

const desk = async (mode: 'both' | 'completions' = 'completions', before = LONG) => {
  const bench = workbench({ scenes: [before, ['It snowed.', 'Anna waited by the door']] })
  const server = await openAiServer({ mode })
  servers.push(server)
  await bench.client.doors.set({ id: 'remote-models', open: true })
  const [{ id: writerId }] = await bench.client.model.add({ url: server.url })
  await bench.client.model.change({ id: writerId, change: { mask: false } })
  return { ...bench, server, writerId }
}

const told = ({
  pieces,
}: {
  readonly pieces: readonly { id: string; included: boolean; reason: string }[]
}) => pieces.map(({ id, included, reason }) => `${id.split(':')[0]} ${included ? 'in' : 'out'} ${reason}`)

describe('what is told', () => {
  it('is kept for the book and for a scene, and taken back by undo', async () => {
    const { client, store, sceneIds } = workbench({ scenes: [LONG] })
    expect(await client.memory.fields({})).toEqual({ memory: '', note: '', noteDepth: 3 })
    await client.memory.tell({ change: { memory: 'It is always winter.' } })
    await client.memory.tell({ sceneId: sceneIds[0], change: { note: 'Keep it short.', noteDepth: 1 } })
    expect(await client.memory.fields({})).toMatchObject({ memory: 'It is always winter.', note: '' })
    expect(await client.memory.fields({ sceneId: sceneIds[0] })).toMatchObject({ noteDepth: 1 })
    expect(store.journal.undo()?.label).toBe('memory.tell')
    expect(await client.memory.fields({ sceneId: sceneIds[0] })).toMatchObject({ note: '', noteDepth: 3 })
    await expect(client.memory.tell({ sceneId: 'none', change: {} })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  it('stands where it should in what is sent, each piece with its reason', async () => {
    const { client, server, sceneIds, writerId } = await desk()
    await client.memory.tell({
      change: { memory: 'It is always winter.', note: 'Keep it dark.', noteDepth: 1 },
    })
    await client.lore.add({ title: 'Anna', keys: ['Anna'], content: 'Anna is a pilot.' })
    await client.lore.add({ title: 'Tom', keys: ['Tom'], content: 'Tom owns a boat.' })
    const place = { sceneId: sceneIds[1], writerId, words: 20 }
    const shown = await client.memory.preview(place)
    expect(told(shown)).toEqual([
      'note in always',
      'memory in always',
      'lore in key',
      'recent in before',
      'lore out no-key',
    ])
    expect(shown.tokens).toBeLessThanOrEqual(shown.room)
    expect(shown.estimate).toBe(true)
    expect(shown.text).toMatch(
      /^It is always winter\.\n\nAnna is a pilot\.\n\n[^]*It snowed\.\n\n\[Author's note: Keep it dark\.\]\n\nAnna waited by the door$/u,
    )
    await collect(await client.cowriter.continue({ ...place, candidates: 1 }))
    expect(server.asked.at(-1)!.body['prompt']).toBe(shown.text)
    const [generation] = await client.cowriter.history({})
    expect(generation.settings['told']).toHaveLength(5)
  })

  it('can be left out and said otherwise for one passage', async () => {
    const { client, server, sceneIds, writerId } = await desk()
    await client.memory.tell({ change: { memory: 'It is always winter.' } })
    const { id } = await client.lore.add({ keys: ['Anna'], content: 'Anna is a pilot.' })
    const place = { sceneId: sceneIds[1], writerId, words: 20 }
    const context = { excluded: ['memory:book'], edited: { [`lore:${id}`]: 'Anna is a diver.' } }
    const shown = await client.memory.preview({ ...place, context })
    expect(told(shown)[0]).toBe('memory out excluded')
    await collect(await client.cowriter.continue({ ...place, candidates: 1, context }))
    const { prompt } = server.asked.at(-1)!.body as { prompt: string }
    expect(prompt).toBe(shown.text)
    expect(prompt).toMatch(/^Anna is a diver\./u)
    expect(await client.lore.list()).toMatchObject([{ content: 'Anna is a pilot.' }])
  })

  it('is the text alone for a small model, in its own tokens, and the rest is named', async () => {
    const { client, sceneIds } = workbench({ scenes: [LONG] })
    await client.memory.tell({ change: { memory: 'It is always winter.' } })
    const shown = await client.memory.preview({ sceneId: sceneIds[0], writerId: 'arcwright-small-en' })
    expect(told(shown)).toEqual(['recent in before', 'memory out small-model'])
    expect(shown).toMatchObject({ estimate: false, text: LONG.join('\n\n') })
    expect(shown.tokens).toBeGreaterThan(20)
  })

  it('never is more than a small context holds', async () => {
    const { client, sceneIds, writerId } = await desk()
    await client.model.change({ id: writerId, change: { contextTokens: 256 } })
    await client.memory.tell({ change: { memory: 'Long. '.repeat(400), note: 'Short.' } })
    for (let at = 0; at < 12; at++)
      await client.lore.add({ keys: ['Anna'], content: `Fact ${at} about Anna and the lamps. `.repeat(3) })
    const shown = await client.memory.preview({ sceneId: sceneIds[1], writerId, words: 20 })
    expect(shown.tokens).toBeLessThanOrEqual(shown.room)
    expect(shown.text.endsWith('Anna waited by the door')).toBe(true)
    expect(told(shown)).toContain('memory out no-room')
    expect(shown.pieces).toHaveLength(15)
  })
})

describe('summaries', () => {
  it('are made in the background of what has none or changed, and left alone once the writer wrote them', async () => {
    const { client, engine, project, store, sceneIds } = workbench({ scenes: [LONG, ['It snowed.']] })
    followSummaries(engine, project, 1)
    await vi.waitFor(() => expect(store.memory.summaries().size).toBe(2), 20_000)
    const [first] = await client.memory.summaries()
    expect(first).toMatchObject({ sceneId: sceneIds[0], maker: 'own', stale: false })
    expect(LONG.join(' ')).toContain(first.text.split('. ')[0])

    const mine = await client.memory.setSummary({ sceneId: sceneIds[0], text: 'The lamp is out.' })
    expect(mine).toMatchObject({ maker: 'writer', text: 'The lamp is out.', stale: false })
    const { rev } = store.scenes.get(sceneIds[0])
    await client.scene.save({
      sceneId: sceneIds[0],
      baseRev: rev,
      document: textOf(['All is new.'], 'x').document,
    })
    expect((await client.memory.summaries())[0]).toMatchObject({ text: 'The lamp is out.', stale: true })
    const again = await client.memory.unlockSummary({ sceneId: sceneIds[0] })
    expect(again).toMatchObject({ maker: 'own', text: 'All is new.', stale: false })
    store.journal.undo()
    expect((await client.memory.summaries())[0]).toMatchObject({ maker: 'writer' })
  })

  it('of earlier scenes are told, the nearest first, unless their text goes in anyway', async () => {
    const long = Array.from({ length: 12 }, () => LONG).flat()
    const { client, sceneIds, writerId } = await desk('completions', long)
    await client.memory.setSummary({ sceneId: sceneIds[0], text: 'The lamp is out.' })
    await client.model.change({ id: writerId, change: { contextTokens: 256 } })
    const place = { sceneId: sceneIds[1], writerId, words: 20 }
    expect((await client.memory.preview(place)).text).toContain('[Earlier, Scene 1: The lamp is out.]')
    await client.model.change({ id: writerId, change: { contextTokens: 32_000 } })
    expect(told(await client.memory.preview(place))).toContain('summary out in-text')
  })

  it('come from a model where it can be told to, and from one that cannot a clear word', async () => {
    const { client, server, sceneIds, writerId } = await desk('both')
    server.behave({ kind: 'write', pieces: ['Anna finds the lamp dark', ' and the oil gone.'] })
    const events = await collect(await client.memory.summarise({ writerId }))
    expect(events.at(-1)).toEqual({ kind: 'done', made: 2 })
    expect((await client.memory.summaries())[0]).toMatchObject({
      sceneId: sceneIds[0],
      maker: 'model',
      text: 'Anna finds the lamp dark and the oil gone.',
    })
    expect(await collect(await client.memory.summarise({ writerId }))).toEqual([{ kind: 'done', made: 0 }])
    await client.memory.setSummary({ sceneId: sceneIds[0], text: 'Mine.' })
    const own = await collect(await client.memory.summarise({ writerId: null }))
    expect(own.at(-1)).toEqual({ kind: 'done', made: 1 })
    expect((await client.memory.summaries())[0]).toMatchObject({ text: 'Mine.' })
    await expect(
      collect(await client.memory.summarise({ writerId: 'arcwright-small-en', sceneIds: [sceneIds[1]] })),
    ).rejects.toMatchObject({ code: 'BAD_INPUT', data: { reason: 'no-instructions' } })
  })
})

describe('what to write next', () => {
  it('is found in the book with its reason, waved away for good, and brought back by undo', async () => {
    const open = '“Who could have opened the lighthouse cellar?”'
    const { client, store, sceneIds } = workbench({
      scenes: [[open, 'Anna put the letter away.'], ['It snowed all day.']],
    })
    const { suggestions } = await client.suggest.list()
    expect(suggestions).toMatchObject([{ kind: 'question', sceneId: sceneIds[0], title: 'Scene 1' }])
    await client.suggest.dismiss({ key: suggestions[0].key, kind: 'question' })
    expect(await client.suggest.list()).toEqual({ suggestions: [], dismissed: 1 })
    expect(store.journal.undo()?.label).toBe('suggest.dismiss')
    expect((await client.suggest.list()).suggestions).toHaveLength(1)
    await client.suggest.dismiss({ key: suggestions[0].key, kind: 'question' })
    await client.suggest.forget()
    expect(await client.suggest.list()).toEqual({ suggestions, dismissed: 0 })
  })
})
