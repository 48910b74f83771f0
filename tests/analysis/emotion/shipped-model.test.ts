import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { emotionFile, ratingFile, scoreEmotions } from '../../../engine/analysis/emotion/score-emotions.ts'
import { trainedAnalyzer } from '../../../engine/analysis/emotion/trained-analyzer.ts'
import { analyzerOf } from '../../../engine/analysis/registry.ts'
import { EMOTIONS } from '../../../engine/domain/emotion.ts'
import { CONFIDENCE } from '../../../engine/analysis/emotion/confidence.ts'
import { fitConfidence } from '../../../engine/evals/emotion/fit-confidence.ts'
import { compareChallenge, compareFiction } from '../../../engine/evals/emotion/compare-analyzers.ts'
import { CHINESE, ENGLISH } from '../labelled-sentences.ts'

it('the weights are part of the installation, and read by default', () => {
  for (const file of [emotionFile('en'), emotionFile('zh'), ratingFile('en')])
    expect(existsSync(file)).toBe(true)
  expect(analyzerOf('en').id).toBe('emotion-en')
  expect(analyzerOf('zh').id).toBe('emotion-zh')
})

describe.each([
  ['en', ENGLISH],
  ['zh', CHINESE],
] as const)('obvious sentences in %s', (language, table) => {
  const cases = EMOTIONS.flatMap((emotion) => table[emotion].map((sentence) => ({ emotion, sentence })))
  const analyzer = trainedAnalyzer(language)!
  const feelings = analyzer.analyze(
    cases.map(({ sentence }) => sentence),
    language,
  )

  it('are called what a reader calls them, four times in five', () => {
    const wrong = cases.filter(({ emotion }, i) => feelings[i].emotion !== emotion)
    expect(1 - wrong.length / cases.length, JSON.stringify(wrong)).toBeGreaterThanOrEqual(0.8)
  })

  it('are well formed, and the same when read alone', () => {
    for (const [i, { valence, arousal, mix, confidence, emotion }] of feelings.entries()) {
      expect(Math.abs(valence)).toBeLessThanOrEqual(1)
      for (const share of [arousal, confidence, ...mix]) {
        expect(share).toBeGreaterThanOrEqual(0)
        expect(share).toBeLessThanOrEqual(1)
      }
      expect(mix.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 2)
      expect(mix[EMOTIONS.indexOf(emotion)]).toBe(Math.max(...mix))
      if (i % 9 === 0) {
        const [alone] = analyzer.analyze([cases[i].sentence], language)
        expect(alone.emotion).toBe(emotion)
        expect(alone.valence).toBeCloseTo(valence, 2)
      }
    }
  })
})

it('no text at all, marks only, and very long sentences are read without complaint', () => {
  const texts = ['', '…', '?!', 'word '.repeat(3000), '😂😂😂']
  for (const { fine, ekman } of scoreEmotions(texts, 'en'))
    for (const p of [...fine, ...ekman]) expect(p).toBeGreaterThan(0)
  expect(trainedAnalyzer('zh')!.analyze(['', '。', '哭'.repeat(2000)], 'zh')).toHaveLength(3)
})

/** A sentence or two of the set are chance. */
const CHANCE = 0.02

it('fiction is read no worse than by the lexicon, in both languages', () => {
  for (const { shipped, lexicon } of Object.values(compareFiction()))
    expect(shipped.accuracy).toBeGreaterThan(lexicon.accuracy - CHANCE)
})

it.each(['en', 'zh'] as const)(
  'confidence is as often right as it says, as far as hand-labelled fiction can tell: %s',
  (language) => {
    const { offset, slope, shareError, crossFittedError, rightWhereUncertain, rightElsewhere } =
      fitConfidence(language)
    expect(crossFittedError).toBeLessThan(shareError)
    expect(crossFittedError).toBeLessThan(0.1)
    expect(rightWhereUncertain).toBeLessThan(0.5)
    expect(rightElsewhere).toBeGreaterThan(0.5)
    // What ships is what this set gives, rounded.
    expect(CONFIDENCE[language].offset).toBeCloseTo(offset, 1)
    expect(CONFIDENCE[language].slope).toBeCloseTo(slope, 1)
  },
)

it('nothing that speech, description, names and people must not change is systematically wrong', () => {
  const { capabilities } = compareChallenge()
  for (const [name, { failureRate }] of Object.entries(capabilities))
    if (/speech|description|names|who it is|gender|spelling/.test(name))
      expect(failureRate, name).toBeLessThanOrEqual(0.15)
})
