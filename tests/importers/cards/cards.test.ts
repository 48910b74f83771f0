// Character cards go in and out, as JSON and in pictures, without losing a field; what is damaged or hostile is refused.
import { crc32, deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  cardJson,
  newCard,
  parseBounded,
  readCard,
  versionOf,
  writeCardJson,
} from '../../../engine/importers/cards/card-json.ts'
import { isPng, readCardPng, writeCardPng } from '../../../engine/importers/cards/card-png.ts'

const V2 = {
  spec: 'chara_card_v2',
  spec_version: '2.0',
  name: 'Ines',
  create_date: '2024-1-1',
  data: {
    name: 'Ines',
    description: '{{char}} keeps the lamps. 她守着灯。',
    personality: 'dry, loyal',
    scenario: 'A harbour.',
    first_mes: 'You are late.',
    mes_example: '<START>\n{{user}}: Late?\n{{char}}: By a year.',
    creator_notes: 'Handle with care',
    system_prompt: '',
    post_history_instructions: 'Stay dry.',
    alternate_greetings: ['Sit.'],
    tags: ['sea'],
    creator: 'someone',
    character_version: '1.2',
    character_book: {
      name: 'Lamps',
      scan_depth: 3,
      theirs: { deep: [1, { x: null }] },
      extensions: {},
      entries: [
        {
          keys: ['lamp'],
          content: 'Eleven lamps.',
          enabled: true,
          insertion_order: 1,
          extensions: { odd: true },
        },
      ],
    },
    extensions: { talkativeness: '0.5', depth_prompt: { prompt: 'x', depth: 4 }, 'a/b': [true, 1.5e-3] },
    future_field: { kept: ['as', 'it', 'came'] },
  },
  future_outside: 7,
}

const V3 = {
  spec: 'chara_card_v3',
  spec_version: '3.0',
  data: {
    ...V2.data,
    nickname: 'Nes',
    group_only_greetings: ['All of you?'],
    assets: [{ type: 'icon', uri: 'ccdefault:', name: 'main', ext: 'png' }],
    creation_date: 1700000000,
    source: ['https://example.org/a'],
  },
}

const json = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
const picture = writeCardPng(newCard({ name: 'Nobody' }))
const withChunks = (...chunks: Buffer[]): Buffer =>
  Buffer.concat([
    Buffer.from(picture.subarray(0, 33)),
    ...chunks,
    chunk('IDAT', deflateSync(Buffer.alloc(4))),
    chunk('IEND', ''),
  ])
const chunk = (type: string, data: string | Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type), Buffer.isBuffer(data) ? data : Buffer.from(data, 'latin1')])
  const whole = Buffer.alloc(body.length + 8)
  whole.writeUInt32BE(body.length - 4)
  body.copy(whole, 4)
  whole.writeUInt32BE(crc32(body), whole.length - 4)
  return whole
}
const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64')

describe('a card as JSON', () => {
  it('is read into words, whichever version it has', () => {
    expect(readCard(V2).card).toMatchObject({
      name: 'Ines',
      greeting: 'You are late.',
      otherGreetings: ['Sit.'],
      lastInstructions: 'Stay dry.',
      edition: '1.2',
      nickname: '',
    })
    expect(readCard(V3).card).toMatchObject({ nickname: 'Nes', groupGreetings: ['All of you?'] })
    expect(readCard({ name: 'Old', first_mes: 'Hm.' }).card).toMatchObject({ name: 'Old', greeting: 'Hm.' })
  })

  it('goes out with the value of every field that it came in with', () => {
    for (const [card, version] of [
      [V2, 2],
      [V3, 3],
    ] as const) {
      const stored = readCard(card)
      expect(versionOf(stored.source)).toBe(version)
      expect(JSON.parse(writeCardJson(stored, version))).toEqual(card)
    }
  })

  it('keeps the rest when some words were changed, also where they stand twice', () => {
    const stored = readCard(V2)
    const out = json(cardJson({ ...stored, card: { ...stored.card, name: 'Agnes' } }, 2))
    expect(out).toEqual({ ...V2, name: 'Agnes', data: { ...V2.data, name: 'Agnes' } })
  })

  it('keeps any field anybody may invent', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string({ minLength: 1 }), (value, name) => {
        const card = json({
          ...V2,
          [`x${name}`]: value,
          data: { ...V2.data, [`y${name}`]: value, extensions: { [name]: value } },
        })
        expect(JSON.parse(writeCardJson(readCard(card), 2))).toEqual(card)
        expect(readCardPng(writeCardPng(readCard(card))).source).toEqual(card)
      }),
      { numRuns: 60 },
    )
  })

  it('becomes V3 or V2 where that is wished, and is made anew for somebody without one', () => {
    const third = cardJson(readCard(V2), 3)
    expect(third).toMatchObject({
      spec: 'chara_card_v3',
      spec_version: '3.0',
      data: { group_only_greetings: [] },
    })
    const made = cardJson(newCard({ name: 'Tom', description: 'A pilot.' }), 2)
    expect(made).toMatchObject({
      spec: 'chara_card_v2',
      data: { name: 'Tom', extensions: {}, alternate_greetings: [] },
    })
    expect(made['data']).not.toHaveProperty('nickname')
  })

  it('is refused when it is none, names nobody, or is nested to break its reader', () => {
    expect(() => readCard({ entries: {} })).toThrow(/no character card/)
    expect(() => readCard({ ...V2, data: { ...V2.data, name: ' ' } })).toThrow(/names nobody/)
    expect(() => parseBounded('['.repeat(100_000))).toThrow(/nested/)
    expect(() => parseBounded('{"a": "\\"[[')).toThrow(/no JSON/)
  })
})

describe('a card in a picture', () => {
  it('comes back as it went in, and replaces the one that was there', () => {
    const first = writeCardPng(readCard(V2))
    expect(isPng(first)).toBe(true)
    expect(readCardPng(first).source).toEqual(V2)
    const second = writeCardPng(readCard(V3), first)
    expect(readCardPng(second).source).toEqual(V3)
    expect(
      Buffer.from(second)
        .toString('latin1')
        .match(/tEXtchara/gu),
    ).toHaveLength(1)
    expect(writeCardPng(readCard(V2), first)).toEqual(first)
  })

  it('is found in every kind of text chunk, V3 before V2', () => {
    const v2 = chunk('tEXt', `chara\0${base64(V2)}`)
    const zipped = chunk(
      'zTXt',
      Buffer.concat([Buffer.from('ccv3\0\0'), deflateSync(Buffer.from(base64(V3)))]),
    )
    const plain = chunk('iTXt', Buffer.from(`chara\0\0\0en\0\0${JSON.stringify(V2)}`))
    const packed = chunk(
      'iTXt',
      Buffer.concat([Buffer.from('chara\0\x01\0\0\0'), deflateSync(Buffer.from(base64(V2)))]),
    )
    expect(readCardPng(withChunks(v2, zipped)).source).toEqual(V3)
    expect(readCardPng(withChunks(plain)).source).toEqual(V2)
    expect(readCardPng(withChunks(packed)).source).toEqual(V2)
  })

  it('is refused when the file is damaged, broken off, too large inside, or has none', () => {
    const good = Buffer.from(writeCardPng(readCard(V2)))
    const bent = Buffer.from(good)
    bent[bent.length - 40] ^= 1
    expect(() => readCardPng(bent)).toThrow(/damaged/)
    expect(() => readCardPng(good.subarray(0, good.length - 20))).toThrow(/broken off/)
    const long = Buffer.from(good)
    long.writeUInt32BE(0xfffffff0, 8)
    expect(() => readCardPng(long)).toThrow(/broken off/)
    const bomb = chunk('zTXt', Buffer.concat([Buffer.from('ccv3\0\0'), deflateSync(Buffer.alloc(64 << 20))]))
    expect(() => readCardPng(withChunks(bomb))).toThrow(/unpacked/)
    expect(() => readCardPng(withChunks())).toThrow(/no character card/)
    expect(() => readCardPng(withChunks(chunk('tEXt', 'chara\0###')))).toThrow(/not written as cards/)
    expect(() =>
      readCardPng(withChunks(chunk('tEXt', `chara\0${Buffer.from([0x7b, 0xff]).toString('base64')}`))),
    ).toThrow(/UTF-8/)
    expect(() => readCardPng(Buffer.from('GIF89a'))).toThrow(/no PNG/)
  })

  it('is never anything but a card or a clear error, however the file is bent', () => {
    const good = Buffer.from(writeCardPng(readCard(V2)))
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), fc.nat(good.length), (at, value, end) => {
        const bent = Buffer.from(good.subarray(0, end))
        if (at < bent.length) bent[at] = value
        try {
          expect(readCardPng(bent).card.name).toBe('Ines')
        } catch (error) {
          expect((error as Error).message).toMatch(/^(This|There|The) /)
        }
      }),
      { numRuns: 300 },
    )
  })
})
