// The book as one line of words, and the marks under it.
import { describe, expect, it } from 'vitest'
import { layOutBook, placeAt, sceneAt, scopeSpan, wordAt } from '../../../renderer/timeline/book-axis.ts'
import { leadingEmotions } from '../../../renderer/timeline/emotion-marks.ts'
import type { BinderNode } from '../../../renderer/timeline/feelings.ts'
import { binderNode } from '../../helpers/binder-node.ts'
import { makeBook } from './book.ts'

const node = (
  id: string,
  kind: BinderNode['kind'],
  parentId: string | null,
  position: number,
  words: number,
) => binderNode({ id, kind, parentId, position, words, title: id })

describe('the book axis', () => {
  const nested = [
    node('p', 'part', null, 0, 300),
    node('c1', 'chapter', 'p', 0, 100),
    node('a', 'scene', 'c1', 0, 100),
    node('c2', 'chapter', 'p', 1, 200),
    node('b', 'scene', 'c2', 0, 150),
    node('empty', 'scene', 'c2', 1, 0),
    node('z', 'scene', 'c2', 2, 50),
    node('end', 'scene', null, 1, 40),
  ]

  it('lays scenes end to end and lets chapters and parts span them', () => {
    const axis = layOutBook(nested, {})
    expect(axis.scenes.map(({ id, from, to }) => [id, from, to])).toEqual([
      ['a', 0, 100],
      ['b', 100, 250],
      ['empty', 250, 250],
      ['z', 250, 300],
      ['end', 300, 340],
    ])
    expect(scopeSpan(axis, 'c2')).toMatchObject({ from: 100, to: 300 })
    expect(axis.byId.get('z')!.ancestors).toEqual(['p', 'c2'])
    expect(scopeSpan(axis, 'gone')).toEqual({ from: 0, to: 340 })
  })

  it('finds the scene and the paragraph under a word, and the way back', () => {
    const { nodes, feelings } = makeBook([
      [0, 0],
      [0, 0, 0],
    ])
    const axis = layOutBook(nodes, feelings)
    expect(sceneAt(axis, 199.9)!.id).toBe('s0')
    expect(sceneAt(axis, 200)!.id).toBe('s1')
    expect(sceneAt(axis, 500)!.id).toBe('s1')
    expect(placeAt(axis, feelings, 310)).toEqual({
      sceneId: 's1',
      blockId: 's1b1',
      wordsBefore: 100,
      words: 100,
    })
    expect(wordAt(axis, 's1', 0.5)).toBe(350)
    expect(wordAt(axis, 'gone', 0.5)).toBeNull()
    expect(sceneAt(layOutBook([], {}), 0)).toBeNull()
  })

  it('names the leading emotion of a stretch and leaves neutral stretches unmarked', () => {
    const { nodes, feelings } = makeBook([
      [0.5, 0.5],
      [0, 0],
      [-0.4, 0.3],
    ])
    const spots = leadingEmotions(layOutBook(nodes, feelings), feelings, { from: 0, to: 600 }, 6)
    expect(spots.map(({ word, emotion }) => [word, emotion])).toEqual([
      [50, 'joy'],
      [150, 'joy'],
      [450, 'sadness'],
      [550, 'joy'],
    ])
  })
})
