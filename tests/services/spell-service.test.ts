// spell.*: real dictionaries, the project's own words, undo.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeSample } from '../../engine/services/sample-story.ts'
import { workbench } from './workbench.ts'

const wrong = async (
  { client }: Pick<ReturnType<typeof workbench>, 'client'>,
  text: string,
  nodeId?: string,
): Promise<string[]> =>
  (await client.spell.check({ texts: [text], ...(nodeId === undefined ? {} : { nodeId }) }))[0].map(
    ({ word }) => word,
  )

test(
  'unknown words are found with their places, and what was meant is proposed',
  { timeout: 60_000 },
  async () => {
    const bench = workbench()
    const { client } = bench
    expect(await client.spell.check({ texts: ['She didn’t recieve it.', '她走了。'] })).toEqual([
      [{ from: 11, to: 18, word: 'recieve' }],
      [],
    ])
    expect(await client.spell.suggest({ word: 'recieve' })).toContain('receive')
  },
)

test(
  'own words and names of the cast are right, and undo takes an own word back',
  { timeout: 60_000 },
  async () => {
    const bench = workbench({ scenes: [['Zorvath and Zorvath’s blorf. Zorvath!']] })
    const { client, sceneIds } = bench
    expect(await client.spell.review({})).toMatchObject([
      { word: 'Zorvath', count: 2, places: [{ nodeId: sceneIds[0], blockId: 's0p0', from: 0, to: 7 }, {}] },
      { word: 'blorf', count: 1 },
      { word: 'Zorvath’s', count: 1 },
    ])
    expect((await client.spell.add({ words: ['Zorvath', 'blorf'] })).words).toEqual(['Zorvath', 'blorf'])
    expect(await client.spell.review({})).toEqual([])
    expect(await client.project.undo()).toEqual({ label: 'spell.add' })
    expect((await client.spell.state()).words).toEqual([])
    expect(await wrong(bench, 'blorf')).toEqual(['blorf'])
  },
)

test('the sample story is spelt without a mistake: its names are none', { timeout: 240_000 }, async () => {
  const { client, store } = workbench()
  writeSample(store, 'en')
  expect(await client.spell.review({})).toEqual([])
})

test('the dictionary is chosen for the project or for one scene', { timeout: 240_000 }, async () => {
  const bench = workbench({ scenes: [['La maison.'], ['The colour.']] })
  const { client, sceneIds } = bench
  expect(await wrong(bench, 'colour')).toEqual(['colour'])
  await client.spell.choose({ dictionary: 'en-GB' })
  expect(await wrong(bench, 'colour')).toEqual([])
  expect(await wrong(bench, 'maison', sceneIds[0])).toEqual(['maison'])
  await client.spell.choose({ nodeId: sceneIds[0] ?? '', dictionary: 'fr' })
  expect(await wrong(bench, 'La maison l’homme houwse', sceneIds[0])).toEqual(['houwse'])
  await client.spell.choose({ dictionary: '' })
  expect(await wrong(bench, 'anythng')).toEqual([])
  await expect(client.spell.choose({ dictionary: 'tlh' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('a dictionary that the writer puts into the data folder is one more, also in an old encoding', async () => {
  const bench = workbench()
  const folder = join(bench.folder, 'dictionaries')
  mkdirSync(folder)
  writeFileSync(join(folder, 'de_XX.aff'), 'SET ISO8859-1\nSFX N Y 1\nSFX N 0 n .\n', 'latin1')
  writeFileSync(join(folder, 'de_XX.dic'), '2\nStraße/N\nGrüße\n', 'latin1')
  expect((await bench.client.spell.choose({ dictionary: 'de-XX' })).project).toBe('de-XX')
  expect(await wrong(bench, 'Straße Straßen Grüße Strase')).toEqual(['Strase'])
  writeFileSync(join(folder, 'xx.dic'), '')
  expect((await bench.client.spell.state()).dictionaries.map(({ id }) => id)).not.toContain('xx')
})
