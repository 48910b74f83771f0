// Numbers of parts and chapters as books write them, in both languages.
import type { Language } from '../domain/project.ts'

const ROMAN: readonly (readonly [number, string])[] = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
]
const SMALL =
  'Zero One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Thirteen Fourteen Fifteen Sixteen Seventeen Eighteen Nineteen'.split(
    ' ',
  )
const TENS = 'Zero Ten Twenty Thirty Forty Fifty Sixty Seventy Eighty Ninety'.split(' ')
const HAN = '零一二三四五六七八九'

const roman = (number: number): string => {
  let rest = number
  let text = ''
  for (const [value, sign] of ROMAN)
    while (rest >= value) {
      text += sign
      rest -= value
    }
  return text
}

const english = (number: number): string => {
  if (number < 20) return SMALL[number] ?? String(number)
  if (number < 100) {
    const ones = number % 10
    return `${TENS[Math.floor(number / 10)]}${ones === 0 ? '' : `-${SMALL[ones]}`}`
  }
  if (number >= 1000) return String(number)
  const rest = number % 100
  return `${SMALL[Math.floor(number / 100)]} Hundred${rest === 0 ? '' : ` and ${english(rest)}`}`
}

const chinese = (number: number): string => {
  if (number >= 1000) return String(number)
  const [hundreds, tens, ones] = [Math.floor(number / 100), Math.floor(number / 10) % 10, number % 10]
  const high = hundreds === 0 ? '' : `${HAN[hundreds]}百`
  const one = ones === 0 ? '' : HAN[ones]
  if (tens === 0) return high + (hundreds > 0 && ones > 0 ? '零' : '') + (one || (high === '' ? '零' : ''))
  // 十二, but 一百一十二.
  return `${high}${tens === 1 && hundreds === 0 ? '' : HAN[tens]}十${one}`
}

export type Numbering = 'arabic' | 'words' | 'roman'

/** @param number from 1. */
export const numeral = (number: number, numbering: Numbering, language: Language): string => {
  switch (numbering) {
    case 'arabic':
      return String(number)
    case 'roman':
      return roman(number)
    case 'words':
      return language === 'zh' ? chinese(number) : english(number)
  }
}
