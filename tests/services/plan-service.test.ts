// Plans over a real engine with the shipped planner: made from the arc, locked, edited, undone, turned into scenes.
import { createRouterClient } from '@orpc/server'
import { describe, expect, test } from 'vitest'
import { planRouter } from '../../engine/services/plan-service.ts'
import { collect, workbench } from './workbench.ts'

const studio = () => {
  const bench = workbench({ scenes: [['One.']] })
  const client = createRouterClient(
    { plan: planRouter },
    { context: { engine: bench.engine, session: bench.session } },
  )
  return { ...bench, client }
}
type Client = ReturnType<typeof studio>['client']

const create = async (client: Client, wish: Partial<Parameters<Client['plan']['create']>[0]> = {}) => {
  const events = await collect(await client.plan.create({ scopeId: null, seed: 5, ...wish }))
  const done = events.at(-1)
  if (done?.kind !== 'done') throw new Error('not done')
  return { ...done, progress: events.length - 1 }
}

describe('a plan', () => {
  test('follows the drawn curve, is kept, and is the same for the same seed', async () => {
    const { client, store } = studio()
    const points = [
      { x: 0, y: -0.8 },
      { x: 1, y: 0.6 },
    ]
    store.targets.set({ scopeId: null, measure: 'valence', points })
    const wish = { count: 4, cast: ['Anna', 'Tom'], premise: 'A letter', place: 'the harbour' }
    const { beats, progress } = await create(client, wish)
    expect(progress).toBe(4)
    expect(beats.map(({ valence }) => valence)).toEqual([
      -0.8,
      expect.closeTo(-0.333, 2),
      expect.closeTo(0.133, 2),
      0.6,
    ])
    for (const { summary, background, line } of beats) {
      expect(summary).toMatch(/^[A-Z].*\.$/)
      expect(background).toContain('harbour')
      expect(line).toMatch(/s:\w+ a:\w+ o:\w+/)
    }
    expect(await client.plan.get({ scopeId: null })).toEqual({
      wish: { template: 'story', premise: 'A letter', cast: ['Anna', 'Tom'], place: 'the harbour' },
      beats,
    })
    const again = await create(client, wish)
    expect(again.beats.map(({ line }) => line)).toEqual(beats.map(({ line }) => line))
  })

  test('of a template has its steps and its arc; one that nobody knows is refused', async () => {
    const { client } = studio()
    const { beats } = await create(client, { template: 'healing' })
    expect(beats.map(({ title }) => title)[0]).toBe('Where it hurts')
    expect(beats[0].valence).toBeLessThan(beats.at(-1)!.valence)
    await expect(create(client, { template: 'none' })).rejects.toMatchObject({ code: 'BAD_INPUT' })
    await expect(create(client, { scopeId: 'none' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('keeps what is locked when it is made anew, and what the writer wrote', async () => {
    const { client } = studio()
    const { beats } = await create(client, { count: 3 })
    await client.plan.update({ beatId: beats[1].id, locked: true, summary: 'She burns the letter.' })
    const own = await client.plan.add({ scopeId: null, afterId: beats[2].id, summary: 'Mine.' })
    const { beats: next } = await create(client, { count: 3, seed: 6 })
    expect(next.map(({ id }) => id)).toEqual([expect.any(String), beats[1].id, expect.any(String), own.id])
    expect(next[1].summary).toBe('She burns the letter.')
    expect(next[0].id).not.toBe(beats[0].id)
  })

  test('is edited beat by beat, each change one step to take back', async () => {
    const { client, store } = studio()
    const { beats } = await create(client, { count: 3 })
    const [first, second, third] = beats.map(({ id }) => id)
    const moved = await client.plan.move({ beatId: third, afterId: null })
    expect(moved.map(({ id, position }) => [id, position])).toEqual([
      [third, 0],
      [first, 1],
      [second, 2],
    ])
    await client.plan.remove({ beatIds: [first] })
    expect((await client.plan.get({ scopeId: null })).beats.map(({ id }) => id)).toEqual([third, second])
    store.journal.undo()
    store.journal.undo()
    expect((await client.plan.get({ scopeId: null })).beats).toEqual(beats)
    const renewed = await client.plan.regenerate({ beatId: second, seed: 99 })
    expect(renewed).toMatchObject({ id: second, position: 1, valence: beats[1].valence })
    await expect(client.plan.update({ beatId: 'none', summary: '' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  test('that is stopped leaves the plan as it was', async () => {
    const { client } = studio()
    const { beats } = await create(client, { count: 2 })
    const controller = new AbortController()
    const stream = await client.plan.create({ scopeId: null, count: 20 }, { signal: controller.signal })
    try {
      for await (const event of stream) if (event.kind === 'progress' && event.done === 1) controller.abort()
    } catch {
      // How a stop ends the stream is the transport's concern.
    }
    expect((await client.plan.get({ scopeId: null })).beats).toEqual(beats)
  })

  test('becomes scenes, once each, that wait with their beat and feel as it should', async () => {
    const { client, store } = studio()
    const { beats } = await create(client, { count: 2, template: 'brand' })
    const { sceneIds } = await client.plan.makeScenes({ scopeId: null })
    expect(sceneIds).toHaveLength(2)
    expect(store.binder.get(sceneIds[0])).toMatchObject({ kind: 'scene', title: beats[0].title })
    expect(store.binder.get(sceneIds[0]).synopsis).toContain(beats[0].summary)
    expect(store.beats.ofScene(sceneIds[1])?.id).toBe(beats[1].id)
    expect(await client.plan.makeScenes({ scopeId: null })).toEqual({ sceneIds: [] })
    store.binder.remove([sceneIds[0]])
    expect(store.beats.ofScene(sceneIds[0])).toBeNull()
  })
})
