// The player and the layout: ways that end as they should, chance that is handed in, nodes that do not lie on each other.
import { describe, expect, test } from 'vitest'
import { layoutDialogue } from '../../../engine/domain/dialogue/layout-dialogue.ts'
import { createPlayer, type PlayState } from '../../../engine/domain/dialogue/play-dialogue.ts'
import { readingOrder } from '../../../engine/domain/dialogue/reading-order.ts'
import { build, gate } from '../../exporters/dialogue/sample-dialogues.ts'

describe('a play', () => {
  test('says, offers, remembers, and offers once only once', () => {
    const player = createPlayer(gate(), () => 1)
    const first = player.advance(player.begin())
    expect(first).toMatchObject({
      kind: 'line',
      line: { text: 'Who goes there?', emotion: { label: 'fear' } },
    })
    const choice = player.advance(first.state)
    expect(choice).toMatchObject({ kind: 'choice', state: { variables: { asked: 1 }, visits: { n2: 1 } } })
    expect(player.choose(choice.state, 'o7')).toBeUndefined()
    const polite = player.advance(player.choose(choice.state, 'o5')!)
    expect(polite).toMatchObject({ kind: 'line', state: { variables: { polite: true, mood: 'warm' } } })
    const again = player.advance(polite.state)
    expect(again.kind === 'choice' && again.options.map(({ id }) => id)).toEqual(['o6', 'o7'])
  })

  test('lets chance be handed in', () => {
    const dialogue = build([
      { act: 'add', kind: 'line', ref: 'a', fields: { text: 'a' } },
      { act: 'add', kind: 'line', ref: 'b', fields: { text: 'b' } },
      {
        act: 'add',
        kind: 'random',
        ref: 'r',
        fields: {
          branches: [
            { weight: 2, next: 'a' },
            { weight: 1, next: 'b' },
          ],
        },
      },
      { act: 'start', nodeId: 'r' },
    ])
    const said = [1, 2, 3].map((rolled) => {
      const player = createPlayer(dialogue, (sides) => (sides === 3 ? rolled : 0))
      const step = player.advance(player.begin())
      return step.kind === 'line' ? step.line.text : step.kind
    })
    expect(said).toEqual(['a', 'a', 'b'])
  })

  test('ends in silence that goes round, where nothing is open, and where a way leads nowhere', () => {
    const ends = (state: Partial<PlayState>, ...edits: Parameters<typeof build>[0]) => {
      const player = createPlayer(build(edits), () => 1)
      const step = player.advance({ ...player.begin(), ...state })
      return step.kind === 'end' ? step.why : step.kind
    }
    expect(
      ends(
        {},
        { act: 'add', kind: 'hub', ref: 'h' },
        { act: 'connect', nodeId: 'h', exit: 'next', target: 'h' },
      ),
    ).toBe('loop')
    expect(
      ends({}, { act: 'add', kind: 'choice', fields: { options: [{ text: 'x', condition: 'false' }] } }),
    ).toBe('stuck')
    expect(ends({}, { act: 'add', kind: 'hub' })).toBe('nowhere')
    expect(ends({}, { act: 'add', kind: 'end' })).toBe('end')
  })
})

describe('the layout', () => {
  test('puts every node on a place of its own, ways going right', () => {
    const dialogue = gate()
    const places = layoutDialogue(dialogue)
    expect(places).toHaveLength(dialogue.nodes.length)
    expect(new Set(places.map(({ x, y }) => `${x} ${y}`)).size).toBe(places.length)
    const at = new Map(places.map(({ nodeId, x }) => [nodeId, x]))
    expect(at.get('n1')).toBeLessThan(at.get('n2')!)
    expect(at.get('n4')).toBeLessThan(at.get('n9')!)
    expect(layoutDialogue(dialogue)).toEqual(places)
  })

  test('holds 2,000 nodes in one chain', () => {
    const dialogue = build(
      Array.from({ length: 2000 }, (_, index) => ({
        act: 'add' as const,
        kind: 'line' as const,
        ref: `r${index}`,
        fields: { text: `Line ${index}` },
        ...(index === 0 ? {} : { from: { nodeId: `r${index - 1}`, exit: 'next' } }),
      })),
    )
    expect(readingOrder(dialogue)).toHaveLength(2000)
    expect(Math.max(...layoutDialogue(dialogue).map(({ x }) => x))).toBe(1999 * 280)
  })
})
