// Talk without any model: sentences of a small grammar by what a line is for and how the player spoke, coloured by feeling.
import type { Beat } from '../../domain/dialogue/growth/growth.ts'
import { Random } from '../../nn/seed.ts'
import { capital, expand, inRegister, pick, sentence } from '../lines/compose.ts'
import { CHINESE } from '../lines/grammar/chinese.ts'
import { ENGLISH } from '../lines/grammar/english.ts'
import type { LineOrder, LineWriter } from '../lines/line-order.ts'
import { CHINESE_TALK } from './grammar/chinese.ts'
import { ENGLISH_TALK } from './grammar/english.ts'
import type { GrowthGrammar } from './growth-grammar.ts'

/** How often a line of the cast begins with what the feeling alone would say. */
const COLOURED = 0.5
const TRIES = 12

const templatesOf = ({ role, tone }: Beat, talk: GrowthGrammar): readonly string[] => {
  switch (role) {
    case 'open':
    case 'more':
    case 'tell':
      return talk[role]
    case 'answer':
    case 'close':
    case 'choice':
      return talk[role][tone]
  }
}

const composed = (beat: Beat, fact: string, { brief }: LineOrder, random: Random): string => {
  const isChinese = brief.language === 'zh'
  const [talk, lines] = isChinese ? [CHINESE_TALK, CHINESE] : [ENGLISH_TALK, ENGLISH]
  const one = (list: readonly string[]): string => expand(pick(random, list) ?? '', random)
  const said = one(templatesOf(beat, talk)).replace('{fact}', () => sentence(fact, lines))
  const isPlayer = beat.role === 'choice'
  const before = !isPlayer && random.next() < COLOURED ? one(lines.before[beat.emotion]) : ''
  const told = [before.replace('~', ''), said].filter((part) => part !== '').join(lines.space)
  return isPlayer ? said : capital(inRegister(told, brief.character.voice, lines))
}

/** @param fact what is told or asked about; '' for none. */
export const grammarTalk = (beat: Beat, fact: string): Pick<LineWriter, 'write'> => ({
  write(order, count) {
    const random = new Random(order.seed)
    const texts = new Set<string>()
    for (let tries = 0; texts.size < count && tries < count * TRIES; tries++)
      texts.add(composed(beat, fact, order, random))
    return Promise.resolve({ texts: [...texts], tokens: 0 })
  },
})
