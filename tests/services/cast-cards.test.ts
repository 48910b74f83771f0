// People come from cards and go out as cards: the sheet says what the card said, and the card keeps what a sheet cannot hold.
import { expect, it } from 'vitest'
import { readCard } from '../../engine/importers/cards/card-json.ts'
import { readCardPng, writeCardPng } from '../../engine/importers/cards/card-png.ts'
import { workbench } from './workbench.ts'

const CARD = {
  spec: 'chara_card_v3',
  spec_version: '3.0',
  data: {
    name: 'Ines',
    nickname: 'Nes',
    description: '{{char}} keeps the lamps.',
    personality: 'dry, loyal',
    scenario: '',
    first_mes: 'You are late.',
    mes_example: '<START>\n{{user}}: Late?\n{{char}}: By a year.',
    creator_notes: 'Handle with care',
    tags: ['sea'],
    extensions: { theirs: { deep: [1] } },
    character_book: {
      name: 'Lamps',
      extensions: {},
      entries: [{ keys: ['lamp'], content: 'Eleven lamps.', extensions: {} }],
    },
    future_field: [null],
  },
}

const jsonFile = (value: unknown): File => new File([JSON.stringify(value)], 'card.json')
const exported = async (file: File): Promise<unknown> => JSON.parse(await file.text())

it('comes in as a sheet with its lore, in one step of undo', async () => {
  const { client, store } = workbench()
  const { character, lore } = await client.cast.importCard({ file: jsonFile(CARD) })
  expect(character).toMatchObject({
    name: 'Ines',
    aliases: ['Nes'],
    traits: ['dry', 'loyal'],
    background: 'Ines keeps the lamps.',
    notes: 'Handle with care',
    hasCard: true,
  })
  expect(character.voice.samples).toEqual(['By a year.'])
  expect(lore).toBe(1)
  expect(await client.lore.list()).toMatchObject([{ keys: ['lamp'], content: 'Eleven lamps.' }])
  expect(store.journal.undo()?.label).toBe('cast.import')
  expect(await client.cast.list()).toEqual([])
  expect(await client.lore.list()).toEqual([])
})

it('goes out with every field it came in with, and with what the sheet says otherwise', async () => {
  const { client } = workbench()
  const { character } = await client.cast.importCard({ file: jsonFile(CARD) })
  expect(await exported(await client.cast.exportCard({ id: character.id, format: 'json' }))).toMatchObject(
    CARD,
  )
  await client.cast.edit({ id: character.id, change: { background: 'She left.' } })
  const out = await exported(await client.cast.exportCard({ id: character.id, format: 'json' }))
  expect(out).toMatchObject({ ...CARD, data: { ...CARD.data, description: 'She left.' } })
})

it('keeps the picture it came in, and gets a plain one where there was none', async () => {
  const { client } = workbench()
  const picture = writeCardPng(readCard(CARD))
  const { character } = await client.cast.importCard({ file: new File([Buffer.from(picture)], 'ines.png') })
  const out = await client.cast.exportCard({ id: character.id, format: 'png' })
  const back = new Uint8Array(await out.arrayBuffer())
  expect(readCardPng(back).source).toMatchObject(CARD)
  // All before the card is the picture's own.
  const own = Buffer.from(picture).indexOf('tEXtchara') - 4
  expect(back.slice(0, own)).toEqual(new Uint8Array(picture.subarray(0, own)))
  const made = await client.cast.add({ name: 'Tom', traits: ['kind'] })
  const bare = await client.cast.exportCard({ id: made.id, format: 'png' })
  expect(readCardPng(new Uint8Array(await bare.arrayBuffer())).card).toMatchObject({
    name: 'Tom',
    personality: 'kind',
  })
})

it('is refused when it is no card, and nothing is taken in', async () => {
  const { client } = workbench()
  for (const wrong of [{ entries: {} }, [], 'x'])
    await expect(client.cast.importCard({ file: jsonFile(wrong) })).rejects.toMatchObject({
      code: 'UNSUPPORTED_FORMAT',
    })
  expect(await client.cast.list()).toEqual([])
})
