// The lorebook of a project: kept, taken in and given out without losing a field, undone, previewed, and sent to a model that has room.
import { describe, expect, it } from 'vitest'
import { readCard } from '../../engine/importers/cards/card-json.ts'
import { writeCardPng } from '../../engine/importers/cards/card-png.ts'
import { openAiServer } from '../helpers/openai-server.ts'
import { collect, workbench } from './workbench.ts'

const WORLD = {
  name: 'Harbour',
  theirs: { version: [3] },
  entries: {
    '0': {
      uid: 0,
      key: ['harbour'],
      keysecondary: [],
      comment: 'The harbour',
      content: 'The harbour freezes every winter.',
      constant: false,
      selective: true,
      selectiveLogic: 3,
      order: 70,
      position: 7,
      outletName: 'places',
      disable: false,
      probability: 100,
      useProbability: true,
      depth: 4,
      sticky: 3,
      automationId: 'bell',
      extensions: { theirs: { deep: [1, 2] } },
    },
    '1': { uid: 1, key: ['/Anna( Bell)?/'], content: 'Anna is a pilot.', position: 1, vectorized: true },
  },
}

const CARD = {
  spec: 'chara_card_v2',
  spec_version: '2.0',
  data: {
    name: 'Tom',
    character_book: {
      entries: [
        {
          keys: ['Tom'],
          secondary_keys: ['boat'],
          content: 'Tom owns a boat.',
          enabled: true,
          insertion_order: 12,
          position: 'after_char',
          selective: true,
          extensions: { selectiveLogic: 0, probability: 80, useProbability: true, mine: 'kept' },
        },
      ],
    },
  },
}

const fileOf = (json: unknown): File => new File([JSON.stringify(json)], 'lore.json')

describe('a lorebook', () => {
  it('goes in and out without losing what is not known here', async () => {
    const { client } = workbench()
    const { added } = await client.lore.import({ file: fileOf(WORLD) })
    expect(added.map(({ title, logic, order }) => [title, logic, order])).toEqual([
      ['The harbour', 'and-all', 70],
      ['', 'and-any', 100],
    ])
    const out = JSON.parse(await (await client.lore.export()).text()) as { entries: Record<string, object> }
    expect(out).toMatchObject({ name: 'Harbour', theirs: { version: [3] } })
    expect(out.entries['0']).toMatchObject(WORLD.entries['0'])
    expect(out.entries['1']).toMatchObject(WORLD.entries['1'])
    await client.lore.edit({ id: added[0].id, change: { order: 5, position: 'depth' } })
    const again = JSON.parse(await (await client.lore.export()).text()) as { entries: Record<string, object> }
    expect(again.entries['0']).toMatchObject({ order: 5, position: 4, sticky: 3, outletName: 'places' })
  })

  it('obeys the times of a file, leaves secondary keys that are switched off, and says what it does not obey', async () => {
    const { client } = workbench()
    const file = fileOf({
      entries: {
        '0': { key: ['a'], content: 'A.', sticky: 3, cooldown: 2, delay: null, ignoreBudget: true },
        '1': { key: ['b'], keysecondary: ['c'], selective: false, content: 'B.', triggers: ['quiet'] },
        '2': { key: ['d'], content: '@@activate\nD.', characterFilter: { isExclude: true, names: ['Tom'] } },
        '3': {
          key: ['e'],
          content: 'E.',
          characterFilter: { names: [], tags: [] },
          triggers: [],
          position: 7,
        },
        '4': { key: ['f'], content: 'F.', matchScenario: true, vectorized: true },
      },
    })
    const { added, unheeded } = await client.lore.import({ file })
    expect(added[0]).toMatchObject({ sticky: 3, cooldown: 2, delay: 0, ignoresBudget: true })
    expect(added[1].secondaryKeys).toEqual([])
    expect(unheeded).toEqual([
      { rule: 'character-filter', entries: 1 },
      { rule: 'triggers', entries: 1 },
      { rule: 'vectors', entries: 1 },
      { rule: 'sources', entries: 1 },
      { rule: 'outlet', entries: 1 },
      { rule: 'decorators', entries: 1 },
    ])
    const out = async () =>
      (JSON.parse(await (await client.lore.export()).text()) as { entries: Record<string, object> }).entries
    expect((await out())['0']).toMatchObject({ sticky: 3, delay: null })
    expect((await out())['1']).toMatchObject({ keysecondary: ['c'], selective: false })
    await client.lore.edit({ id: added[1].id, change: { secondaryKeys: ['g'] } })
    expect((await out())['1']).toMatchObject({ keysecondary: ['g'], selective: true })
  })

  it('comes out of a character card', async () => {
    const { client } = workbench()
    const { added } = await client.lore.import({ file: fileOf(CARD) })
    expect(added[0]).toMatchObject({
      keys: ['Tom'],
      secondaryKeys: ['boat'],
      order: 12,
      position: 'after',
      probability: 80,
    })
    const out = JSON.parse(await (await client.lore.export()).text()) as { entries: Record<string, object> }
    expect(out.entries['0']).toMatchObject({ key: ['Tom'], extensions: { mine: 'kept' } })
  })

  it('comes out of the picture of a character', async () => {
    const { client } = workbench()
    const file = new File([Buffer.from(writeCardPng(readCard(CARD)))], 'tom.png')
    const { added } = await client.lore.import({ file })
    expect(added.map(({ content }) => content)).toEqual(['Tom owns a boat.'])
  })

  it('is looked through as its settings say, which undo brings back', async () => {
    const { client, store, sceneIds } = workbench({ scenes: [['The harbour.', 'It snowed.', 'It rained.']] })
    await client.lore.add({ keys: ['harbour'], content: 'It freezes.' })
    const at = { sceneId: sceneIds[0] }
    expect((await client.lore.preview(at)).active).toHaveLength(1)
    expect(await client.lore.configure({ scanDepth: 2 })).toMatchObject({ scanDepth: 2, recursive: true })
    expect((await client.lore.preview(at)).left).toEqual([{ why: 'no-key', entries: 1 }])
    expect((await client.lore.preview({ ...at, text: 'At the harbour' })).active).toHaveLength(1)
    expect(store.journal.undo()?.label).toBe('lore.configure')
    expect(await client.lore.settings()).toMatchObject({ scanDepth: 8 })
  })

  it('is refused when it is none, and nothing is taken in', async () => {
    const { client } = workbench()
    for (const wrong of [{ chapters: [] }, 'text', null])
      await expect(client.lore.import({ file: fileOf(wrong) })).rejects.toMatchObject({
        code: 'UNSUPPORTED_FORMAT',
      })
    await expect(client.lore.import({ file: new File(['{ half'], 'x.json') })).rejects.toMatchObject({
      code: 'UNSUPPORTED_FORMAT',
    })
    expect(await client.lore.list()).toEqual([])
  })

  it('is edited, emptied and brought back by undo', async () => {
    const { client, store } = workbench()
    const entry = await client.lore.add({ title: 'Harbour', keys: ['harbour'], content: 'It freezes.' })
    await client.lore.remove({ ids: [entry.id] })
    expect(await client.lore.list()).toEqual([])
    expect(store.journal.undo()?.label).toBe('lore.remove')
    expect(await client.lore.list()).toEqual([entry])
    await expect(client.lore.edit({ id: 'none', change: {} })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('tells what a place calls up, why, and why not', async () => {
    const { client, sceneIds } = workbench({ scenes: [['Anna walked to the harbour.'], ['It snowed.']] })
    await client.lore.import({ file: fileOf(WORLD) })
    const later = await client.lore.add({
      title: 'later',
      constant: true,
      content: 'It is over.',
      fromSceneId: sceneIds[1],
    })
    const { active, left, reasons } = await client.lore.preview({ sceneId: sceneIds[0], about: [later.id] })
    expect(active.map(({ entry, cause }) => [entry.content, cause])).toEqual([
      ['Anna is a pilot.', { kind: 'key', key: '/Anna( Bell)?/' }],
      ['The harbour freezes every winter.', { kind: 'key', key: 'harbour' }],
    ])
    expect(left).toEqual([{ why: 'other-scene', entries: 1 }])
    expect(reasons).toEqual([{ entryId: later.id, why: 'other-scene' }])
  })

  it('is told of by what is called and asked about, however large it is', async () => {
    const { client, sceneIds } = workbench({ scenes: [['Person7 opened the gate.']] })
    const entries = Object.fromEntries(
      Array.from({ length: 5000 }, (_, uid) => [
        uid,
        { uid, key: [`Person${uid}`], content: `Person${uid} keeps a gate.`, disable: uid % 1000 === 0 },
      ]),
    )
    const { added } = await client.lore.import({ file: fileOf({ entries }) })
    const asked = { sceneId: sceneIds[0], about: [added[7].id, added[8].id, added[1000].id] }
    const told = await client.lore.preview(asked)
    expect(told.active.map(({ entry }) => entry.id)).toEqual([added[7].id])
    expect(told.left).toEqual([
      { why: 'off', entries: 5 },
      { why: 'no-key', entries: 4994 },
    ])
    expect(told.reasons).toEqual([
      { entryId: added[8].id, why: 'no-key' },
      { entryId: added[1000].id, why: 'off' },
    ])
    expect(JSON.stringify(told).length).toBeLessThan(2000)
  })

  it('stands before the text for a model that has room', async () => {
    const server = await openAiServer()
    try {
      const { client, sceneIds } = workbench({ scenes: [['Anna walked to the harbour.']] })
      await client.lore.import({ file: fileOf(WORLD) })
      await client.doors.set({ id: 'remote-models', open: true })
      const [{ id }] = await client.model.add({ url: server.url })
      await client.model.change({ id, change: { mask: false } })
      await collect(await client.cowriter.continue({ sceneId: sceneIds[0], writerId: id, candidates: 1 }))
      expect(server.asked.at(-1)!.body['prompt']).toBe(
        'The harbour freezes every winter.\n\nAnna is a pilot.\n\nAnna walked to the harbour.',
      )
    } finally {
      await server.close()
    }
  })
})
