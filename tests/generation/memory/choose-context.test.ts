// What goes to a model: never more than its room, nothing lost without being told, the same order for the same pieces, and the
// end of the text never starved by what else there is.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NO_CHANGES } from '../../../engine/domain/context-piece.ts'
import {
  chooseContext,
  REST,
  type Candidate,
  type ContextQuestion,
  type Slot,
} from '../../../engine/generation/memory/choose-context.ts'
import {
  endWithin,
  framePiece,
  layPrompt,
  placeOf,
  placeOfLore,
  type PlacedPiece,
} from '../../../engine/generation/memory/lay-prompt.ts'

const count = (text: string): number => text.match(/\S+/gu)?.length ?? 0
const piece = (id: string, text: string, more: Partial<Candidate> = {}): Candidate => ({
  source: 'lore',
  id,
  title: id,
  text,
  reason: 'key',
  ...more,
})
const choose = (slots: readonly Slot[], room: number, more: Partial<ContextQuestion> = {}) =>
  chooseContext({ slots, room, count, changes: NO_CHANGES, frame: ({ text }) => text, around: 1, ...more })

const words = fc
  .integer({ min: 0, max: 60 })
  .map((many) => Array.from({ length: many }, (_, at) => `w${at}.`).join(' '))
const slotsOf = fc
  .array(
    fc.record({
      texts: fc.array(words, { maxLength: 5 }),
      most: fc.double({ min: 0, max: 1, noNaN: true }),
      unbroken: fc.boolean(),
    }),
    { maxLength: 5 },
  )
  .chain((slots) =>
    fc.tuple(fc.constant(slots), words).map(([made, recent]): readonly Slot[] => [
      ...made.map(({ texts, most, unbroken }, at) => ({
        most,
        unbroken,
        pieces: texts.map((text, index) => piece(`p${at}.${index}`, text)),
      })),
      { most: 1, least: 0.5, pieces: [piece('recent', recent, { source: 'recent', cut: endWithin(count) })] },
    ]),
  )

describe('choosing', () => {
  it('never tells more than the room holds, whatever there is', () => {
    fc.assert(
      fc.property(slotsOf, fc.integer({ min: 0, max: 200 }), (slots, room) => {
        const { included, tokens, pieces } = choose(slots, room)
        const cost = included.reduce((sum, { text }) => sum + count(text) + 1, 0)
        expect(cost).toBe(tokens)
        expect(tokens).toBeLessThanOrEqual(room)
        expect(pieces.filter((each) => each.included).map(({ text }) => text)).toEqual(
          included.map(({ text }) => text),
        )
      }),
    )
  })

  it('tells of every piece, in or out, in an order that the room does not change', () => {
    fc.assert(
      fc.property(slotsOf, fc.integer({ min: 0, max: 200 }), (slots, room) => {
        const ids = slots.flatMap(({ pieces }) => pieces.map(({ id }) => id))
        const told = choose(slots, room).pieces
        expect(told.map(({ id }) => id).filter((id) => !id.endsWith(REST))).toEqual(ids)
        for (const { included, reason } of told) if (!included) expect(reason).toBe('no-room')
        expect(choose(slots, room)).toEqual(choose(slots, room))
      }),
    )
  })

  it('leaves the text at least half of the room, or all that it needs', () => {
    fc.assert(
      fc.property(slotsOf, fc.integer({ min: 12, max: 200 }), (slots, room) => {
        const text = slots.at(-1)!.pieces[0].text
        const kept = choose(slots, room).included.find(({ id }) => id === 'recent')?.text ?? ''
        expect(text.endsWith(kept)).toBe(true)
        // A good place to begin may cost half of what there is.
        expect(count(kept)).toBeGreaterThanOrEqual(Math.min(count(text), Math.floor(room / 4) - 3))
      }),
    )
  })

  it('names what was cut from a text, as a piece that stayed out', () => {
    const text = Array.from({ length: 40 }, (_, at) => `Sentence ${at}.`).join(' ')
    const { pieces } = choose([{ most: 1, pieces: [piece('recent', text, { cut: endWithin(count) })] }], 21)
    expect(pieces.map(({ id, included, reason }) => [id, included, reason])).toEqual([
      ['recent', true, 'key'],
      [`recent${REST}`, false, 'no-room'],
    ])
    expect(pieces[1].text + pieces[0].text).toBe(text)
  })

  it('heeds what the writer leaves out or says otherwise, and gives its room to others', () => {
    const slots = [{ most: 1, pieces: [piece('a', 'one two three'), piece('b', 'four five six')] }]
    const out = choose(slots, 5, { changes: { excluded: ['a'], edited: { b: 'only' } } })
    expect(out.pieces).toMatchObject([
      { id: 'a', included: false, reason: 'excluded', edited: false },
      { id: 'b', included: true, text: 'only', edited: true, tokens: 2 },
    ])
  })

  it('breaks off a conversation at its beginning, never in its middle', () => {
    const turns = ['last', 'a long one before it', 'short'].map((text) => piece(text, text))
    const { pieces } = choose([{ most: 1, unbroken: true, pieces: turns }], 5)
    expect(pieces.map(({ included }) => included)).toEqual([true, false, false])
    const loose = choose([{ most: 1, pieces: turns }], 5)
    expect(loose.pieces.map(({ included }) => included)).toEqual([true, false, true])
  })
})

describe('laying out', () => {
  const placed = (source: Candidate['source'], text: string, place: PlacedPiece['place']): PlacedPiece => ({
    ...piece(text, text, { source }),
    place,
  })
  const all = [
    placed('note', 'Keep it dark.', placeOf('note', 0, 1)),
    placed('summary', 'They met.', placeOf('summary', 4)),
    placed('lore', 'Low.', placeOfLore('before', 1, 4, 1)),
    placed('lore', 'High.', placeOfLore('before', 9, 4, 1)),
    placed('lore', 'Deep.', placeOfLore('depth', 1, 2, 1)),
    placed('lore', 'Above the note.', placeOfLore('note-top', 1, 4, 1)),
    placed('lore', 'After the cast.', placeOfLore('after', 1, 4, 1)),
    placed('cast', 'Anna.', placeOf('cast')),
    placed('memory', 'It is winter.', placeOf('memory')),
  ]

  it('puts memory first, lore around the cast, and notes above the end of the text', () => {
    expect(layPrompt(all, 'One.\n\nTwo.\n\nThree', framePiece('en')).split('\n\n')).toEqual([
      'It is winter.',
      'Low.',
      'High.',
      'Anna.',
      'After the cast.',
      '[Earlier, They met.: They met.]',
      'One.',
      'Deep.',
      'Two.',
      'Above the note.',
      "[Author's note: Keep it dark.]",
      'Three',
    ])
  })

  it('ends with the text, also where a new paragraph was begun or nothing is written', () => {
    expect(layPrompt(all, 'One.\n\n', framePiece('en'))).toMatch(/Keep it dark\.\]\n\n$/u)
    expect(layPrompt([], 'One.\n\n', framePiece('en'))).toBe('One.\n\n')
    expect(layPrompt(all.slice(0, 1), '', framePiece('zh'))).toBe('【作者注：Keep it dark.】')
    expect(framePiece('zh')(all[1])).toBe('【前情·They met.：They met.】')
  })
})
