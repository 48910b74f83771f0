// The cast of a project: written down, tied, found in the text, confirmed, moved by what happens, and undone.
import { describe, expect, it } from 'vitest'
import { workbench } from './workbench.ts'

const STORY = [
  [
    'Anne had not slept. She sat by the window and thought of the boats.',
    '“You should eat something,” said Tom.',
    '“I am not hungry,” Anne answered. “Leave me alone.”',
    'Tom looked at the floor. Anne felt sorry for him.',
    '“I only wanted to help.”',
    '“Then help me find him!”',
  ],
  ['Tom said nothing. Tom thought of the mill.', '“It was never found,” whispered Anne.', 'Anne wept.'],
  ['他说：“走吧。”'],
]

describe('the cast', () => {
  it('keeps sheets, ties and facts, each change one undo step', async () => {
    const { client } = workbench()
    const anne = await client.cast.add({
      name: 'Anne',
      aliases: ['Annie', 'Anne', 'Annie'],
      voice: { register: 'formal', forbidden: ['ain’t'] },
      personality: { neuroticism: 0.9 },
    })
    expect(anne).toMatchObject({
      aliases: ['Annie'],
      personality: { neuroticism: 0.9, openness: 0.5 },
      voice: { register: 'formal', rhythm: 'mixed', forbidden: ['ain’t'] },
      feeling: { label: 'neutral' },
      hasCard: false,
    })
    const tom = await client.cast.add({ name: 'Tom' })
    const edited = await client.cast.edit({
      id: anne.id,
      change: {
        voice: { rhythm: 'short' },
        arc: [
          { x: 1, y: -1 },
          { x: 0, y: 0.5 },
        ],
      },
    })
    expect(edited.voice).toMatchObject({ register: 'formal', rhythm: 'short' })
    expect(edited.arc.map(({ x }) => x)).toEqual([0, 1])
    await client.project.undo()
    expect((await client.cast.list())[0]).toMatchObject({ voice: { rhythm: 'mixed' }, arc: [] })

    const tie = await client.cast.relate({
      fromId: anne.id,
      toId: tom.id,
      change: { trust: 0.8, familiarity: 0.9 },
    })
    expect(tie).toMatchObject({ trust: 0.8, respect: 0, bond: 'friend' })
    await client.cast.relate({ fromId: anne.id, toId: tom.id, change: { note: 'since school' } })
    expect(await client.cast.relations()).toMatchObject([{ trust: 0.8, note: 'since school' }])
    await expect(client.cast.relate({ fromId: tom.id, toId: tom.id, change: {} })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    })

    await client.cast.addFact({
      text: 'Tom burned the mill.',
      keys: ['burned'],
      knowers: [{ characterId: tom.id, fromSceneId: null }],
    })
    expect((await client.cast.prompt({ id: tom.id, toId: anne.id })).text).toContain('Tom burned the mill.')
    expect((await client.cast.prompt({ id: anne.id, toId: tom.id })).text).not.toContain('mill')
    expect((await client.cast.prompt({ id: anne.id, toId: tom.id })).text).toContain('Tom, to you a friend')

    expect((await client.cast.move({ id: tom.id, afterId: null })).map(({ name }) => name)).toEqual([
      'Tom',
      'Anne',
    ])
    await client.cast.remove({ ids: [tom.id] })
    expect(await client.cast.relations()).toEqual([])
    expect((await client.cast.facts())[0].knowers).toEqual([])
    await client.project.undo()
    expect(await client.cast.relations()).toHaveLength(1)
    expect((await client.cast.facts())[0].knowers).toHaveLength(1)
    expect((await client.cast.list()).map(({ name }) => name)).toEqual(['Tom', 'Anne'])
    await expect(client.cast.edit({ id: 'nobody', change: {} })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('knows from a scene on', async () => {
    const { client, sceneIds } = workbench({ scenes: STORY })
    const anne = await client.cast.add({ name: 'Anne' })
    await client.cast.addFact({
      text: 'The mill burned.',
      knowers: [{ characterId: anne.id, fromSceneId: sceneIds[1] }],
    })
    const told = async (at: number) => (await client.cast.prompt({ id: anne.id, sceneId: sceneIds[at] })).text
    expect(await told(0)).not.toContain('mill')
    expect(await told(1)).toContain('The mill burned.')
  })

  it('takes lines for samples of a voice, not speeches of a page', async () => {
    const speech = `“${'I have told you of the sea and of the boats. '.repeat(60)}” said Tom.`
    const { client } = workbench({ scenes: [[speech, '“Leave the lamp,” said Tom.', ...STORY[0]]] })
    const tom = (await client.cast.find()).find(({ name }) => name === 'Tom')
    expect(tom?.samples).toContain('Leave the lamp,')
    const { name, aliases, samples } = tom!
    expect((await client.cast.add({ name, aliases, voice: { samples } })).voice.samples).toEqual(samples)
  })

  it('asks whose a name is that two could bear, and gives it to whoever the writer says', async () => {
    const { client } = workbench({
      scenes: [
        [
          'At noon Anne Hale said that she was tired. Anne Hale said so twice. Then Anne Hale smiled.',
          'At noon Tom Hale said that he was not. Tom Hale said no more. Then Tom Hale smiled.',
          'At noon Hale said that it was late. Later Hale said good night, and Hale smiled.',
        ],
      ],
    })
    const found = await client.cast.find()
    const hale = found.find(({ name }) => name === 'Hale')
    expect(hale?.couldBe.toSorted()).toEqual(['Anne Hale', 'Tom Hale'])
    expect(
      found
        .filter(({ couldBe }) => couldBe.length === 0)
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(['Anne Hale', 'Tom Hale'])
    const anne = await client.cast.add({ name: 'Anne Hale', aliases: ['Hale'] })
    expect((await client.cast.find()).find(({ name }) => name === 'Hale')?.characterId).toBe(anne.id)
  })

  it('is found in the manuscript, with who says what, and the writer has the last word', async () => {
    const { client, sceneIds } = workbench({ scenes: STORY })
    const found = await client.cast.find()
    expect(found.map(({ name, characterId }) => [name, characterId])).toEqual([
      ['Anne', null],
      ['Tom', null],
    ])
    expect(found[0].samples).toContain('Leave me alone.')
    const [anne, tom] = await Promise.all(
      found.map(({ name, aliases, samples }) => client.cast.add({ name, aliases, voice: { samples } })),
    )
    expect((await client.cast.find()).every(({ characterId }) => characterId !== null)).toBe(true)
    const first = await client.cast.quotations({ sceneId: sceneIds[0] })
    expect(first.map(({ characterId, how }) => [characterId, how])).toEqual([
      [tom.id, 'tag'],
      [anne.id, 'tag'],
      [anne.id, 'tag'],
      [null, null],
      [null, null],
    ])
    const { blockId, text } = first[3]
    await client.cast.confirm({ sceneId: sceneIds[0], blockId, text, characterId: tom.id })
    const after = await client.cast.quotations({})
    expect(after[3]).toMatchObject({ characterId: tom.id, how: 'confirmed' })
    // Who answers follows from it.
    expect(after[4]).toMatchObject({ characterId: anne.id, how: 'turn' })
    await client.cast.confirm({ sceneId: sceneIds[0], blockId, text })
    expect((await client.cast.quotations({}))[3]).toMatchObject({ characterId: null, how: null })
    await expect(
      client.cast.confirm({ sceneId: sceneIds[0], blockId, text: '“Never said.”', characterId: tom.id }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('feels what happens, forgets it with time, and the window is told', async () => {
    const { client, project } = workbench()
    const { id } = await client.cast.add({ name: 'Anne' })
    const changes = project.events.subscribe('change', {})
    const angry = await client.cast.feel({ id, event: { desirable: -0.8, praiseworthy: -0.8, by: 'other' } })
    expect((await changes.next()).value).toEqual({ kind: 'cast' })
    expect(angry.feeling.label).toBe('anger')
    expect(angry.state.emotions.map(({ felt }) => felt)).toContain('reproach')
    const later = await client.cast.feel({ id, minutes: 600 })
    expect(later.state).toMatchObject({ emotions: [], atMinutes: 600 })
    await client.project.undo()
    expect((await client.cast.list())[0].feeling.label).toBe('anger')
    expect((await client.cast.feel({ id, rest: true })).state.emotions).toEqual([])
  })
})
