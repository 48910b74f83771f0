// What of a strip has room: all of it, or what stays beside the menu of the rest.
import { expect, it } from 'vitest'
import { howManyFit } from '../../../renderer/ui/how-many-fit.ts'

const strip = { widths: [100, 30, 30, 30], more: 30, gap: 2 }
const WHOLE = 100 + 3 * 30 + 4 * 2

it('keeps everything, without a menu, as long as it has room', () => {
  expect(howManyFit({ ...strip, room: WHOLE })).toBe(4)
})

it('gives the menu room as soon as one thing has none', () => {
  expect(howManyFit({ ...strip, room: WHOLE - 1 })).toBe(2)
  expect(howManyFit({ ...strip, more: 20, room: WHOLE - 1 })).toBe(3)
})

it('folds from the end, and in the end all', () => {
  expect(howManyFit({ ...strip, room: 134 })).toBe(1)
  expect(howManyFit({ ...strip, room: 133 })).toBe(0)
  expect(howManyFit({ ...strip, widths: [], room: 0 })).toBe(0)
})
