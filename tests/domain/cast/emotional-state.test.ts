// Feelings of a character: judged by what happens to them, fading over time, resting in their personality.
import { describe, expect, test } from 'vitest'
import { appraise, FELT, heardWords, type StoryEvent } from '../../../engine/domain/cast/appraisal.ts'
import {
  afterEvent,
  decayed,
  restingState,
  spokenFeeling,
  type EmotionalState,
} from '../../../engine/domain/cast/emotional-state.ts'
import { restingMood, type Personality } from '../../../engine/domain/cast/personality.ts'
import { afterDeed, BOND_RELATIONS, bondOf, BONDS, STRANGERS } from '../../../engine/domain/cast/relation.ts'
import { keysIn, knows } from '../../../engine/domain/cast/story-fact.ts'
import { NEW_CHARACTER } from '../../../engine/domain/character.ts'
import { Random } from '../../../engine/nn/seed.ts'

const AVERAGE = NEW_CHARACTER.personality
const like = (part: Partial<Personality>): Personality => ({ ...AVERAGE, ...part })
const namesOf = (state: EmotionalState): readonly string[] => state.emotions.map(({ felt }) => felt)

describe('what happens is judged', () => {
  test.each<[string, StoryEvent, string]>([
    ['a wish fulfilled', { desirable: 0.8 }, 'joy'],
    ['a loss', { desirable: -0.8 }, 'distress'],
    ['a danger that may come', { desirable: -0.9, likelihood: 0.6 }, 'fear'],
    ['a chance that may come', { desirable: 0.9, likelihood: 0.6 }, 'hope'],
    ['a feared thing that did not come', { desirable: 0.6, awaited: 'feared' }, 'relief'],
    ['a hope that failed', { desirable: -0.6, awaited: 'hoped' }, 'disappointment'],
    ['an insult that does harm', { desirable: -0.7, praiseworthy: -0.7, by: 'other' }, 'anger'],
    ['help', { desirable: 0.7, praiseworthy: 0.7, by: 'other' }, 'gratitude'],
    ['one’s own wrong', { praiseworthy: -0.7, by: 'self' }, 'shame'],
    ['one’s own good deed', { praiseworthy: 0.7, by: 'self' }, 'pride'],
    ['a friend’s luck', { forOther: { desirable: 0.8, liking: 0.8 } }, 'happyFor'],
    ['a friend’s misfortune', { forOther: { desirable: -0.8, liking: 0.8 } }, 'pity'],
    ['a rival’s luck', { forOther: { desirable: 0.8, liking: -0.8 } }, 'resentment'],
    ['a rival’s misfortune', { forOther: { desirable: -0.8, liking: -0.8 } }, 'gloating'],
    ['a foul thing', { appeal: -0.8 }, 'disgust'],
    ['a bolt from the blue', { unexpected: 0.9 }, 'surprise'],
  ])('%s', (_, event, felt) => {
    expect(appraise(event)).toHaveProperty(felt)
  })

  test('nothing is felt about nothing', () => {
    expect(appraise({})).toEqual({})
  })
})

describe('a state', () => {
  test('rests in the personality: who is agreeable and steady is in better spirits', () => {
    expect(restingMood(AVERAGE)).toEqual({ pleasure: 0, arousal: 0, dominance: 0 })
    const warm = restingMood(like({ agreeableness: 0.9, neuroticism: 0.1 }))
    const sour = restingMood(like({ agreeableness: 0.1, neuroticism: 0.9 }))
    expect(warm.pleasure).toBeGreaterThan(0.4)
    expect(sour.pleasure).toBeLessThan(-0.4)
    expect(restingMood(like({ extraversion: 1 })).dominance).toBeGreaterThan(0.5)
  })

  test('fades: fright before grief, sooner in the steady, and in the end to rest', () => {
    const hurt = afterEvent(restingState(AVERAGE), AVERAGE, { desirable: -0.9, unexpected: 0.9 }, 0)
    expect(namesOf(hurt)).toEqual(['distress', 'surprise'])
    const later = decayed(hurt, AVERAGE, 30)
    expect(namesOf(later)).toEqual(['distress'])
    const left = (neuroticism: number): number =>
      decayed(hurt, like({ neuroticism }), 60).emotions.find(({ felt }) => felt === 'distress')!.intensity
    expect(left(0.1)).toBeLessThan(left(0.9))
    const rested = decayed(hurt, AVERAGE, 60 * 24 * 7)
    expect(rested.emotions).toEqual([])
    expect(Math.abs(rested.mood.pleasure)).toBeLessThan(0.01)
  })

  test('fades by the same amount whether time passes at once or in steps', () => {
    const moved = afterEvent(restingState(AVERAGE), AVERAGE, { desirable: 0.7 }, 0)
    const steps = [5, 11, 24].reduce((state, at) => decayed(state, AVERAGE, at), moved)
    const once = decayed(moved, AVERAGE, 24)
    expect(steps.emotions[0].intensity).toBeCloseTo(once.emotions[0].intensity, 10)
    expect(steps.mood.pleasure).toBeCloseTo(once.mood.pleasure, 10)
    expect(decayed(once, AVERAGE, 3)).toBe(once)
  })

  test('keeps within its scales whatever happens', () => {
    const random = new Random(7)
    const any = (): number => 2 * random.next() - 1
    let state = restingState(AVERAGE)
    for (let at = 0; at < 500; at++) {
      const event: StoryEvent = {
        desirable: any(),
        praiseworthy: any(),
        by: random.next() < 0.5 ? 'self' : 'other',
        likelihood: random.next() < 0.5 ? 1 : random.next(),
        appeal: any(),
        unexpected: random.next(),
        forOther: { desirable: any(), liking: any() },
      }
      state = afterEvent(state, like({ neuroticism: random.next() }), event, at * 3)
      const numbers = [state.mood.pleasure, state.mood.arousal, state.mood.dominance]
      expect(numbers.every((value) => value >= -1 && value <= 1)).toBe(true)
      expect(state.emotions.every(({ intensity }) => intensity > 0 && intensity <= 1)).toBe(true)
      const { valence, arousal } = spokenFeeling(state)
      expect(Math.abs(valence) <= 1 && arousal >= 0 && arousal <= 1).toBe(true)
    }
    expect(state.emotions.length).toBeLessThanOrEqual(FELT.length)
  })

  test('is spoken under one of the seven names', () => {
    const calm = restingState(AVERAGE)
    expect(spokenFeeling(calm)).toEqual({ label: 'neutral', valence: 0, arousal: 0.3 })
    const insult = { desirable: -0.8, praiseworthy: -0.9, by: 'other' } as const
    expect(spokenFeeling(afterEvent(calm, AVERAGE, insult, 0))).toMatchObject({ label: 'anger' })
    const gift = spokenFeeling(afterEvent(calm, AVERAGE, { desirable: 0.8 }, 0))
    expect(gift.label).toBe('joy')
    expect(gift.valence).toBeGreaterThan(0.4)
    expect(spokenFeeling(restingState(like({ agreeableness: 0, neuroticism: 1 }))).label).toBe('anger')
  })
})

describe('what is said to somebody', () => {
  const angry = { valence: -0.7, arousal: 0.8, anger: 0.8, fear: 0, disgust: 0, surprise: 0 }

  test('hurts, is held against who said it, and frightens from a stranger only', () => {
    const after = (relation: typeof STRANGERS): readonly string[] =>
      namesOf(
        heardWords(angry, relation).reduce(
          (state, event) => afterEvent(state, AVERAGE, event, 0),
          restingState(AVERAGE),
        ),
      )
    expect(after(STRANGERS)).toEqual(expect.arrayContaining(['anger', 'distress', 'fear']))
    expect(after(BOND_RELATIONS.beloved)).not.toContain('fear')
  })
})

describe('a relation', () => {
  test('is called by the bond it is most like', () => {
    for (const bond of BONDS) expect(bondOf(BOND_RELATIONS[bond])).toBe(bond)
  })

  test('moves with deeds, less where people know each other', () => {
    const deed = { pleasant: -1, praiseworthy: -1 }
    const stranger = afterDeed(STRANGERS, deed)
    const friend = afterDeed(BOND_RELATIONS.friend, deed)
    expect(stranger.trust).toBeCloseTo(-0.25)
    expect(BOND_RELATIONS.friend.trust - friend.trust).toBeLessThan(0.25)
    expect(
      Array.from({ length: 20 }).reduce<typeof STRANGERS>((r) => afterDeed(r, deed), STRANGERS).trust,
    ).toBe(-1)
  })
})

describe('a fact', () => {
  const fact = {
    id: 'f',
    text: 'The mill burned because Tom lit it.',
    keys: ['Tom lit', 'arson', '纵火'],
    knowers: [
      { characterId: 'tom', fromSceneId: null },
      { characterId: 'ann', fromSceneId: 's3' },
    ],
  }
  const scenes = new Set(['s1', 's2', 's3', 's4'])

  test('is known from its scene on', () => {
    expect(knows(fact, 'tom', new Set(['s1']), scenes)).toBe(true)
    expect(knows(fact, 'ann', new Set(['s1', 's2']), scenes)).toBe(false)
    expect(knows(fact, 'ann', new Set(['s1', 's2', 's3']), scenes)).toBe(true)
    expect(knows(fact, 'ann', null, scenes)).toBe(true)
    expect(knows(fact, 'bob', null, scenes)).toBe(false)
    expect(knows(fact, 'ann', new Set(), new Set(['s1']))).toBe(true)
  })

  test('is given away by whole words in any case, in Chinese anywhere', () => {
    expect(keysIn(fact.keys, 'They call it Arson!')).toEqual(['arson'])
    expect(keysIn(fact.keys, 'A carson drove by.')).toEqual([])
    expect(keysIn(fact.keys, '有人说是纵火。')).toEqual(['纵火'])
  })
})
