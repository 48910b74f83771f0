// Lines without any model: sentences of a small grammar, put together by situation, feeling, listener and voice. Plain and
// honest rather than inspired; it knows only the situations it has words for.
import { Random } from '../../nn/seed.ts'
import { isSituation } from '../../domain/lines/line-matrix.ts'
import { CHINESE } from './grammar/chinese.ts'
import { ENGLISH } from './grammar/english.ts'
import { capital, expand, inRegister, pick, sentence } from './compose.ts'
import type { LineGrammar } from './grammar/line-grammar.ts'
import type { LineOrder, LineWriter } from './line-order.ts'

/** How often a line addresses its listener, uses a pet phrase, tells something that is known. */
const ADDRESSED = 0.5
const PET_PHRASE = 0.25
const TELLING = 0.4
/** Situations in which somebody may tell what they know. */
const TALKATIVE: ReadonlySet<string> = new Set(['rumour', 'quest', 'warning', 'greeting'])

const composed = (order: LineOrder, grammar: LineGrammar, random: Random): string => {
  const { brief, cell } = order
  const { voice } = brief.character
  const emotion = cell.emotion ?? brief.feeling.label
  const { situation } = cell
  if (!isSituation(situation)) return ''
  const address = random.next() < ADDRESSED ? pick(random, grammar.address[cell.bond]) : undefined
  const say = (template: string | undefined): string =>
    template === undefined
      ? ''
      : expand(template, random).replace('~', address === undefined ? '' : grammar.comma + address)
  const fact = TALKATIVE.has(situation) && random.next() < TELLING ? pick(random, brief.facts) : undefined
  const core =
    fact === undefined
      ? say(pick(random, grammar.cores[situation]))
      : say(pick(random, grammar.telling)).replace('{fact}', () => sentence(fact, grammar))
  const before = say(pick(random, grammar.before[emotion]))
  const behind = say(pick(random, grammar.behind[emotion]))
  const state = say(pick(random, grammar.states[cell.state]))
  const pet = random.next() < PET_PHRASE ? pick(random, voice.favourites) : undefined
  const colour = random.next() < 0.5 ? [before, core] : [core, behind]
  const parts =
    voice.rhythm === 'short'
      ? random.next() < 0.3 && emotion === 'neutral'
        ? [core]
        : colour
      : voice.rhythm === 'long'
        ? [before, core, state, behind]
        : [...colour, ...(random.next() < 0.6 ? [state] : [])]
  const told = [...parts, pet === undefined ? '' : sentence(pet, grammar)].filter((part) => part !== '')
  return capital(inRegister(told.join(grammar.space), voice, grammar))
}

/** Tries so often for one more that is new, before it has said everything. */
const TRIES = 12

export const grammarWriter: LineWriter = {
  id: 'grammar',
  name: 'Grammar',
  fingerprint: '',
  write(order, count) {
    const grammar = order.brief.language === 'zh' ? CHINESE : ENGLISH
    const random = new Random(order.seed)
    const texts = new Set<string>()
    for (let tries = 0; texts.size < count && tries < count * TRIES; tries++) {
      const text = composed(order, grammar, random)
      if (text !== '') texts.add(text)
    }
    return Promise.resolve({ texts: [...texts], tokens: 0 })
  },
}
