// Lines drafted, cleaned, checked and ranked, without an engine around them.
import { describe, expect, test } from 'vitest'
import { BOND_RELATIONS } from '../../../engine/domain/cast/relation.ts'
import { NEW_CHARACTER, REGISTERS } from '../../../engine/domain/character.ts'
import { cellsOf, feelingOfCell, LINE_STATES, SITUATIONS } from '../../../engine/domain/lines/line-matrix.ts'
import { EMOTIONS, type Feeling } from '../../../engine/domain/emotion.ts'
import { refusalOf } from '../../../engine/generation/lines/check-line.ts'
import { cleanLine, draftsOf } from '../../../engine/generation/lines/clean-draft.ts'
import { fulfilOrder } from '../../../engine/generation/lines/fulfil-order.ts'
import { grammarWriter } from '../../../engine/generation/lines/grammar-writer.ts'
import type { LineOrder, LineWriter } from '../../../engine/generation/lines/line-order.ts'
import { lineConversation, lineOpening } from '../../../engine/generation/lines/line-prompts.ts'

const [GREETING] = cellsOf({
  characterIds: ['ann'],
  situations: ['greeting'],
  emotions: ['joy'],
  bonds: ['friend'],
  states: [],
})

const order = (part: Partial<LineOrder> = {}, language: 'en' | 'zh' = 'en'): LineOrder => ({
  cell: GREETING,
  brief: {
    character: {
      ...NEW_CHARACTER,
      name: 'Ann',
      voice: { ...NEW_CHARACTER.voice, forbidden: ['kettle'], samples: ['Water comes, water goes.'] },
    },
    language,
    facts: ['The dam is cracked.'],
    listener: { name: '', relation: BOND_RELATIONS.friend },
    feeling: feelingOfCell(GREETING),
  },
  unknown: [{ text: 'The vault is open.', keys: ['vault', '库房'] }],
  sceneId: null,
  count: 3,
  maxCharacters: 80,
  filter: 'strict',
  seed: 's',
  known: [],
  ...part,
})

const CALM: Feeling = {
  valence: 0,
  arousal: 0,
  mix: [0, 0, 0, 0, 0, 0, 1],
  emotion: 'neutral',
  confidence: 0,
}
const readers = {
  feel: (texts: readonly string[]) => Promise.resolve(texts.map(() => CALM)),
  persona: (texts: readonly string[]) => texts.map(() => null),
}
const never = new AbortController().signal

describe('a matrix', () => {
  test('is every combination once, with keys that stay', () => {
    const cells = cellsOf({
      characterIds: ['a', 'b', 'a'],
      situations: ['idle', 'shop'],
      emotions: ['joy', 'fear'],
      bonds: ['friend', 'rival'],
      states: [...LINE_STATES],
    })
    expect(cells).toHaveLength(2 * 2 * 2 * 2 * 4)
    expect(new Set(cells.map(({ key }) => key)).size).toBe(cells.length)
    expect(GREETING.key).toBe('ann/greeting/friend/calm/joy')
  })

  test('tags lines with a feeling that the state moves', () => {
    expect(feelingOfCell({ emotion: 'anger', state: 'calm' })).toEqual({
      label: 'anger',
      valence: -0.6,
      arousal: 0.75,
    })
    expect(feelingOfCell({ emotion: 'joy', state: 'elated' }).valence).toBeGreaterThan(0.7)
    expect(feelingOfCell({ emotion: null, state: 'weary' }).label).toBe('neutral')
  })
})

describe('the grammar', () => {
  test.each(['en', 'zh'] as const)(
    'has words for everything, and no unfilled place in any of them: %s',
    async (language) => {
      const cells = cellsOf({
        characterIds: ['ann'],
        situations: SITUATIONS,
        emotions: EMOTIONS,
        bonds: ['beloved', 'superior'],
        states: ['tense', 'calm'],
      })
      for (const cell of cells) {
        const { brief } = order({}, language)
        const register = REGISTERS[cell.key.length % REGISTERS.length]
        const character = { ...brief.character, voice: { ...brief.character.voice, register } }
        const { texts } = await grammarWriter.write(
          order({ cell, brief: { ...brief, character } }, language),
          5,
          never,
        )
        expect(texts).toHaveLength(5)
        for (const text of texts) expect(text).not.toMatch(/[[\]|~{}]|undefined| {2}/u)
      }
    },
  )

  test('repeats itself for the same seed, and says nothing where it has no words', async () => {
    const once = await grammarWriter.write(order(), 4, never)
    expect(await grammarWriter.write(order(), 4, never)).toEqual(once)
    expect(await grammarWriter.write(order({ seed: 'other' }), 4, never)).not.toEqual(once)
    const strange = { ...GREETING, situation: 'sees a dragon' }
    expect(await grammarWriter.write(order({ cell: strange }), 4, never)).toEqual({ texts: [], tokens: 0 })
  })
})

describe('drafts', () => {
  test('lose numbers, marks, names, gestures and thoughts', () => {
    expect(
      draftsOf(
        '<think>hm\nhm</think>Here are two lines:\n\n1. “Come in!”\n- Ann: *smiles* Sit down.\n## End',
        'Ann',
      ),
    ).toEqual(['Come in!', 'Sit down.'])
    expect(draftsOf('１\n（1）“进来吧。”\n2、林晚：坐。', '林晚')).toEqual(['１', '进来吧。', '坐。'])
    expect(cleanLine('"Well," she said, "go."', 'Ann')).toBe('Well," she said, "go.')
  })

  test.each([
    ['…', 'empty'],
    ['Come in and', 'unfinished'],
    ['进来吧。', 'language'],
    ['Come in. '.repeat(12), 'length'],
    ['The Kettle is on.', 'forbidden'],
    ['Mind the vault!', 'knowledge'],
    ['Damn you.', 'rating'],
  ] as const)('%s is refused as %s', (text, why) => {
    expect(refusalOf(text.trim(), order())).toBe(why)
  })

  test('are ranked, never twice alike, never like what is there, and what is missing is written in more rounds', async () => {
    const rounds: string[] = []
    const writer: LineWriter = {
      id: 'w',
      name: 'W',
      fingerprint: '',
      write: ({ seed }) => {
        rounds.push(seed)
        return Promise.resolve({
          texts:
            rounds.length === 1
              ? [
                  'Come in, my friend.',
                  'Come in my friend!',
                  'Known already, this one.',
                  'One line\nand another.',
                ]
              : ['Sit down by the fire.', 'I hoped to see you again.'],
          tokens: 7,
        })
      },
    }
    const done = await fulfilOrder(order({ known: ['Known already, this one.'] }), writer, readers, never)
    expect(done.lines.map(({ text }) => text).toSorted()).toEqual([
      'Come in, my friend.',
      'I hoped to see you again.',
      'Sit down by the fire.',
    ])
    expect(done.refused).toEqual({ 'line-breaks': 1, duplicate: 2 })
    expect(done.tokens).toBe(14)
    expect(rounds).toEqual(['s/0', 's/1'])
  })
})

describe('a model is asked', () => {
  test('with the persona, the situation and what is wanted, and never with a secret', () => {
    const [system, user] = lineConversation(order(), 4)
    expect(system.text).toContain('You are Ann')
    expect(user.text).toContain('a friend comes up, and Ann greets them')
    expect(user.text).toContain('Write 4 different things')
    expect(system.text + user.text).not.toContain('vault')
  })

  test('or by a story that stops at the open mark', () => {
    expect(lineOpening(order())).toMatch(
      /"Water comes, water goes\." said Ann\.\n\nA friend comes up, .* Ann said happily, "$/u,
    )
    expect(lineOpening(order({}, 'zh'))).toMatch(/Ann高兴地说：“$/u)
  })
})
