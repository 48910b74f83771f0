import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readLabelled, readRated } from '../../../engine/evals/emotion/labelled-files.ts'
import { tempFolder } from '../../helpers/temp-project.ts'

const file = (text: string, name = 'set.tsv'): string => {
  const path = join(tempFolder(), name)
  writeFileSync(path, text)
  return path
}

describe('GoEmotions tables', () => {
  it.each([
    ['\n', ''],
    ['\r\n', ''],
    ['\r', ''],
    ['\n', '\uFEFF'],
  ])('are read with line ends %j after %j, empty lines left out', (end, mark) => {
    const set = readLabelled(
      file(mark + ['Well done\t0,4\tid1', '', 'Oh no\t27', '  ', ''].join(end)),
      'goemotions',
    )
    expect(set.labels).toHaveLength(28)
    expect(set.items).toEqual([
      { text: 'Well done', gold: [0, 4] },
      { text: 'Oh no', gold: [27] },
    ])
  })

  it('may begin with a header', () => {
    expect(readLabelled(file('text\tlabels\tid\nHi\t3\tx\n'), 'ekman').items).toEqual([
      { text: 'Hi', gold: [3] },
    ])
  })

  it('with a label that does not exist are refused, by line', () => {
    expect(() => readLabelled(file('a\t1\nb\t7\n'), 'ekman')).toThrow(/line 2.*0 to 6.*Nothing was scored/)
  })

  it('that are not there are named', () => {
    expect(() => readLabelled('/nowhere/set.tsv', 'ekman')).toThrow('There is no file /nowhere/set.tsv')
  })
})

describe('TweetEval sets', () => {
  const write = (texts: string, labels: string, mapping = '0\tanger\r\n1\tjoy\r\n'): string => {
    const folder = join(tempFolder(), 'tweets')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'x_text.txt'), texts)
    writeFileSync(join(folder, 'x_labels.txt'), labels)
    writeFileSync(join(folder, 'mapping.txt'), mapping)
    return join(folder, 'x_text.txt')
  }

  it('are pairs of files, classes by name', () => {
    const set = readLabelled(write('grr\r\nyay\r\n', '0\r\n1\r\n'), 'tweeteval')
    expect(set).toEqual({
      labels: ['anger', 'joy'],
      items: [
        { text: 'grr', gold: [0] },
        { text: 'yay', gold: [1] },
      ],
    })
  })

  it('without an end of line at the end, or with an empty text among them, keep their pairs', () => {
    expect(readLabelled(write('grr\n\nyay', '0\n1\n1'), 'tweeteval').items.map(({ text }) => text)).toEqual([
      'grr',
      '',
      'yay',
    ])
  })

  it('of unequal length are refused with both numbers', () => {
    expect(() => readLabelled(write('a\nb\nc\n', '0\n1\n'), 'tweeteval')).toThrow(/3 texts.*2 labels/)
  })

  it('with a label outside the mapping are refused', () => {
    expect(() => readLabelled(write('a\n', '5\n'), 'tweeteval')).toThrow(/“5” is not in mapping.txt/)
  })
})

describe('CLUE', () => {
  it('is an object a line', () => {
    const { labels, items } = readLabelled(
      file('{"id":1,"content":"好","label":"like"}\r\n\r\n{"content":"气","label":"anger"}'),
      'clue',
    )
    expect(items.map(({ text, gold }) => [text, labels[gold[0]]])).toEqual([
      ['好', 'like'],
      ['气', 'anger'],
    ])
  })

  it('that is not JSON is refused, by line', () => {
    expect(() => readLabelled(file('{"content":"好","label":"like"}\nnot json'), 'clue')).toThrow(
      /line 2.*not JSON/,
    )
  })
})

describe('EmoBank', () => {
  it('is read by the names of its columns, quotes and line ends inside fields included', () => {
    const path = file(
      'id,split,V,A,D,text\r\n1,dev,3.0,2.5,3.1,"He said ""no"",\nand left."\r\n2,train,1,2,3,Plain\r\n',
    )
    expect(readRated(path)).toEqual([
      { text: 'He said "no",\nand left.', rating: [3, 2.5, 3.1] },
      { text: 'Plain', rating: [1, 2, 3] },
    ])
    expect(readRated(path, 'dev')).toHaveLength(1)
  })

  it('takes its columns in any order', () => {
    expect(readRated(file('text,D,A,V\nHello,1,2,3\n'))).toEqual([{ text: 'Hello', rating: [3, 2, 1] }])
  })

  it('without ratings is refused', () => {
    expect(() => readRated(file('id,text\n1,x\n'))).toThrow(/needs the columns V, A, D and text/)
    expect(() => readRated(file('V,A,D,text\n1,x,3,t\n'))).toThrow(/line 2.*numbers/)
  })
})
