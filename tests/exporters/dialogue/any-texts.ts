// Texts drawn from signs that mean something to one format or another, and how many of them are tried.
import fc from 'fast-check'

const sign = fc.constantFrom(
  ...Array.from('#{}[]/\\->:<|*"`~=+!@$%^&()_ ;,.?0nT\''),
  '//',
  '->',
  '::',
  '<<',
  '>>',
  '[[',
  ']]',
  '===',
  '---',
  '<>',
  '😀',
  'م',
  '雨',
  '【',
  'TODO:',
)
const text = fc.array(sign, { minLength: 1, maxLength: 12 }).map((signs) => signs.join(''))

export const anyTexts = fc.array(text, { minLength: 1, maxLength: 8 })

const RUNS = Number(process.env['FUZZ_RUNS'] ?? 60)

/** More with `FUZZ_RUNS=2000`: so many dialogues for each format; others with `FUZZ_SEED=2`. */
export const FUZZ = { numRuns: RUNS, seed: Number(process.env['FUZZ_SEED'] ?? 7) }
export const FUZZ_MS = 120_000 + 2000 * RUNS
