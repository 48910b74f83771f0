// How a grammar makes sentences: one of several, in the register of a voice, whole and with a capital.
import type { CharacterVoice } from '../../domain/character.ts'
import type { Random } from '../../nn/seed.ts'
import type { LineGrammar } from './grammar/line-grammar.ts'

const ALTERNATIVES = /\[([^[\]]*)\]/gu

export const pick = <T>(random: Random, list: readonly T[]): T | undefined =>
  list.length === 0 ? undefined : list[random.integer(list.length)]

/** `[a|b]` becomes either. */
export const expand = (template: string, random: Random): string =>
  template.replaceAll(ALTERNATIVES, (_, choices: string) => pick(random, choices.split('|')) ?? '')

export const capital = (text: string): string => text.charAt(0).toLocaleUpperCase('en') + text.slice(1)

/** A sentence of its own out of a phrase or fact. */
export const sentence = (phrase: string, { stop }: Pick<LineGrammar, 'stop'>): string => {
  const bare = phrase.trim()
  return capital(/[.!?…。！？]["”’」』]?$/u.test(bare) ? bare : `${bare}${stop}`)
}

export const inRegister = (
  text: string,
  { register }: Pick<CharacterVoice, 'register'>,
  { registers }: Pick<LineGrammar, 'registers'>,
): string => registers[register].reduce((told, [plain, instead]) => told.replaceAll(plain, instead), text)
