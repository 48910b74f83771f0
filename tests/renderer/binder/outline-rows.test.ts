// The outline's lines: the book's order, or sorted for the eye only; and steps of the keyboard through the tree.
import { expect, test, vi } from 'vitest'
import { binderNode } from '../../helpers/binder-node.ts'

vi.hoisted(() => {
  Object.assign(globalThis, {
    window: { matchMedia: () => ({ matches: false, addEventListener: () => undefined }) },
  })
})
const { outlineRows } = await import('../../../renderer/binder/outline-rows.ts')
const { stepPlace } = await import('../../../renderer/binder/drop-place.ts')

const nodes = [
  binderNode({ id: 'one', kind: 'chapter', title: 'One', position: 0 }),
  binderNode({ id: 'a', kind: 'scene', title: 'Zebra', parentId: 'one', words: 10, status: 'done' }),
  binderNode({ id: 'b', kind: 'scene', title: 'apple', parentId: 'one', words: 30, position: 1, pov: 'Ada' }),
  binderNode({ id: 'two', kind: 'chapter', title: 'Two', position: 1 }),
  binderNode({ id: 'c', kind: 'scene', title: 'Éclair', parentId: 'two', words: 20, status: 'idea' }),
  binderNode({ id: 'notes', kind: 'folder', title: 'Research', position: 2 }),
]
const { compare } = new Intl.Collator('en')
const sorted = (
  column: 'title' | 'words' | 'status' | 'pov' | 'arc',
  direction: 'ascending' | 'descending' = 'ascending',
): string[] =>
  outlineRows(
    nodes,
    { column, direction },
    (node) => node.title,
    (node) => (node.id === 'c' ? null : node.words - 20),
    compare,
  ).map(({ id }) => id)

test('in the order of the book everything stands where it stands', () => {
  const rows = outlineRows(
    nodes,
    null,
    (node) => node.title,
    () => null,
    compare,
  )
  expect(rows.map(({ id, depth }) => `${depth} ${id}`)).toEqual([
    '0 one',
    '1 a',
    '1 b',
    '0 two',
    '1 c',
    '0 notes',
  ])
})

test('a sorted view has the documents only; what has no value stands last', () => {
  expect(sorted('title')).toEqual(['b', 'c', 'a'])
  expect(sorted('words', 'descending')).toEqual(['b', 'c', 'a'])
  expect(sorted('status')).toEqual(['b', 'c', 'a'])
  expect(sorted('pov')).toEqual(['b', 'a', 'c'])
  expect(sorted('arc', 'descending')).toEqual(['b', 'a', 'c'])
})

test('a step goes past the neighbour, over the edge of a chapter, and stops at the end', () => {
  expect(stepPlace(nodes, ['b'], -1)).toEqual({ parentId: 'one', afterId: null })
  expect(stepPlace(nodes, ['a', 'b'], 1)).toEqual({ parentId: 'two', afterId: null })
  expect(stepPlace(nodes, ['c'], -1)).toEqual({ parentId: 'one' })
  expect(stepPlace(nodes, ['c'], 1)).toEqual({ parentId: null, afterId: 'two' })
  expect(stepPlace(nodes, ['one'], -1)).toBeNull()
  expect(stepPlace(nodes, ['one'], 1)).toEqual({ parentId: null, afterId: 'two' })
  expect(stepPlace(nodes, ['notes'], 1)).toBeNull()
})
