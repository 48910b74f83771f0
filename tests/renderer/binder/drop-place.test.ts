// What a drop in the binder means, and what may not be dropped where.
import { expect, test, vi } from 'vitest'
import type { Outputs } from '../../../engine/contract/index.ts'
import { binderNode } from '../../helpers/binder-node.ts'

vi.hoisted(() => {
  Object.assign(globalThis, {
    window: { matchMedia: () => ({ matches: false, addEventListener: () => undefined }) },
  })
})
const { dropPlace, mayStand } = await import('../../../renderer/binder/drop-place.ts')
const { placeFor, topmost } = await import('../../../renderer/binder/binder-store.ts')

type Node = Outputs['binder']['tree'][number]
const node = (id: string, kind: Node['kind'], parentId: string | null, position: number): Node =>
  binderNode({ id, kind, parentId, position, title: id })
const nodes = [
  node('part', 'part', null, 0),
  node('one', 'chapter', 'part', 0),
  node('a', 'scene', 'one', 0),
  node('b', 'scene', 'one', 1),
  node('c', 'scene', 'one', 2),
  node('two', 'chapter', 'part', 1),
  node('d', 'scene', 'two', 0),
]

test('before the first child means first, before another after its elder', () => {
  expect(dropPlace(nodes, 'a', 'before', new Set(['d']))).toEqual({ parentId: 'one', afterId: null })
  expect(dropPlace(nodes, 'c', 'before', new Set(['d']))).toEqual({ parentId: 'one', afterId: 'b' })
})

test('what moves itself is no place to stand beside', () => {
  expect(dropPlace(nodes, 'c', 'before', new Set(['b']))).toEqual({ parentId: 'one', afterId: 'a' })
  expect(dropPlace(nodes, 'b', 'after', new Set(['b']))).toEqual({ parentId: 'one', afterId: 'a' })
})

test('kinds have their order, and nothing stands under itself', () => {
  expect(mayStand(nodes, new Set(['a', 'd']), 'two')).toBe(true)
  expect(mayStand(nodes, new Set(['one']), 'two')).toBe(false)
  expect(mayStand(nodes, new Set(['a']), 'b')).toBe(false)
  expect(mayStand(nodes, new Set(['part']), 'part')).toBe(false)
  expect(mayStand(nodes, new Set(['a', 'one', 'part']), null)).toBe(true)
})

test('with a chapter go its scenes, once', () => {
  expect(topmost(nodes, new Set(['one', 'a', 'd']))).toEqual(['one', 'd'])
})

test('a new scene comes after the one at hand, a new chapter after its chapter', () => {
  expect(placeFor(nodes, 'scene', 'b')).toEqual({ parentId: 'one', afterId: 'b' })
  expect(placeFor(nodes, 'scene', 'two')).toEqual({ parentId: 'two' })
  expect(placeFor(nodes, 'chapter', 'b')).toEqual({ parentId: 'part', afterId: 'one' })
  expect(placeFor(nodes, 'part', 'b')).toEqual({ parentId: null, afterId: 'part' })
  expect(placeFor(nodes, 'scene', null)).toEqual({ parentId: null })
})
