// Material on the page: what it says as facts, how much of it a passage takes up, where each sentence comes from, what nothing supports.
import { describe, expect, it } from 'vitest'
import {
  coverageOf,
  factsIn,
  factsOf,
  stemOf,
  wordsAgainst,
  wordsToSay,
} from '../../engine/generation/fusion/material-facts.ts'
import { traceSentences } from '../../engine/generation/fusion/trace-sentences.ts'

const PIECES = [
  {
    id: 'entry:1',
    title: '2024-06-14, Kiel',
    text: 'We ate plums on the pier. Anna had brought an old lantern.',
    names: ['Anna Bell', 'Kiel'],
  },
  {
    id: 'media:2',
    title: 'voice.m4a',
    text: 'A ferry leaves the harbour.',
    lines: [
      { fromMs: 0, text: 'Listen.' },
      { fromMs: 83_000, text: 'There goes the ferry.' },
    ],
  },
]

describe('material', () => {
  it('says who, where and what; endings do not matter', () => {
    const facts = factsOf(PIECES, 'en')
    expect(facts.filter(({ weight }) => weight === 3).map(({ word }) => word)).toEqual(
      expect.arrayContaining(['Anna', 'Bell', 'Kiel']),
    )
    expect(
      factsIn('Two lanterns and a plum.', facts)
        .map(({ stem }) => stem)
        .toSorted(),
    ).toEqual(['lantern', 'plum'])
    expect(['rained', 'raining', 'rains', 'rain'].map(stemOf)).toEqual(['rain', 'rain', 'rain', 'rain'])
    expect(wordsToSay(facts, 3)).toHaveLength(3)
  })

  it('in Chinese is words as well', () => {
    const facts = factsOf(
      [{ id: 'entry:1', title: '', text: '我和小安在码头吃李子。', names: ['小安'] }],
      'zh',
    )
    expect(factsIn('小安站在码头上。', facts).map(({ word }) => word)).toEqual(
      expect.arrayContaining(['小安', '码头']),
    )
  })

  it('is covered the more, the more of it a passage takes up; without any there is nothing to cover', () => {
    const facts = factsOf(PIECES, 'en')
    const [none, some, much] = [
      'It was late.',
      'Anna came.',
      'Anna Bell held the lantern on the pier in Kiel.',
    ].map((text) => coverageOf(text, facts))
    expect(none).toBe(0)
    expect(some).toBeGreaterThan(0)
    expect(much).toBeGreaterThan(some ?? 1)
    expect(coverageOf('Anna came.', [])).toBeNull()
  })
})

describe('what contradicts the material', () => {
  const facts = factsOf(
    [{ id: 'entry:1', title: '', text: 'In the evening it rained on the roof.', names: [] }],
    'en',
  )
  const against = wordsAgainst(facts, 'en')

  it('is the other end of the day and other weather, never what is said', () => {
    expect(against).toEqual(expect.arrayContaining(['morning', 'noon', 'sunshine', 'snow']))
    for (const word of ['evening', 'rain', 'night', 'afternoon', 'storm']) expect(against).not.toContain(word)
    expect(wordsAgainst(factsOf([{ id: 'e', title: '', text: '清晨下雪了。' }], 'zh'), 'zh')).toEqual(
      expect.arrayContaining(['深夜', '下雨']),
    )
    expect(wordsAgainst(factsOf(PIECES, 'en'), 'en')).toEqual([])
  })

  it('takes from what a passage covers, and is marked in its sentence', () => {
    const [honest, wrong] = [
      'The rain on the roof that evening.',
      'The sunshine on the roof that evening.',
    ].map((text) => coverageOf(text, facts, against) ?? 0)
    expect(wrong).toBeLessThan(honest)
    const [sentence] = traceSentences('It was a sunny morning.', PIECES, { known: '', against }, 'en')
    expect(sentence.unsupported.toSorted()).toEqual(['morning', 'sunny'])
  })

  it('words carry the small words that lead to them', () => {
    const roof = wordsToSay(facts).find(({ word }) => word === 'roof')
    expect(roof).toMatchObject({ lead: 'on the', weight: 1 })
  })
})

describe('a sentence', () => {
  it('knows the entry, the recording and the second that it comes from', () => {
    const [first, second, third] = traceSentences(
      'Anna lit the lantern. The ferry was gone by then. He slept.',
      PIECES,
      { known: '' },
      'en',
    )
    expect(first.sources).toMatchObject([{ id: 'entry:1', atMs: null }])
    expect(second.sources).toMatchObject([{ id: 'media:2', atMs: 83_000 }])
    expect(third).toMatchObject({ sources: [], unsupported: [] })
  })

  it('that names what neither material nor story knows is marked', () => {
    const traced = traceSentences(
      'Then Anna met Ludwig in 1987, and old Tom laughed.',
      PIECES,
      { known: 'Tom was there.' },
      'en',
    )
    expect(traced.map(({ unsupported }) => unsupported)).toEqual([['Ludwig', '1987']])
  })
})
