// What is going on when a line is said, as a sentence of a story that any model can go on from, in English and Chinese.
import type { Emotion } from '../../domain/emotion.ts'
import { isSituation, type LineState, type Situation } from '../../domain/lines/line-matrix.ts'
import type { Language } from '../../domain/project.ts'

/** {name} speaks, {you} listens. */
const SITUATION_WORDS: Readonly<Record<Language, Readonly<Record<Situation, string>>>> = {
  en: {
    greeting: '{you} comes up, and {name} greets them',
    farewell: '{you} is about to leave, and {name} says goodbye',
    idle: 'nothing much is going on, and {name} mutters to nobody in particular',
    combat: 'a fight has broken out, and {name} shouts in the thick of it',
    wounded: '{name} has been wounded and speaks to {you}',
    victory: 'the fight is won, and {name} turns to {you}',
    shop: '{you} looks over the goods that {name} has for sale',
    quest: '{name} asks {you} for help with a task',
    reward: '{you} has done what was asked, and {name} gives them their reward',
    rumour: '{name} passes on a piece of gossip to {you}',
    warning: '{name} warns {you} of a danger',
    refusal: '{you} asks for something that {name} will not give',
  },
  zh: {
    greeting: '{you}走上前来，{name}打招呼',
    farewell: '{you}正要离开，{name}道别',
    idle: '没什么事，{name}自言自语',
    combat: '打起来了，{name}在混战中大喊',
    wounded: '{name}受了伤，对{you}说话',
    victory: '仗打赢了，{name}转向{you}',
    shop: '{you}在看{name}卖的东西',
    quest: '{name}请{you}帮忙办一件事',
    reward: '{you}办成了事，{name}给报酬',
    rumour: '{name}对{you}说起一桩传闻',
    warning: '{name}提醒{you}有危险',
    refusal: '{you}想要的东西，{name}不肯给',
  },
}

const STATE_WORDS: Readonly<Record<Language, Readonly<Record<LineState, string>>>> = {
  en: { calm: '', tense: 'tense and pressed for time', weary: 'worn out', elated: 'in the highest spirits' },
  zh: { calm: '', tense: '紧张、赶时间', weary: '疲惫不堪', elated: '兴高采烈' },
}

/** How something is said, before the words. */
const MANNER: Readonly<Record<Language, Readonly<Record<Emotion, string>>>> = {
  en: {
    joy: 'said happily',
    sadness: 'said sadly',
    anger: 'said angrily',
    fear: 'said fearfully',
    disgust: 'said in disgust',
    surprise: 'said in astonishment',
    neutral: 'said',
  },
  zh: {
    joy: '高兴地说',
    sadness: '难过地说',
    anger: '生气地说',
    fear: '害怕地说',
    disgust: '厌恶地说',
    surprise: '吃惊地说',
    neutral: '说',
  },
}

const filled = (text: string, name: string, you: string): string =>
  text.replaceAll('{name}', () => name).replaceAll('{you}', () => you)

/** @param situation one of the studio's, or the writer's own words, which stand as they are. */
export const situationWords = (situation: string, language: Language, name: string, you: string): string => {
  const words = isSituation(situation) ? SITUATION_WORDS[language][situation] : situation
  return filled(words, name, you)
}

/** '' for calm. */
export const stateWords = (state: LineState, language: Language): string => STATE_WORDS[language][state]

export const mannerWords = (emotion: Emotion, language: Language): string => MANNER[language][emotion]
