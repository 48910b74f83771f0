// The words by which a model is told who somebody is, in English and Chinese: scales become phrases, and the middle of a
// scale is not worth a word.
import type { Register, Rhythm } from '../../domain/character.ts'
import type { Factor } from '../../domain/cast/personality.ts'
import type { Bond } from '../../domain/cast/relation.ts'
import type { Emotion } from '../../domain/emotion.ts'
import type { Language } from '../../domain/project.ts'

type In<Text> = Readonly<Record<Language, Text>>

/** Low and high ends of each factor. */
export const FACTOR_WORDS: In<Readonly<Record<Factor, readonly [low: string, high: string]>>> = {
  en: {
    openness: ['down-to-earth, wary of new ideas', 'curious and imaginative'],
    conscientiousness: ['careless, lives for the moment', 'orderly and dutiful'],
    extraversion: ['reserved, sparing with words', 'outgoing and talkative'],
    agreeableness: ['blunt, slow to trust', 'warm and obliging'],
    neuroticism: ['even-tempered, hard to rattle', 'thin-skinned, quick to worry'],
  },
  zh: {
    openness: ['务实，对新鲜事物有戒心', '好奇，富于想象'],
    conscientiousness: ['散漫，得过且过', '有条理，尽职尽责'],
    extraversion: ['内敛，惜字如金', '外向健谈'],
    agreeableness: ['说话直，不轻信人', '热心，好说话'],
    neuroticism: ['沉稳，处变不惊', '敏感，容易担忧'],
  },
}

export const REGISTER_WORDS: In<Readonly<Record<Register, string>>> = {
  en: {
    plain: 'plain everyday words',
    formal: 'formal and well-chosen words, no contractions',
    colloquial: 'colloquial speech, with contractions and slang',
    archaic: 'old-fashioned speech',
    childlike: 'simple words, like a child',
  },
  zh: {
    plain: '平常的大白话',
    formal: '措辞正式、得体',
    colloquial: '口语，带俚俗的说法',
    archaic: '半文半白的旧式口吻',
    childlike: '孩子气的简单话',
  },
}

export const RHYTHM_WORDS: In<Readonly<Record<Rhythm, string>>> = {
  en: { short: 'short, clipped sentences', mixed: '', long: 'long, winding sentences' },
  zh: { short: '句子短促', mixed: '', long: '句子绵长' },
}

export const BOND_WORDS: In<Readonly<Record<Bond, string>>> = {
  en: {
    stranger: 'a stranger',
    friend: 'a friend',
    rival: 'a rival',
    superior: 'someone of higher rank',
    customer: 'a customer',
    beloved: 'someone dearly loved',
  },
  zh: {
    stranger: '陌生人',
    friend: '朋友',
    rival: '对头',
    superior: '地位更高的人',
    customer: '客人',
    beloved: '心爱的人',
  },
}

export const EMOTION_WORDS: In<Readonly<Record<Emotion, string>>> = {
  en: {
    joy: 'glad',
    sadness: 'sad',
    anger: 'angry',
    fear: 'afraid',
    disgust: 'disgusted',
    surprise: 'astonished',
    neutral: 'calm',
  },
  zh: {
    joy: '高兴',
    sadness: '难过',
    anger: '生气',
    fear: '害怕',
    disgust: '厌恶',
    surprise: '吃惊',
    neutral: '平静',
  },
}
