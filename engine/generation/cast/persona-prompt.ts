// Tells a model who speaks: the sheet, what they know and feel, and to whom they speak. What they do not know is never told,
// so that it cannot slip out. What is asked of them, the caller adds.
import type { CharacterSheet } from '../../domain/character.ts'
import type { LineEmotion } from '../../domain/dialogue/dialogue.ts'
import { FACTORS } from '../../domain/cast/personality.ts'
import { bondOf, type Relation } from '../../domain/cast/relation.ts'
import type { Language } from '../../domain/project.ts'
import { BOND_WORDS, EMOTION_WORDS, FACTOR_WORDS, REGISTER_WORDS, RHYTHM_WORDS } from './persona-words.ts'

export interface PersonaBrief {
  readonly character: CharacterSheet
  readonly language: Language
  /** Sentences: what they know at this place of the story, the most important first. */
  readonly facts: readonly string[]
  /** Null: nobody in particular. */
  readonly listener: { readonly name: string; readonly relation: Relation } | null
  readonly feeling: LineEmotion
}

/** Samples of their voice that a prompt has room for. */
const SAMPLES = 6
/** Facts likewise. */
const FACTS = 24
/** So near to the middle a factor says nothing. */
const MIDDLE = 0.15

/** Their personality in words: the writer's own first, then the ends of the scales. */
export const personalityWords = (
  { personality, traits }: Pick<CharacterSheet, 'personality' | 'traits'>,
  language: Language,
): readonly string[] => [
  ...traits,
  ...FACTORS.flatMap((factor) => {
    const value = personality[factor] - 0.5
    return Math.abs(value) < MIDDLE ? [] : [FACTOR_WORDS[language][factor][value < 0 ? 0 : 1]]
  }),
]

const bulleted = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n')

const english = ({ character, facts, listener, feeling }: PersonaBrief): readonly string[] => {
  const { name, role, background, goals, voice } = character
  const words = personalityWords(character, 'en')
  const speech = [REGISTER_WORDS.en[voice.register], RHYTHM_WORDS.en[voice.rhythm]].filter(
    (part) => part !== '',
  )
  const bond = listener && BOND_WORDS.en[bondOf(listener.relation)]
  return [
    `You are ${name}${role === '' ? '' : `, ${role}`}. You speak only as ${name}, in your own voice, and never as anyone else.`,
    background,
    words.length === 0 ? '' : `You are ${words.join('; ')}.`,
    goals.length === 0 ? '' : `What you want: ${goals.join('; ')}.`,
    `You use ${speech.join(', ')}.`,
    voice.favourites.length === 0 ? '' : `You like to say: ${voice.favourites.join(', ')}.`,
    voice.forbidden.length === 0 ? '' : `You never say: ${voice.forbidden.join(', ')}.`,
    voice.samples.length === 0 ? '' : `You sound like this:\n${bulleted(voice.samples.slice(0, SAMPLES))}`,
    facts.length === 0 ? '' : `You know this, and no secrets beside it:\n${bulleted(facts.slice(0, FACTS))}`,
    listener ? `You speak to ${listener.name === '' ? bond : `${listener.name}, to you ${bond}`}.` : '',
    `Just now you are ${EMOTION_WORDS.en[feeling.label]}.`,
  ]
}

const chinese = ({ character, facts, listener, feeling }: PersonaBrief): readonly string[] => {
  const { name, role, background, goals, voice } = character
  const words = personalityWords(character, 'zh')
  const speech = [REGISTER_WORDS.zh[voice.register], RHYTHM_WORDS.zh[voice.rhythm]].filter(
    (part) => part !== '',
  )
  const bond = listener && BOND_WORDS.zh[bondOf(listener.relation)]
  return [
    `你是${name}${role === '' ? '' : `，${role}`}。你只以${name}的身份、用自己的口吻说话，不替别人说话。`,
    background,
    words.length === 0 ? '' : `你的性格：${words.join('；')}。`,
    goals.length === 0 ? '' : `你想要的：${goals.join('；')}。`,
    `你说话的样子：${speech.join('，')}。`,
    voice.favourites.length === 0 ? '' : `你爱说：${voice.favourites.join('、')}。`,
    voice.forbidden.length === 0 ? '' : `你从不说：${voice.forbidden.join('、')}。`,
    voice.samples.length === 0 ? '' : `你的口吻是这样的：\n${bulleted(voice.samples.slice(0, SAMPLES))}`,
    facts.length === 0 ? '' : `你知道下面这些事，此外的秘密一概不知：\n${bulleted(facts.slice(0, FACTS))}`,
    listener ? `你在对${listener.name === '' ? bond : `${listener.name}（你的${bond}）`}说话。` : '',
    `此刻你的心情：${EMOTION_WORDS.zh[feeling.label]}。`,
  ]
}

/** A system message; paragraphs of plain text. */
export const personaPrompt = (brief: PersonaBrief): string =>
  (brief.language === 'zh' ? chinese(brief) : english(brief)).filter((part) => part.trim() !== '').join('\n')
