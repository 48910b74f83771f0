// Every benchmark: questions about speed that are answered with figures. A new one is one file and one line here.
import type { Measurement } from '../measurement.ts'
import { wholeBook } from './whole-book.ts'

export const benches: readonly Measurement[] = [wholeBook]
