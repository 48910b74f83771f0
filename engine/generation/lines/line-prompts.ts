// How a model is asked for lines: who follows instructions is told what is wanted, who only goes on with a text gets the
// beginning of a story that stops where the words would come.
import type { Turn } from '../../models/passage.ts'
import { BOND_WORDS, EMOTION_WORDS } from '../cast/persona-words.ts'
import { personaPrompt } from '../cast/persona-prompt.ts'
import type { LineOrder } from './line-order.ts'
import { mannerWords, situationWords, stateWords } from './situation-words.ts'

/** Lines that are there already and must not come again; more than a few teach a model to repeat them. */
const SHOWN = 6

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const listenerOf = ({ cell, brief }: LineOrder): string =>
  brief.listener !== null && brief.listener.name !== ''
    ? brief.listener.name
    : BOND_WORDS[brief.language][cell.bond]

/** A system message and a request; the answer has a line of speech on each of its lines. */
export const lineConversation = (order: LineOrder, count: number): readonly Turn[] => {
  const { cell, brief, maxCharacters, known } = order
  const { language, character } = brief
  const situation = situationWords(cell.situation, language, character.name, listenerOf(order))
  const feeling = EMOTION_WORDS[language][brief.feeling.label]
  const state = stateWords(cell.state, language)
  const there = known.slice(-SHOWN)
  const request =
    language === 'zh'
      ? [
          `情境：${situation}。`,
          `${character.name}此刻${[feeling, state].filter((part) => part !== '').join('，')}。`,
          `请写 ${count} 句${character.name}会说的不同台词，每行一句，每句不超过 ${maxCharacters} 个字。`,
          '只写台词本身：不要编号，不要引号，不要动作描写，不要解释。',
          there.length === 0 ? '' : `不要与这些相近：\n${there.join('\n')}`,
        ]
      : [
          `Situation: ${situation}.`,
          `${character.name} is ${[feeling, state].filter((part) => part !== '').join(', ')}.`,
          `Write ${count} different things that ${character.name} might say, each on a line of its own, at most ${maxCharacters} characters.`,
          'Write only the spoken words: no numbers, no quotation marks, no stage directions, no comment.',
          there.length === 0 ? '' : `Nothing like these:\n${there.join('\n')}`,
        ]
  return [
    { role: 'system', text: personaPrompt(brief) },
    { role: 'user', text: request.filter((part) => part !== '').join('\n') },
  ]
}

/** Characters of a story's beginning that a small model makes something of. */
const ROOM = { en: 460, zh: 170 } as const

/** The beginning of a story, up to the open quotation mark. */
export const lineOpening = (order: LineOrder): string => {
  const { cell, brief } = order
  const { language, character } = brief
  const { name, voice, background } = character
  const situation = capital(situationWords(cell.situation, language, name, listenerOf(order)))
  const manner = mannerWords(brief.feeling.label, language)
  const lead = language === 'zh' ? `${situation}。${name}${manner}：“` : `${situation}. ${name} ${manner}, "`
  const samples = voice.samples.map((sample) =>
    language === 'zh' ? `“${sample}”${name}说。` : `"${sample}" said ${name}.`,
  )
  let told = ''
  for (const part of [...samples.slice(0, 2), background]) {
    const more = part === '' ? told : `${told}${part}\n\n`
    if (more.length + lead.length <= ROOM[language]) told = more
  }
  return told + lead
}

/** What ends spoken words. */
export const LINE_STOPS: readonly string[] = ['”', '"', '」', '\n']
