// The numbers chapters are counted with, as they stand in headings: Roman, Arabic and spelled out in English.

const UNITS =
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'
const ORDINALS =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth ' +
  'sixteenth seventeenth eighteenth nineteenth'
const ORDINAL_TENS = 'twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth'

const numbered = (words: string, factor: number): [string, number][] =>
  words.split(' ').map((word, i) => [word, (i + 1) * factor])

const SMALL = new Map([...numbered(UNITS, 1), ...numbered(ORDINALS, 1)])
const LARGE = new Map([
  ...numbered(TENS, 10).map(([word, value]): [string, number] => [word, value + 10]),
  ...numbered(ORDINAL_TENS, 10).map(([word, value]): [string, number] => [word, value + 10]),
])
const byLength = (words: Iterable<string>): string => [...words].sort((a, b) => b.length - a.length).join('|')

/** Source of a pattern (for the `i` flag) that matches a number in words. */
export const SPELLED = `(?:(?:${byLength(LARGE.keys())})(?:[- ](?:${byLength(SMALL.keys())}))?|${byLength(SMALL.keys())})`

const ROMAN =
  /^(?=[ivxlc])(?:xc|xl|l?x{0,4})(?:ix|iv|v?i{0,4})$|^c{1,3}(?:xc|xl|l?x{0,4})(?:ix|iv|v?i{0,4})$/iu
const ROMAN_VALUES: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50, c: 100 }

const romanValue = (text: string): number => {
  let value = 0
  const digits = Array.from(text.toLowerCase(), (char) => ROMAN_VALUES[char] ?? 0)
  digits.forEach((digit, i) => (value += digit < (digits[i + 1] ?? 0) ? -digit : digit))
  return value
}

/** The number a heading's numeral stands for, or undefined when it is none. */
export const readNumeral = (text: string): number | undefined => {
  const plain = text.trim().toLowerCase()
  if (/^\d{1,4}$/u.test(plain)) return Number(plain)
  if (ROMAN.test(plain)) return romanValue(plain)
  const [first = '', second] = plain.split(/[- ]/u)
  const small = SMALL.get(second ?? first)
  const large = LARGE.get(first)
  if (second === undefined) return small ?? large
  return large !== undefined && small !== undefined ? large + small : undefined
}
