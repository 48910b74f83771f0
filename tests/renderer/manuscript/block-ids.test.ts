// Block ids: none missing, none twice, and the text keeps its own when it is split.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { blocksNeedingIds, newBlockId } from '../../../renderer/manuscript/block-ids.ts'

test('blocks without an id get one', () => {
  expect(
    blocksNeedingIds([
      { id: 'a', empty: false },
      { id: null, empty: false },
      { id: '', empty: true },
    ]),
  ).toEqual([1, 2])
})

test('of two with one id the first keeps it', () => {
  expect(
    blocksNeedingIds([
      { id: 'a', empty: false },
      { id: 'a', empty: false },
    ]),
  ).toEqual([1])
})

test('a paragraph pushed down by Enter at its start keeps its id', () => {
  expect(
    blocksNeedingIds([
      { id: 'a', empty: true },
      { id: 'a', empty: false },
    ]),
  ).toEqual([0])
})

test('afterwards every block has an id of its own', () => {
  const block = fc.record({ id: fc.option(fc.constantFrom('a', 'b', 'c', '')), empty: fc.boolean() })
  fc.assert(
    fc.property(fc.array(block, { maxLength: 20 }), (blocks) => {
      const needing = new Set(blocksNeedingIds(blocks))
      const ids = blocks.map((one, index) => (needing.has(index) ? newBlockId() : one.id))
      expect(new Set(ids).size).toBe(blocks.length)
      expect(ids.every((id) => id !== null && id !== '')).toBe(true)
      // No id that was there is lost.
      for (const { id } of blocks) if (id) expect(ids).toContain(id)
    }),
  )
})
