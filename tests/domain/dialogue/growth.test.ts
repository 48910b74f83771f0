// Growths of every shape: planned within their size, taken in whole or in part, and never with anything for the validator.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EMOTIONS } from '../../../engine/domain/emotion.ts'
import type { Dialogue } from '../../../engine/domain/dialogue/dialogue.ts'
import { applyEdits } from '../../../engine/domain/dialogue/edit-dialogue.ts'
import type { Growth, GrowthWish } from '../../../engine/domain/dialogue/growth/growth.ts'
import { grownEdits } from '../../../engine/domain/dialogue/growth/grown-edits.ts'
import {
  feelingAtDepth,
  planGrowth,
  type GrowthWorld,
} from '../../../engine/domain/dialogue/growth/plan-growth.ts'
import { validateDialogue } from '../../../engine/domain/dialogue/validate-dialogue.ts'
import { build } from '../../exporters/dialogue/sample-dialogues.ts'

const WISH: GrowthWish = {
  goal: 'Find out who sank the ferry.',
  castIds: ['ann', 'tom'],
  playerId: null,
  bond: 'stranger',
  arc: ['neutral', 'fear', 'joy'],
  shape: 'braid',
  breadth: 3,
  depth: 3,
  lines: 2,
  conditions: true,
  maxNodes: 120,
  sceneId: null,
  writerId: null,
  maxCharacters: 160,
  filter: 'off',
  seed: 1,
  budget: {},
}

const world = (secrets: readonly string[], trust = 0): GrowthWorld => ({
  speakerOf: (characterId) => ({ characterId, name: characterId ?? '' }),
  secretsOf: (characterId) => (characterId === 'ann' ? secrets : []),
  trust,
  taken: new Set(['trust']),
})

const EMPTY: Dialogue = { id: 'd1', title: 'Ferry', startId: null, variables: [], nodes: [] }

/** As if everything had been written but `unwritten`. */
const grown = (
  wish: GrowthWish,
  here: GrowthWorld,
  more: { readonly unwritten?: readonly number[]; readonly dropped?: readonly number[] } = {},
): Growth => {
  const plan = planGrowth(wish, here)
  const at = (numbers: readonly number[] = []) =>
    new Set(numbers.map((n) => plan.beats[n % plan.beats.length].id))
  const unwritten = at(more.unwritten)
  return {
    dialogueId: 'd1',
    origin: null,
    wish,
    plan,
    parts: new Map(
      plan.beats
        .filter(({ id }) => !unwritten.has(id))
        .map(({ id }) => [
          id,
          {
            id,
            text: `Words of ${id}.`,
            emotion: { label: 'neutral', valence: 0, arousal: 0.2 },
            feeling: null,
            score: 0,
            reasons: [],
            refused: {},
            attempt: 0,
          },
        ]),
    ),
    dropped: at(more.dropped),
    state: 'done',
    writerName: '',
    tokens: 0,
    createdAt: 0,
  }
}

const taken = (growth: Growth, into: Dialogue = EMPTY): Dialogue => {
  const edits = grownEdits(growth, into)
  let last = 100
  return applyEdits(into, edits, (prefix) => `${prefix}${++last}`).dialogue
}

const wishes = fc.record({
  shape: fc.constantFrom('tree', 'braid'),
  breadth: fc.integer({ min: 1, max: 4 }),
  depth: fc.integer({ min: 1, max: 4 }),
  lines: fc.integer({ min: 1, max: 3 }),
  conditions: fc.boolean(),
  maxNodes: fc.integer({ min: 20, max: 150 }),
  castIds: fc.constantFrom(['ann'], ['ann', 'tom'], ['tom', 'ann']),
  arc: fc.array(fc.constantFrom(...EMOTIONS), { minLength: 1, maxLength: 5 }),
})
const secrets = fc.constantFrom<readonly string[]>([], ['f1'])

describe('a growth', () => {
  test('is the same for the same wish, within its size, every beat behind what it answers', () => {
    fc.assert(
      fc.property(wishes, secrets, (wish, facts) => {
        const plan = planGrowth({ ...WISH, ...wish }, world(facts))
        expect(plan).toEqual(planGrowth({ ...WISH, ...wish }, world(facts)))
        expect(plan.nodes.length).toBeLessThanOrEqual(wish.maxNodes)
        const seen = new Set<string>()
        for (const { id, before } of plan.beats) {
          expect(before.every((each) => seen.has(each))).toBe(true)
          seen.add(id)
        }
      }),
      { numRuns: 200 },
    )
  })

  test('leaves nothing for the validator, whatever of it was dropped or never written', () => {
    const some = fc.array(fc.nat(200), { maxLength: 6 })
    fc.assert(
      fc.property(wishes, secrets, some, some, (wish, facts, unwritten, dropped) => {
        const growth = grown({ ...WISH, ...wish }, world(facts), { unwritten, dropped })
        const edits = grownEdits(growth, EMPTY)
        if (edits.length > 0) expect(validateDialogue(taken(growth))).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  test('follows its arc from the first words to the last', () => {
    expect([0, 1, 2, 3].map((depth) => feelingAtDepth(['fear', 'joy'], depth, 3))).toEqual([
      'fear',
      'fear',
      'joy',
      'joy',
    ])
    const { beats } = planGrowth({ ...WISH, breadth: 1 }, world([]))
    expect(beats[0]).toMatchObject({ role: 'open', emotion: 'neutral', depth: 0 })
    expect(beats.at(-1)).toMatchObject({ role: 'close', emotion: 'joy', depth: 3 })
  })

  test('tells a secret only where there is trust, and lets the player ask about it afterwards', () => {
    const dialogue = taken(grown(WISH, world(['f1'])))
    // The name that the dialogue has already is left alone.
    expect(dialogue.variables.map(({ name }) => name)).toEqual(['trust2', 'told'])
    const gates = dialogue.nodes.filter(({ kind }) => kind === 'condition')
    expect(gates.map((node) => node.kind === 'condition' && node.test)).toContain('trust2 >= 1')
    const asking = dialogue.nodes.flatMap((node) =>
      node.kind === 'choice' ? node.options.filter(({ condition }) => condition === 'told') : [],
    )
    expect(asking).toHaveLength(1)
    const { plan } = grown(WISH, world(['f1']))
    const tell = plan.beats.findIndex(({ role }) => role === 'tell')
    // Without the telling there is nothing to ask about.
    const silent = taken(grown(WISH, world(['f1']), { dropped: [tell] }))
    expect(silent.variables.map(({ name }) => name)).toEqual(['trust2'])
    expect(validateDialogue(silent)).toEqual([])
  })

  test('grows out of a way, and all its ends lead where that way led', () => {
    const line = (text: string) => ({ speaker: { characterId: null, name: 'Bo' }, text })
    const before = build([
      { act: 'add', kind: 'line', ref: 'a', fields: line('Hello.') },
      { act: 'add', kind: 'line', ref: 'b', fields: line('Goodbye.'), from: { nodeId: 'a', exit: 'next' } },
      { act: 'add', kind: 'end', from: { nodeId: 'b', exit: 'next' } },
    ])
    const [first, last] = before.nodes
    const growth = { ...grown(WISH, world([])), origin: { nodeId: first.id, exit: 'next' } }
    const after = taken(growth, before)
    expect(validateDialogue(after)).toEqual([])
    expect(after.nodes.filter(({ kind }) => kind === 'end')).toHaveLength(1)
    expect(after.nodes.filter((node) => 'next' in node && node.next === last.id).length).toBeGreaterThan(1)
    expect(after.nodes.find(({ id }) => id === last.id)).toEqual(last)
    // Beside what stands there, never upon it.
    const places = after.nodes.map(({ x, y }) => `${x} ${y}`)
    expect(new Set(places).size).toBe(places.length)
  })
})
