// What to write next: each kind is found by what it says it is found by, and dismissals are remembered and teach.
import { describe, expect, it } from 'vitest'
import { suggest, type BookQuestion, type BookScene } from '../../../engine/generation/memory/suggest.ts'

const scene = (id: string, texts: readonly string[], more: Partial<BookScene> = {}): BookScene => ({
  id,
  title: `Scene ${id}`,
  words: 200,
  paragraphs: texts.map((text, at) => ({ blockId: `${id}.${at}`, text })),
  valence: null,
  emotion: null,
  target: null,
  ...more,
})

const ask = (question: Partial<BookQuestion>) =>
  suggest({ scenes: [], people: [], felt: {}, lived: [], material: [], dismissed: [], ...question })

const PLAIN = 'Nothing of note was seen along the road that day.'

describe('what to write next', () => {
  it('is a scene that is far from its target, with both numbers', () => {
    const scenes = [
      scene('a', [PLAIN], { valence: 0.1, target: 0.2 }),
      scene('b', [PLAIN], { valence: 0.5, target: -0.4 }),
      scene('c', [PLAIN], { valence: 0.5, target: -0.4, words: 8 }),
    ]
    expect(ask({ scenes })).toMatchObject([
      { kind: 'gap', sceneId: 'b', actual: 0.5, target: -0.4, key: 'gap:b:down', weight: 0.9 },
    ])
  })

  it('is a question that nobody answers and no later scene takes up', () => {
    const open = '“Who could have opened the lighthouse cellar?”'
    const found = ask({ scenes: [scene('a', [open, PLAIN]), scene('b', [PLAIN])] })
    expect(found).toMatchObject([{ kind: 'question', sceneId: 'a', blockId: 'a.0', count: 1 }])
    expect(found[0].detail).toBe('Who could have opened the lighthouse cellar?')
    const answered = [scene('a', [open, '“The keeper did.”']), scene('b', [PLAIN])]
    expect(ask({ scenes: answered })).toEqual([])
    const taken = 'They found who had opened the cellar of the lighthouse.'
    expect(ask({ scenes: [scene('a', [open, PLAIN]), scene('b', [taken])] })).toEqual([])
    expect(ask({ scenes: [scene('a', [open, PLAIN])] })).toEqual([])
    const zh = [scene('a', ['“究竟是谁打开了灯塔的地窖？”', '雨停了。']), scene('b', ['第二天没有风。'])]
    expect(ask({ scenes: zh })).toMatchObject([{ kind: 'question', detail: '究竟是谁打开了灯塔的地窖？' }])
  })

  it('is somebody who was seen and is out of sight', () => {
    const scenes = ['Anna came.', 'Anna and Tom sat.', 'Anna left.', PLAIN, PLAIN, PLAIN, 'Tomorrow.'].map(
      (text, at) => scene(String(at), [text]),
    )
    const people = [
      { name: 'Anna', aliases: [] },
      { name: 'Tom', aliases: [] },
    ]
    expect(ask({ scenes, people })).toMatchObject([
      { kind: 'name', detail: 'Anna', sceneId: '2', blockId: '2.0', count: 4 },
    ])
  })

  it('is a day that was strongly felt and that no scene tells of, with its feeling and its words', () => {
    const lived = (id: string, text: string, valence: number) => ({
      id,
      day: '2024-06-14',
      text,
      emotion: valence < 0 ? ('sadness' as const) : ('joy' as const),
      valence,
      arousal: 0.5,
    })
    const farewell = lived('one', 'Grandmother handed me the silver compass. Then the ferry left.', -0.9)
    const quiet = lived('two', 'Breakfast in the garden with cousins.', 0.2)
    const told = lived('three', 'The lighthouse keeper showed me his garden.', 0.8)
    const scenes = [scene('a', ['The lighthouse keeper showed her his garden at last.'])]
    expect(ask({ scenes, lived: [quiet, told, farewell] })).toMatchObject([
      {
        kind: 'lived',
        key: 'lived:one',
        entryId: 'one',
        title: '2024-06-14',
        emotion: 'sadness',
        actual: -0.9,
        detail: 'Grandmother handed me the silver compass.',
      },
    ])
    const dismissed = [{ key: 'lived:other', kind: 'lived' }]
    const [before] = ask({ scenes, lived: [farewell] })
    const [after] = ask({ scenes, lived: [farewell], dismissed })
    expect(after?.weight).toBeLessThan(before?.weight ?? 0)
    expect(ask({ scenes, lived: [farewell], dismissed: [{ key: 'lived:one', kind: 'lived' }] })).toEqual([])
  })

  it('is a feeling of the life that no scene has, and material that no words take up', () => {
    const scenes = [scene('a', ['They walked along the shore.'], { emotion: 'joy' })]
    const felt = { joy: 5, sadness: 3, fear: 1, neutral: 9 }
    const material = [
      { id: 'm', title: 'tape 2', text: 'Grandmother humming beside the kitchen window', sceneId: 'a' },
      { id: 'n', title: 'walk', text: 'Walked slowly along the empty shore', sceneId: 'a' },
    ]
    const found = ask({ scenes, felt, material })
    expect(found.map(({ kind, detail }) => [kind, detail])).toEqual([
      ['feeling', 'sadness'],
      ['material', 'tape 2'],
    ])
  })

  it('does not come back once waved away, and its kind counts for less', () => {
    const gap = { valence: 0.5, target: -0.4 }
    const scenes = ['a', 'b'].map((id) => scene(id, [PLAIN], gap))
    const before = ask({ scenes })
    const after = ask({ scenes, dismissed: [{ key: before[0].key, kind: 'gap' }] })
    expect(after.map(({ key }) => key)).toEqual([before[1].key])
    expect(after[0].weight).toBeLessThan(before[1].weight)
  })
})
