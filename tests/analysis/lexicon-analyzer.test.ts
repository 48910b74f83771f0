import { describe, expect, it } from 'vitest'
import { lexiconAnalyzer } from '../../engine/analysis/lexicon/lexicon-analyzer.ts'
import { EMOTIONS, type Emotion, type Feeling } from '../../engine/domain/emotion.ts'
import type { Language } from '../../engine/domain/project.ts'
import { novel } from '../helpers/novel.ts'
import { CHINESE, ENGLISH } from './labelled-sentences.ts'

const read = (sentence: string, language: Language = 'en'): Feeling =>
  lexiconAnalyzer.analyze([sentence], language)[0]

/** Share of sentences whose leading emotion is the labelled one, and those that are not. */
const judge = (table: Readonly<Record<Emotion, readonly string[]>>, language: Language) => {
  const cases = EMOTIONS.flatMap((emotion) => table[emotion].map((sentence) => ({ emotion, sentence })))
  const wrong = cases.filter(({ emotion, sentence }) => read(sentence, language).emotion !== emotion)
  return { accuracy: 1 - wrong.length / cases.length, count: cases.length, wrong }
}

describe.each([
  ['en', ENGLISH],
  ['zh', CHINESE],
] as const)('obvious sentences in %s', (language, table) => {
  it('are called what a reader calls them, nine times in ten', () => {
    const { accuracy, count, wrong } = judge(table, language)
    expect(count).toBeGreaterThanOrEqual(60)
    expect(accuracy, JSON.stringify(wrong)).toBeGreaterThanOrEqual(0.9)
  })

  it('are pleasant when joyful and unpleasant when sad, angry, afraid or disgusted', () => {
    for (const sentence of table.joy) expect(read(sentence, language).valence, sentence).toBeGreaterThan(-0.1)
    for (const emotion of ['sadness', 'anger', 'fear', 'disgust'] as const)
      for (const sentence of table[emotion])
        expect(read(sentence, language).valence, sentence).toBeLessThan(0.15)
  })
})

describe('a feeling', () => {
  it.each([...Object.values(ENGLISH).flat(), ''])('is well formed: %s', (sentence) => {
    const { valence, arousal, mix, emotion, confidence } = read(sentence)
    expect(Math.abs(valence)).toBeLessThanOrEqual(1)
    for (const share of [arousal, confidence, ...mix]) {
      expect(share).toBeGreaterThanOrEqual(0)
      expect(share).toBeLessThanOrEqual(1)
    }
    expect(mix.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 2)
    expect(mix[EMOTIONS.indexOf(emotion)]).toBe(Math.max(...mix))
  })

  it('is surer of more evidence', () => {
    const [some, more] = ['She was sad.', 'She wept, sobbing with grief and misery.'].map((text) =>
      read(text),
    )
    expect(read('The cup stood there.').confidence).toBeLessThan(some.confidence)
    expect(some.confidence).toBeLessThan(more.confidence)
  })

  it('is the same for the same sentence, whatever was read before', () => {
    const first = read('He was furious, but he smiled.')
    read('She wept! She wept!')
    expect(read('He was furious, but he smiled.')).toEqual(first)
  })
})

describe('English', () => {
  it.each([
    ['He was happy.', 'He was not happy.'],
    ['I enjoyed the party.', 'I didn’t enjoy the party.'],
    ['It was a wonderful day.', 'It was hardly a wonderful day.'],
    ['She could laugh.', 'She could no longer laugh.'],
  ])('negation turns %s', (plain, negated) => {
    expect(read(plain).valence).toBeGreaterThan(0.2)
    expect(read(plain).emotion).toBe('joy')
    expect(read(negated).valence).toBeLessThan(-0.1)
    expect(read(negated).emotion).not.toBe('joy')
  })

  it('is not afraid when it says so', () => {
    expect(read('She was afraid.').emotion).toBe('fear')
    expect(read('She was not afraid.').emotion).not.toBe('fear')
    expect(read('She was not afraid.').valence).toBeGreaterThan(0)
  })

  it('does not carry a negation across a comma', () => {
    expect(read('It was not long, wonderful boy.').valence).toBeGreaterThan(0)
  })

  it('hears degree, contrast, capitals and exclamation marks', () => {
    expect(read('He was very sad.').valence).toBeLessThan(read('He was sad.').valence)
    expect(read('He was slightly sad.').valence).toBeGreaterThan(read('He was sad.').valence)
    expect(read('It was awful but we were happy.').valence).toBeGreaterThan(0)
    expect(read('We were happy but it was awful.').valence).toBeLessThan(0)
    expect(read('I am so happy!!!').arousal).toBeGreaterThan(read('I am so happy.').arousal)
    expect(read('I HATE this place.').arousal).toBeGreaterThan(read('I hate this place.').arousal)
  })

  it('does not take a speech verb for tears', () => {
    expect(read('“There is the mill,” cried Tom.').emotion).toBe('neutral')
    expect(read('Tom cried all night.').emotion).toBe('sadness')
  })

  it('is calmer by a sleeping cat than in a chase', () => {
    expect(read('The cat slept quietly by the stove.').arousal).toBeLessThan(
      read('They ran, stumbling, as the first shot crashed past.').arousal,
    )
  })
})

describe('Chinese', () => {
  it('turns on 不 and 没有, and is not fooled by 不得不, 不禁 or 特别', () => {
    expect(read('他很高兴。', 'zh').valence).toBeGreaterThan(0.2)
    expect(read('他不高兴。', 'zh').valence).toBeLessThan(-0.1)
    expect(read('她没有害怕。', 'zh').emotion).not.toBe('fear')
    expect(read('他不禁大笑起来。', 'zh').emotion).toBe('joy')
    expect(read('孩子特别高兴。', 'zh').valence).toBeGreaterThan(read('孩子高兴。', 'zh').valence)
  })

  it('reads the longest word: 冷笑 and 苦笑 are no laughter', () => {
    expect(read('他冷笑了一声。', 'zh').emotion).toBe('anger')
    expect(read('他苦笑着摇头。', 'zh').emotion).toBe('sadness')
  })
})

describe('a novel', () => {
  it('is mostly narrated, not mostly felt, and leans neither way', () => {
    const sentences = novel()
      .replaceAll('\n', ' ')
      .split(/(?<=[.!?]["”]?)\s+/)
    const feelings = lexiconAnalyzer.analyze(sentences, 'en')
    const neutral = feelings.filter((feeling) => feeling.emotion === 'neutral').length / feelings.length
    expect(neutral).toBeGreaterThan(0.5)
    expect(neutral).toBeLessThan(0.85)
    const mean = feelings.reduce((sum, feeling) => sum + feeling.valence, 0) / feelings.length
    expect(Math.abs(mean)).toBeLessThan(0.1)
  })
})
