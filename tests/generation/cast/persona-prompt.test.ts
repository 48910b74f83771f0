// What a model is told of a character: everything on the sheet that says something, in the language of the story.
import { expect, test } from 'vitest'
import { BOND_RELATIONS } from '../../../engine/domain/cast/relation.ts'
import { NEW_CHARACTER, type CharacterSheet } from '../../../engine/domain/character.ts'
import { personalityWords, personaPrompt } from '../../../engine/generation/cast/persona-prompt.ts'

const ANN: CharacterSheet = {
  ...NEW_CHARACTER,
  name: 'Ann',
  role: 'keeper of the lock',
  traits: ['stubborn'],
  personality: { ...NEW_CHARACTER.personality, extraversion: 0.1, neuroticism: 0.6 },
  background: 'Raised on the river.',
  goals: ['keep the lock open'],
  voice: {
    register: 'colloquial',
    rhythm: 'short',
    favourites: ['mark my words'],
    forbidden: ['sorry'],
    samples: ['Water comes, water goes.'],
  },
}
const FEELING = { label: 'fear', valence: -0.5, arousal: 0.7 } as const

test('holds the sheet, what is known and who listens, and nothing of the middle of a scale', () => {
  const text = personaPrompt({
    character: ANN,
    language: 'en',
    facts: ['The dam is cracked.'],
    listener: { name: 'Tom', relation: BOND_RELATIONS.friend },
    feeling: FEELING,
  })
  for (const part of [
    'Ann, keeper of the lock',
    'Raised on the river.',
    'stubborn; reserved',
    'keep the lock open',
    'short, clipped sentences',
    'mark my words',
    'never say: sorry',
    '- Water comes, water goes.',
    '- The dam is cracked.',
    'Tom, to you a friend',
    'you are afraid',
  ])
    expect(text).toContain(part)
  expect(personalityWords(ANN, 'en')).toHaveLength(2)
  expect(text).not.toMatch(/\n\n|undefined/u)
})

test('is Chinese for a Chinese story, and short where the sheet is empty', () => {
  const bare = { ...NEW_CHARACTER, name: '林晚' }
  const text = personaPrompt({ character: bare, language: 'zh', facts: [], listener: null, feeling: FEELING })
  expect(text.split('\n')).toEqual([
    '你是林晚。你只以林晚的身份、用自己的口吻说话，不替别人说话。',
    '你说话的样子：平常的大白话。',
    '此刻你的心情：害怕。',
  ])
})
