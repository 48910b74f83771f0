// What is going on when a beat is to be said, in the words of a story: what was said so far, what this line is for. For models,
// whether they follow instructions or only go on with a text.
import type { Beat, BeatRole, Tone } from '../../domain/dialogue/growth/growth.ts'
import type { Language } from '../../domain/project.ts'

/** {name} speaks, {you} listens, {fact} is told or asked about. */
const ROLE_WORDS: Readonly<
  Record<Language, Readonly<Record<Exclude<BeatRole, 'answer' | 'choice'>, string>>>
> = {
  en: {
    open: '{name} speaks first, to {you}',
    more: '{name} goes on, a step nearer to what this talk is about',
    tell: '{name} tells {you} this in confidence. {fact}',
    close: '{name} brings the talk with {you} to its end',
  },
  zh: {
    open: '{name}先开口，对{you}说话',
    more: '{name}接着说，离这场谈话的目的更近一步',
    tell: '{name}悄悄告诉{you}：{fact}',
    close: '{name}要结束与{you}的谈话',
  },
}

const ANSWER_WORDS: Readonly<Record<Language, Readonly<Record<Tone, string>>>> = {
  en: {
    warm: '{name} answers the kind words of {you}',
    plain: '{name} answers the question of {you}',
    hard: '{name} answers {you}, who was rude',
    leave: '{name} lets {you} go',
    ask: '{name} answers {you}, who asks about this. {fact}',
  },
  zh: {
    warm: '{name}回应{you}的善意',
    plain: '{name}回答{you}的问题',
    hard: '{name}回应无礼的{you}',
    leave: '{name}让{you}离开',
    ask: '{you}问起这件事：{fact}，{name}回答',
  },
}

const CHOICE_WORDS: Readonly<Record<Language, Readonly<Record<Tone, string>>>> = {
  en: {
    warm: '{name} answers {you} kindly, in a few words',
    plain: '{name} asks {you} a short, plain question',
    hard: '{name} presses {you} hard, in a few sharp words',
    leave: '{name} takes leave of {you} in a few words',
    ask: '{name} asks {you} about this. {fact}',
  },
  zh: {
    warm: '{name}用几句话友善地回应{you}',
    plain: '{name}简短地问{you}一个问题',
    hard: '{name}用几句尖锐的话逼问{you}',
    leave: '{name}简短地向{you}告辞',
    ask: '{name}向{you}问起这件事：{fact}',
  },
}

const wordsOf = ({ role, tone }: Beat, language: Language): string => {
  if (role === 'answer') return ANSWER_WORDS[language][tone]
  return role === 'choice' ? CHOICE_WORDS[language][tone] : ROLE_WORDS[language][role]
}

/** Lines that are told again; a small model loses itself in more. */
const TOLD = 3

export interface BeatScene {
  readonly goal: string
  readonly name: string
  readonly listener: string
  /** '' for none. */
  readonly fact: string
  /** What was said on the way here, the nearest last. */
  readonly said: readonly { readonly name: string; readonly text: string }[]
}

/** One paragraph without a full stop, as situations are written. */
export const beatSituation = (beat: Beat, language: Language, scene: BeatScene): string => {
  const { goal, name, listener, fact, said } = scene
  const quoted = said
    .slice(-TOLD)
    .map((line) =>
      language === 'zh' ? `${line.name}说：“${line.text}”` : `"${line.text}" said ${line.name}.`,
    )
  const bare = (text: string): string => text.trim().replace(/[.。!！]$/u, '')
  const about =
    goal.trim() === ''
      ? []
      : [language === 'zh' ? `这场谈话要达到的目的：${bare(goal)}。` : `this talk has an aim. ${bare(goal)}.`]
  const now = wordsOf(beat, language)
    .replaceAll('{name}', () => name)
    .replaceAll('{you}', () => listener)
    .replaceAll('{fact}', () => bare(fact))
  return [...about, ...quoted, now].join(language === 'zh' ? '' : ' ')
}
