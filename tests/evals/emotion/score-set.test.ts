import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FORMATS } from '../../../engine/evals/emotion/labelled-files.ts'
import { pearson, scoreSet } from '../../../engine/evals/emotion/score-set.ts'
import { tempFolder } from '../../helpers/temp-project.ts'

const file = (name: string, text: string, folder = tempFolder()): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

describe('a scored set', () => {
  it('of GoEmotions has every figure that is asked for', () => {
    const text =
      'Thank you so much!\t15\ta\r\n\r\nThat is disgusting.\t11\tb\r\nI am so sorry, I feel terrible.\t24,25\tc\r\n'
    const figures = scoreSet(file('x.tsv', text), 'goemotions')
    expect(figures).toMatchObject({ format: 'goemotions', texts: 3 })
    expect(figures.macroF1).toBeGreaterThan(0.3)
    expect(figures.accuracy).toBeGreaterThan(0.3)
    expect(figures.perClass!['gratitude']).toEqual({ precision: 1, recall: 1, f1: 1, support: 1 })
    expect(figures.confusion).toHaveLength(28)
    expect(figures.confusion!.flat().reduce((a, b) => a + b, 0)).toBe(4)
    expect(figures.calibrationError).toBeLessThan(0.2)
    expect(figures.protocol).toMatch(/threshold/)
  })

  it('of the Ekman grouping numbers its classes by alphabet', () => {
    const figures = scoreSet(file('x.tsv', 'I hate this so much.\t0\tx\nI love you!\t3\ty\n'), 'ekman')
    expect(figures.labels).toEqual(['anger', 'disgust', 'fear', 'joy', 'neutral', 'sadness', 'surprise'])
    expect(figures.perClass!['joy'].f1).toBe(1)
  })

  it('of TweetEval is judged by the names of its classes, in whatever order they are numbered', () => {
    const folder = tempFolder()
    file('mapping.txt', '0\tsadness\n1\tjoy\n2\tanger\n', folder)
    file('val_labels.txt', '1\n2\n', folder)
    const figures = scoreSet(
      file('val_text.txt', 'so happy today, what joy!\nI am furious and angry\n', folder),
      'tweeteval',
    )
    expect(figures.accuracy).toBe(1)
    expect(figures.labels).toEqual(['sadness', 'joy', 'anger'])
  })

  it('whose classes the model does not know is refused by name', () => {
    const folder = tempFolder()
    file('mapping.txt', '0\tnot-hate\n1\thate\n', folder)
    file('val_labels.txt', '1\n', folder)
    expect(() => scoreSet(file('val_text.txt', 'x\n', folder), 'tweeteval')).toThrow(/“not-hate”/)
  })

  it('of EmoBank gives three correlations, of one part where asked', () => {
    const rows = [
      '1,dev,4.4,4,3.5,What a wonderful and happy day!',
      '2,dev,1.6,3.8,2.5,They murdered the child in cold blood.',
      '3,dev,3,2.6,3,The office opens at nine.',
      '4,train,1,1,1,A wonderful party!',
    ]
    const path = file('emobank.csv', `id,split,V,A,D,text\n${rows.join('\n')}\n`)
    const { pearson: found, texts } = scoreSet(path, 'emobank', 'dev')
    expect(texts).toBe(3)
    expect(found!.valence).toBeGreaterThan(0.8)
    expect(Object.keys(found!)).toEqual(['valence', 'arousal', 'dominance'])
    expect(scoreSet(path, 'emobank').texts).toBe(4)
  })

  it('of CLUE is read in Chinese', () => {
    const lines = [
      '{"id":0,"content":"太恶心了，想吐","label":"disgust"}',
      '{"id":1,"content":"好开心啊哈哈","label":"happiness"}',
    ]
    const figures = scoreSet(file('x.jsonl', lines.join('\n')), 'clue')
    expect(figures.accuracy).toBe(1)
    expect(figures.labels).toContain('like')
  })
})

it('correlation is 1 with itself, −1 with its mirror, 0 with what never changes', () => {
  expect(pearson([1, 2, 4], [2, 4, 8])).toBeCloseTo(1, 10)
  expect(pearson([1, 2, 4], [-1, -2, -4])).toBeCloseTo(-1, 10)
  expect(pearson([1, 2, 4], [3, 3, 3])).toBe(0)
})

/** The corpora are not part of the repository. */
const CORPORA = process.env['ARCWRIGHT_DATA'] ?? ''
const dev = join(CORPORA, 'emotion-text/goemotions/goemotions_ekman_dev.tsv')

describe.skipIf(!existsSync(dev))('the real sets (skipped where ARCWRIGHT_DATA does not hold them)', () => {
  it('score what the README says, and the same with other line ends', () => {
    const figures = scoreSet(dev, 'ekman')
    expect(figures.macroF1).toBeGreaterThanOrEqual(0.58)
    expect(figures.calibrationError).toBeLessThanOrEqual(0.05)
    const odd = file('odd.tsv', `\uFEFF${readFileSync(dev, 'utf8').split('\n').join('\r\n\r\n')}`)
    expect(scoreSet(odd, 'ekman')).toEqual(figures)
  })
})

it('formats are those that the terminal offers', () => {
  expect(FORMATS).toEqual(['goemotions', 'ekman', 'tweeteval', 'emobank', 'clue'])
})
