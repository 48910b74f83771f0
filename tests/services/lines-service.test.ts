// Lines of the cast: written over a matrix, stopped and gone on with, kept within a budget, edited, rated, and put into a
// dialogue that games can read.
import { createRouterClient } from '@orpc/server'
import { describe, expect, it, onTestFinished } from 'vitest'
import { castRouter } from '../../engine/services/cast-service.ts'
import { dialogueRouter } from '../../engine/services/dialogue-service.ts'
import { linesRouter } from '../../engine/services/lines-service.ts'
import { modelRouter } from '../../engine/services/model-service.ts'
import { doorRouter } from '../../engine/services/door-service.ts'
import { projectRouter } from '../../engine/services/project-service.ts'
import { openAiServer } from '../helpers/openai-server.ts'
import { collect, workbench, type WorkbenchOptions } from './workbench.ts'

const router = {
  lines: linesRouter,
  cast: castRouter,
  dialogue: dialogueRouter,
  model: modelRouter,
  doors: doorRouter,
  project: projectRouter,
}

const studio = (options: WorkbenchOptions = {}) => {
  const bench = workbench(options)
  const { engine, session } = bench
  return { ...bench, client: createRouterClient(router, { context: { engine, session } }) }
}

type Studio = ReturnType<typeof studio>

const withCast = async ({ client }: Studio) => {
  const ann = await client.cast.add({
    name: 'Ann',
    voice: {
      forbidden: ['kettle'],
      favourites: ['mark my words'],
      samples: ['Mark my words, the river rises.', 'I never liked the river.', 'You and your boats!'],
    },
  })
  const tom = await client.cast.add({ name: 'Tom' })
  await client.cast.addFact({
    text: 'The vault is not guarded at night.',
    keys: ['vault'],
    knowers: [{ characterId: tom.id, fromSceneId: null }],
  })
  return { ann, tom }
}

describe('lines', () => {
  it('fill a matrix without a model, each checked, tagged and explained', async () => {
    const bench = studio()
    const { client } = bench
    const { ann, tom } = await withCast(bench)
    const events = await collect(
      await client.lines.generate({
        characterIds: [ann.id, tom.id],
        situations: ['greeting', 'rumour'],
        emotions: ['joy', 'fear'],
        bonds: ['friend', 'rival'],
        states: ['tense'],
        perCell: 6,
        maxCharacters: 120,
        seed: 3,
      }),
    )
    const last = events.at(-1)
    expect(last).toMatchObject({ kind: 'ended', batch: { state: 'done', cells: 16, asked: 96, kept: 96 } })
    const lines = await client.lines.list({})
    // Nobody says a thing twice; two people may say the same.
    expect(new Set(lines.map(({ characterId, text }) => `${characterId} ${text}`)).size).toBe(96)
    expect(new Set(lines.map(({ key }) => key)).size).toBe(16)
    for (const { text, reasons, emotion, wanted } of lines) {
      expect(text.length).toBeLessThanOrEqual(120)
      expect(reasons.reduce((sum, { weight = 0 }) => sum + weight, 0)).toBeCloseTo(1, 2)
      expect(emotion.label).toBe(wanted)
    }
    const own = lines.filter(({ characterId }) => characterId === ann.id)
    expect(own.filter(({ text }) => /kettle|vault/iu.test(text))).toEqual([])
    expect(own.every(({ reasons }) => reasons.some(({ key }) => key === 'persona'))).toBe(true)
    const refused = last?.kind === 'ended' ? last.batch.refused : {}
    expect(Object.keys(refused)).toContain('knowledge')
  })

  it('stop within their budget and go on later where they were', async () => {
    const bench = studio()
    const { client } = bench
    const { ann } = await withCast(bench)
    const stop = new AbortController()
    const wish = {
      characterIds: [ann.id],
      situations: ['greeting', 'shop', 'idle', 'quest'],
      perCell: 4,
      seed: 1,
    }
    const stream = await client.lines.generate(wish, { signal: stop.signal })
    for await (const event of stream) if (event.kind === 'progress' && event.done >= 4) stop.abort()
    const [batch] = await client.lines.batches()
    expect(batch).toMatchObject({ state: 'stopped' })
    expect(batch.kept).toBeGreaterThanOrEqual(4)
    expect(batch.kept).toBeLessThan(16)
    const before = await client.lines.list({})
    const events = await collect(await client.lines.resume({ batchId: batch.id }))
    expect(events.at(-1)).toMatchObject({ kind: 'ended', batch: { state: 'done', kept: 16 } })
    const after = await client.lines.list({})
    expect(after.slice(0, before.length)).toEqual(before)
    expect(new Set(after.map(({ text }) => text)).size).toBe(16)
  })

  it('are the same from the same seed in another project, whoever has which id', async () => {
    const texts = async (): Promise<readonly string[]> => {
      const bench = studio()
      const { ann, tom } = await withCast(bench)
      const wish = { characterIds: [ann.id, tom.id], situations: ['greeting', 'shop'], perCell: 3, seed: 21 }
      await collect(await bench.client.lines.generate(wish))
      return (await bench.client.lines.list({})).map(({ text }) => text)
    }
    expect(await texts()).toEqual(await texts())
  })

  it('feel as their own arc has it at that place, where the wish leaves it open', async () => {
    const bench = studio({ scenes: [['Low water.'], ['High water came at night.']] })
    const { client, sceneIds } = bench
    const { ann } = await withCast(bench)
    await client.cast.edit({
      id: ann.id,
      change: {
        arc: [
          { x: 0, y: 0.8 },
          { x: 1, y: -0.8 },
        ],
      },
    })
    const wish = { characterIds: [ann.id], situations: ['greeting'], perCell: 2, seed: 4 }
    await collect(await client.lines.generate({ ...wish, sceneId: sceneIds[1] }))
    const drawn = await client.lines.list({})
    expect(drawn.map(({ emotion, wanted }) => [emotion.label, wanted])).toEqual([
      ['sadness', null],
      ['sadness', null],
    ])
    // Without a place in the story nothing is known of the arc.
    await collect(await client.lines.generate(wish))
    const open = (await client.lines.list({})).slice(2)
    expect(open.map(({ emotion }) => emotion.label)).toEqual(['neutral', 'neutral'])
  })

  it('refuse what the grammar has no words for, and people who are not there', async () => {
    const bench = studio()
    const { client } = bench
    const { ann } = await withCast(bench)
    await expect(
      collect(await client.lines.generate({ characterIds: [ann.id], situations: ['sees a dragon'] })),
    ).rejects.toMatchObject({ code: 'BAD_INPUT' })
    await expect(
      collect(await client.lines.generate({ characterIds: ['nobody'], situations: ['idle'] })),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await client.lines.batches()).toEqual([])
  })

  it('are edited, rated and chosen, each one undo step, and what is liked is a sample from then on', async () => {
    const bench = studio()
    const { client, store } = bench
    const { tom } = await withCast(bench)
    await collect(
      await client.lines.generate({ characterIds: [tom.id], situations: ['idle'], perCell: 3, seed: 5 }),
    )
    const [first, second, third] = await client.lines.list({})
    const edited = await client.lines.edit({ id: first.id, text: ' The tide  turns.\n' })
    expect(edited).toMatchObject({ text: 'The tide turns.', original: first.text })
    await expect(client.lines.edit({ id: first.id, text: ' ' })).rejects.toMatchObject({ code: 'BAD_INPUT' })
    await client.lines.rate({ id: first.id, rating: 1 })
    await client.lines.decide({ ids: [second.id, third.id], decision: 'rejected' })
    expect(store.lines.likedOf(tom.id)).toEqual(['The tide turns.'])
    await client.project.undo()
    expect((await client.lines.list({ decision: 'rejected' })).length).toBe(0)
    await client.project.undo()
    await client.project.undo()
    expect((await client.lines.list({}))[0].text).toBe(first.text)
    const [{ id }] = await client.lines.batches()
    await client.lines.removeBatch({ batchId: id })
    expect(await client.lines.list({})).toEqual([])
    await client.project.undo()
    expect(await client.lines.list({})).toHaveLength(3)
  })

  it('become barks that a game asks for by variables, and a sheet; both without errors', async () => {
    const bench = studio()
    const { client } = bench
    const { ann, tom } = await withCast(bench)
    await collect(
      await client.lines.generate({
        characterIds: [ann.id, tom.id],
        situations: ['greeting', 'farewell'],
        emotions: ['joy', 'anger'],
        perCell: 3,
        seed: 2,
      }),
    )
    const { dialogueId, lines } = await client.lines.toDialogue({ title: 'Barks' })
    expect(lines).toBe(24)
    const graph = await client.dialogue.get({ dialogueId })
    expect(graph.variables.map(({ name }) => name)).toEqual(['who', 'situation', 'feeling'])
    expect(await client.dialogue.validate({ dialogueId })).toEqual([])
    const step = await client.dialogue.play({
      dialogueId,
      state: {
        nodeId: graph.startId,
        variables: { who: 'Tom', situation: 'farewell', feeling: 'anger' },
        visits: {},
        isWaiting: false,
        taken: [],
        rolls: 0,
      },
    })
    expect(step).toMatchObject({
      kind: 'line',
      line: {
        speaker: { name: 'Tom' },
        emotion: { label: 'anger' },
        tags: expect.arrayContaining(['situation:farewell']) as unknown,
      },
    })
    const sheet = await client.lines.toDialogue({ title: 'Sheet', shape: 'sheet', characterId: ann.id })
    expect(sheet.lines).toBe(12)
    expect(await client.dialogue.validate({ dialogueId: sheet.dialogueId })).toEqual([])
    await expect(client.lines.toDialogue({ title: 'None', situation: 'combat' })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    })
  })

  it('are asked of a server that follows instructions, which is never told a secret', async () => {
    const bench = studio()
    const { client } = bench
    const { ann } = await withCast(bench)
    const server = await openAiServer({ mode: 'chat' })
    onTestFinished(() => server.close())
    const answer =
      '1. "You came back, and you look happy!"\n2. Ann: The kettle is on.\n3. They never guard the vault.\n' +
      'Here are more:\n4. Mark my words, this is a wonderful day.\n5. *waves* Oh, how glad I am to see you!'
    server.behave({ kind: 'write', pieces: answer.match(/.{1,9}/gsu) ?? [] })
    await client.doors.set({ id: 'remote-models', open: true })
    const [voice] = await client.model.add({ url: server.url })
    bench.store.memory.setFields(null, { ...bench.store.memory.fields(null), note: 'Nobody swears.' })
    const wish = {
      characterIds: [ann.id],
      situations: ['sees an old friend again'],
      emotions: ['joy' as const],
      perCell: 3,
      writerId: voice.id,
    }
    // What would be told is looked at first: nothing has left by then.
    const before = await client.lines.preview(wish)
    expect(JSON.stringify(server.asked)).not.toContain('messages')
    expect(await client.lines.preview({ ...wish, writerId: null })).toBeNull()
    const events = await collect(await client.lines.generate(wish))
    expect(events.at(-1)).toMatchObject({
      batch: { kept: 3, state: 'done', refused: { forbidden: 1, knowledge: 1 } },
    })
    expect((await client.lines.list({})).map(({ text }) => text).toSorted()).toEqual([
      'Mark my words, this is a wonderful day.',
      'Oh, how glad I am to see you!',
      'You came back, and you look happy!',
    ])
    expect(JSON.stringify(server.asked)).not.toContain('vault')
    const told = events.find((event) => event.kind === 'told')?.told
    expect(told?.pieces).toMatchObject([{ source: 'note', text: 'Nobody swears.', included: true }])
    expect(told?.sent).toContain('Nobody swears.')
    expect(before).toEqual(told)
    expect(JSON.stringify(server.asked)).toContain('Nobody swears.')
  })
})
