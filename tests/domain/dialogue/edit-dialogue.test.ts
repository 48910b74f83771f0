// Edits of a dialogue: ids that stay, ways that follow, texts that are cleaned at the door.
import { describe, expect, test } from 'vitest'
import type { Dialogue } from '../../../engine/domain/dialogue/dialogue.ts'
import { applyEdits, type DialogueEdit } from '../../../engine/domain/dialogue/edit-dialogue.ts'
import { spokenLines } from '../../../engine/domain/dialogue/reading-order.ts'
import { build, counter, gate } from '../../exporters/dialogue/sample-dialogues.ts'

const edit = (dialogue: Dialogue, ...edits: DialogueEdit[]) => {
  const next = counter()
  for (let i = 0; i < 100; i++) next('')
  return applyEdits(dialogue, edits, next)
}
const nodeOf = (dialogue: Dialogue, id: string) => dialogue.nodes.find((node) => node.id === id)

describe('editing', () => {
  test('one line changes the text of its id only', () => {
    const before = gate()
    const { dialogue } = edit(before, { act: 'update', nodeId: 'n1', fields: { text: 'Halt!' } })
    const [was, is] = [spokenLines(before), spokenLines(dialogue)]
    expect(is.map(({ id }) => id)).toEqual(was.map(({ id }) => id))
    expect(is.filter(({ text }, index) => text !== was[index].text)).toMatchObject([
      { id: 'n1', text: 'Halt!' },
    ])
    const choice = nodeOf(before, 'n4')
    if (choice?.kind !== 'choice') throw new Error('no choice')
    const options = choice.options.toReversed().map((option) => ({ ...option, text: `${option.text}!` }))
    const turned = edit(before, {
      act: 'update',
      nodeId: 'n4',
      fields: { options: [...options, { text: 'New' }] },
    })
    const after = nodeOf(turned.dialogue, 'n4')
    expect(after?.kind === 'choice' && after.options.map(({ id }) => id)).toEqual([
      'o8',
      'o7',
      'o6',
      'o5',
      'o101',
    ])
  })

  test('a node put into a way takes the way over, and taking it out heals it', () => {
    const before = gate()
    const added = edit(before, {
      act: 'add',
      kind: 'line',
      fields: { text: 'Hm.' },
      from: { nodeId: 'n1', exit: 'next' },
    })
    expect(added.made).toEqual(['n101'])
    expect(nodeOf(added.dialogue, 'n1')).toMatchObject({ next: 'n101' })
    expect(nodeOf(added.dialogue, 'n101')).toMatchObject({ next: 'n2' })
    const healed = edit(added.dialogue, { act: 'remove', nodeIds: ['n101', 'n2'], heal: true })
    expect(nodeOf(healed.dialogue, 'n1')).toMatchObject({ next: 'n3' })
    const cut = edit(added.dialogue, { act: 'remove', nodeIds: ['n101'] })
    expect(nodeOf(cut.dialogue, 'n1')).toMatchObject({ next: null })
    const start = edit(before, { act: 'remove', nodeIds: ['n1'], heal: true })
    expect(start.dialogue.startId).toBe('n2')
  })

  test('copies keep the ways between them and have ids of their own', () => {
    const { dialogue, made } = edit(gate(), { act: 'duplicate', nodeIds: ['n3', 'n4'] })
    expect(nodeOf(dialogue, made[0])).toMatchObject({ kind: 'set', next: made[1] })
    const copy = nodeOf(dialogue, made[1])
    if (copy?.kind !== 'choice') throw new Error('no choice')
    expect(copy.options.map(({ text }) => text)[0]).toBe('Please let me in.')
    const ids = spokenLines(dialogue).map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(copy.options[0].next).toBe('n9')
  })

  test('a renamed variable is renamed wherever it is read, but not in texts', () => {
    const variable = { name: 'times', type: 'number', initial: 0, note: '' } as const
    const { dialogue } = edit(gate(), { act: 'variable', was: 'asked', variable })
    expect(nodeOf(dialogue, 'n3')).toMatchObject({ variable: 'times', value: 'times + 1' })
    const choice = nodeOf(dialogue, 'n4')
    expect(choice?.kind === 'choice' && choice.options[1].condition).toBe('times < 4 and visits(n2) >= 1')
  })

  test('texts, names and tags are what every format can carry', () => {
    const dialogue = build([
      {
        act: 'add',
        kind: 'line',
        fields: {
          text: '  two\t spaces\nand a break\u0000 ',
          speaker: { characterId: null, name: 'Ann: "the [loud]"' },
          tags: ['#a b', 'a-b', ' ', 'é', 'x'.repeat(90)],
          emotion: { label: 'joy', valence: 0.333333, arousal: 2 },
        },
      },
    ])
    expect(dialogue.nodes[0]).toMatchObject({
      text: 'two spaces and a break',
      speaker: { name: 'Ann the loud' },
      tags: ['a-b', 'é', 'x'.repeat(60)],
      emotion: { label: 'joy', valence: 0.33, arousal: 1 },
    })
  })

  test.each<[string, DialogueEdit, string]>([
    ['a node that is not there', { act: 'update', nodeId: 'n99', fields: {} }, 'NOT_FOUND'],
    ['a way that is not there', { act: 'connect', nodeId: 'n1', exit: 'then', target: null }, 'BAD_INPUT'],
    ['a way to nothing', { act: 'connect', nodeId: 'n1', exit: 'next', target: 'n99' }, 'NOT_FOUND'],
    [
      'a name that means something to a game',
      { act: 'variable', was: null, variable: { name: 'True', type: 'bool', initial: true, note: '' } },
      'BAD_INPUT',
    ],
    [
      'a beginning of another type',
      { act: 'variable', was: null, variable: { name: 'gold', type: 'number', initial: 'x', note: '' } },
      'BAD_INPUT',
    ],
  ])('%s is refused', (_what, wrong, code) => {
    expect(() => edit(gate(), wrong)).toThrow(expect.objectContaining({ code }))
  })
})
