// What counts as written: typing does, and undo takes back exactly what it takes back.
import { expect, test } from 'vitest'
import { WrittenLog, type Origin } from '../../../renderer/manuscript/written-log.ts'

const words = (count: number, characters = 0) => ({ words: count, characters })
const ZERO = { typed: 0, removed: 0, pasted: 0, generated: 0 }

/** Edits that each begin a group, as counts of words before and after. */
const logOf = (...edits: readonly (readonly [number, number, Origin])[]): WrittenLog => {
  const log = new WrittenLog()
  for (const [before, after, origin] of edits) log.edit(words(before), words(after), origin, true)
  return log
}

test('each kind of edit is told apart, by script', () => {
  const log = logOf([0, 3, 'typed'], [3, 10, 'pasted'], [10, 12, 'generated'], [12, 8, 'typed'])
  log.edit(words(8, 0), words(8, 2), 'typed', true)
  expect(log.take()).toEqual({
    words: { typed: 3, removed: 4, pasted: 7, generated: 2 },
    characters: { ...ZERO, typed: 2 },
  })
  expect(log.take()).toBeUndefined()
})

test('undoing a deletion, or a paste, counts nothing in the end; redo counts it again', () => {
  const log = logOf([10, 2, 'typed'], [2, 52, 'pasted'])
  log.undo()
  log.undo()
  expect(log.take()).toBeUndefined()
  log.redo()
  expect(log.take()?.words).toEqual({ ...ZERO, removed: 8 })
  log.undo()
  expect(log.take()?.words).toEqual({ ...ZERO, removed: -8 })
})

test('typing within one group is undone with it', () => {
  const log = logOf([0, 1, 'typed'])
  log.edit(words(1), words(2), 'typed', false)
  log.edit(words(2), words(5), 'typed', true)
  log.undo()
  expect(log.take()?.words).toEqual({ ...ZERO, typed: 2 })
})

test('what was cut and put in elsewhere was only moved', () => {
  expect(logOf([20, 12, 'typed'], [12, 20, 'moved']).take()).toBeUndefined()
})

test('what a failed save took is told with the next one', () => {
  const log = logOf([0, 3, 'typed'])
  const report = log.take()
  log.edit(words(3), words(4), 'typed', false)
  log.giveBack(report)
  expect(log.take()?.words).toEqual({ ...ZERO, typed: 4 })
})
