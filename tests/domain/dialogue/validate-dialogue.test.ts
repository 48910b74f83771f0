// The validator: every kind of finding in its place, and repairs that really repair.
import { describe, expect, test } from 'vitest'
import type { Dialogue, Variable } from '../../../engine/domain/dialogue/dialogue.ts'
import { applyEdits, type DialogueEdit } from '../../../engine/domain/dialogue/edit-dialogue.ts'
import { validateDialogue } from '../../../engine/domain/dialogue/validate-dialogue.ts'
import { build, counter, gate } from '../../exporters/dialogue/sample-dialogues.ts'

const bool = (name: string): DialogueEdit => ({
  act: 'variable',
  was: null,
  variable: { name, type: 'bool', initial: false, note: '' } satisfies Variable,
})
const codes = (dialogue: Dialogue): string[] =>
  validateDialogue(dialogue).map(({ code, nodeId }) => `${code} ${nodeId ?? '-'}`)

/** A choice of options with these conditions, each leading to the end. */
const choice = (conditions: readonly string[], once = false): Dialogue =>
  build([
    bool('met'),
    { act: 'variable', was: null, variable: { name: 'gold', type: 'number', initial: 0, note: '' } },
    { act: 'add', kind: 'set', ref: 's', fields: { variable: 'met', value: 'gold > 2' } },
    { act: 'add', kind: 'set', ref: 't', fields: { variable: 'gold', value: '5' } },
    { act: 'connect', nodeId: 's', exit: 'next', target: 't' },
    { act: 'add', kind: 'end', ref: 'end' },
    {
      act: 'add',
      kind: 'choice',
      ref: 'c',
      fields: { options: conditions.map((condition) => ({ text: 'x', condition, once, next: 'end' })) },
    },
    { act: 'connect', nodeId: 't', exit: 'next', target: 'c' },
    { act: 'add', kind: 'condition', ref: 'if', fields: { test: 'met', then: 'end', next: 'end' } },
    { act: 'connect', nodeId: 's', exit: 'next', target: 'if' },
    { act: 'connect', nodeId: 'if', exit: 'next', target: 't' },
  ])

describe('the validator', () => {
  test('finds nothing in a dialogue that is in order', () => {
    expect(codes(gate())).toEqual([])
  })

  test('finds ways that lead nowhere, nodes that nothing leads to, and repairs both', () => {
    const before = gate()
    const broken: Dialogue = {
      ...before,
      nodes: before.nodes.map((node) => {
        if (node.id === 'n1' && node.kind === 'line') return { ...node, next: 'n404' }
        return node.kind === 'jump' ? { ...node, next: null } : node
      }),
    }
    const found = validateDialogue(broken)
    expect(found.map(({ code }) => code)).toContain('missing-target')
    expect(found.filter(({ code }) => code === 'dead-end')).toMatchObject([{ nodeId: 'n12', part: 'next' }])
    expect(found.filter(({ code }) => code === 'unreachable')).toHaveLength(before.nodes.length - 1)
    expect(found[0].severity).toBe('error')
    const ids = counter()
    for (let i = 0; i < 50; i++) ids('')
    let now = broken
    for (let round = 0; round < 5; round++)
      for (const { fix } of validateDialogue(now).slice(0, 1))
        if (fix) now = applyEdits(now, fix, ids).dialogue
    expect(validateDialogue(now).length).toBeLessThan(found.length)
  })

  test('finds circles that cannot be left', () => {
    const circle = (fields: { test: string }, sets: boolean): Dialogue =>
      build([
        bool('open'),
        { act: 'add', kind: 'line', ref: 'a', fields: { text: 'Knock.' } },
        { act: 'add', kind: 'set', ref: 's', fields: { variable: 'open', value: 'true' } },
        { act: 'add', kind: 'condition', ref: 'c', fields },
        { act: 'add', kind: 'end', ref: 'end' },
        { act: 'connect', nodeId: 'a', exit: 'next', target: sets ? 's' : 'c' },
        { act: 'connect', nodeId: 's', exit: 'next', target: 'c' },
        { act: 'connect', nodeId: 'c', exit: 'then', target: 'end' },
        { act: 'connect', nodeId: 'c', exit: 'next', target: 'a' },
      ])
    expect(codes(circle({ test: 'open' }, false))).toContain('endless-loop n1')
    expect(codes(circle({ test: 'open' }, true))).toEqual([])
    expect(codes(circle({ test: 'visits(n1) > 2' }, true))).not.toContain('endless-loop n1')
    const trapped = build([
      { act: 'add', kind: 'choice', ref: 'c', fields: { options: [{ text: 'Again', next: null }] } },
      { act: 'connect', nodeId: 'c', exit: 'o2', target: 'c' },
    ])
    expect(codes(trapped)).toEqual(['no-way-out n1'])
  })

  test.each([
    [['met', 'not met'], false],
    [['gold > 2', 'gold <= 2'], false],
    [['gold > 2', 'gold < 2'], true],
    [['met', 'gold > 3'], true],
    [['', 'met'], false],
  ])('of a choice between %j it says whether all may be closed: %s', (conditions, isUnbalanced) => {
    expect(codes(choice(conditions)).some((code) => code.startsWith('unbalanced-choice'))).toBe(isUnbalanced)
  })

  test('options that are offered once may all be gone', () => {
    expect(codes(choice([''], true)).some((code) => code.startsWith('unbalanced-choice'))).toBe(true)
  })

  test('what to do when nothing can be chosen is mended by a click: on to where all options lead, or to an end', () => {
    for (const before of [choice(['met', 'gold > 3']), choice([''], true)]) {
      const found = validateDialogue(before).find(({ code }) => code === 'unbalanced-choice')
      const ids = counter()
      for (let i = 0; i < 50; i++) ids('')
      const after = applyEdits(before, found?.fix ?? [], ids).dialogue
      expect(codes(after).filter((code) => code.startsWith('unbalanced-choice'))).toEqual([])
      expect(after.nodes).toHaveLength(before.nodes.length)
    }
    const parted = choice(['met', 'gold > 3'])
    const before: Dialogue = {
      ...parted,
      nodes: parted.nodes.map((node) =>
        node.kind === 'choice'
          ? {
              ...node,
              options: node.options.map((option, at) => (at === 0 ? { ...option, next: 'n1' } : option)),
            }
          : node,
      ),
    }
    const found = validateDialogue(before).find(({ code }) => code === 'unbalanced-choice')
    expect(found?.fix).toMatchObject([{ act: 'add', kind: 'end' }])
  })

  test('finds what is wrong with variables and expressions, and declares or drops them', () => {
    const dialogue = build([
      bool('unused'),
      bool('stuck'),
      { act: 'add', kind: 'set', ref: 'a', fields: { variable: 'gone', value: '3' } },
      { act: 'add', kind: 'condition', ref: 'b', fields: { test: 'stuck and 1' } },
      { act: 'add', kind: 'condition', ref: 'c', fields: { test: 'stuck and (' } },
      { act: 'add', kind: 'condition', ref: 'd', fields: { test: 'stuck and not stuck' } },
      { act: 'add', kind: 'condition', ref: 'e', fields: { test: 'visits(n77) > 1' } },
      { act: 'add', kind: 'line', ref: 'f' },
      { act: 'add', kind: 'choice', ref: 'g', fields: { options: [{ text: '' }] } },
      { act: 'add', kind: 'random', ref: 'h' },
    ])
    const found = validateDialogue(dialogue)
    const of = (code: string) => found.filter((each) => each.code === code)
    expect(of('undeclared-variable')).toMatchObject([
      { detail: 'gone', nodeId: 'n1', fix: [{ variable: { name: 'gone', type: 'number' } }] },
    ])
    expect(of('unused-variable')).toMatchObject([
      { detail: 'unused', fix: [{ was: 'unused', variable: null }] },
    ])
    expect(of('never-set')).toMatchObject([{ detail: 'stuck' }])
    expect(of('bad-expression').map(({ nodeId }) => nodeId)).toEqual(['n2', 'n3'])
    expect(of('never-holds')).toMatchObject([{ nodeId: 'n4' }])
    expect(of('unknown-visits')).toMatchObject([{ nodeId: 'n5', detail: 'n77' }])
    expect(of('empty-line')).toMatchObject([{ nodeId: 'n6' }])
    expect(of('empty-option')).toMatchObject([{ nodeId: 'n7', part: 'o8' }])
    expect(of('no-branches')).toMatchObject([{ nodeId: 'n9' }])
  })

  test('asks nobody to set what the game sets, but still to read it', () => {
    const fromGame = (name: string): DialogueEdit => ({
      act: 'variable',
      was: null,
      variable: { name, type: 'bool', initial: false, note: '', fromGame: true },
    })
    const dialogue = build([
      fromGame('night'),
      fromGame('unread'),
      { act: 'add', kind: 'end', ref: 'end' },
      { act: 'add', kind: 'condition', ref: 'if', fields: { test: 'night', then: 'end', next: 'end' } },
      { act: 'start', nodeId: 'if' },
    ])
    const about = validateDialogue(dialogue).map(({ code, detail }) => [code, detail])
    expect(about).toEqual([['unused-variable', 'unread']])
  })

  test('finds ids that stand twice', () => {
    const before = gate()
    const twice = { ...before, nodes: [...before.nodes, before.nodes[0]] }
    expect(validateDialogue(twice).filter(({ code }) => code === 'duplicate-id')).toMatchObject([
      { detail: 'n1' },
    ])
  })
})
