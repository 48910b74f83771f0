import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Language } from '../../engine/domain/project.ts'
import { splitSentences } from '../../engine/text/sentences.ts'

const split = (text: string, language: Language = 'en'): string[] =>
  splitSentences(text, language).map(({ from, to }) => text.slice(from, to))

describe('splitSentences', () => {
  it.each([
    [['It rained.', 'He left!', 'Why?']],
    [['Mr. and Mrs. Bennet met Dr. J. R. Watson of St. Ives at 3.30 p.m. on Monday.', 'It rained.']],
    [['“What?” she said.', '“Nothing.”', 'He left.']],
    [['"What?" she said.', '"Nothing."', '(He left.)']],
    [['I… I cannot.', 'Wait... I know.', 'He paused . . . and went on.']],
    [['He trailed off…', 'Then he slept.']],
    [['She is older than I.', 'He knows.']],
    [['See No. 7 on p. 12.', 'No.', 'Never!']],
    [['Oh! how she cried.', 'The U.S. Navy came.']],
    [['It is (e.g. on arcwright.example) free.', 'Good.']],
    [['Really?!', '—Yes.']],
  ])('splits %j', (sentences) => {
    expect(split(sentences.join(' '))).toEqual(sentences)
  })

  it.each([
    [['话说天下大势，分久必合，合久必分。', '周末七国分争，并入于秦。']],
    [['“你来了！”', '他笑道：“我等你很久了……”', '她不答。']],
    [['我……我不知道。', '他慢慢地走了出去……', '天黑了？！', '「是的。」']],
    [['此开卷第一回也．', '自又云：“今风尘碌碌。”']],
    [['圆周率是３．１４。', '好．']],
    [['圆周率是3.14。', '他说OK.', '然后走了']],
  ])('splits %j', (sentences) => {
    expect(split(sentences.join(''), 'zh')).toEqual(sentences)
  })

  it('joins marks without words to the sentence before them', () => {
    expect(split('He left. “…” She stayed.')).toEqual(['He left. “…”', 'She stayed.'])
    expect(split('… He left.')).toEqual(['… He left.'])
    expect(split(' \n ')).toEqual([])
  })

  it('covers every character that is not white space, once and in order', () => {
    const piece = fc.constantFrom(
      '.',
      '!',
      '…',
      '。',
      '”',
      '“',
      ' ',
      '\n',
      'Mr',
      'word',
      'A',
      'b',
      '他',
      '？',
      '...',
      '7',
    )
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 40 }),
        fc.constantFrom<Language>('en', 'zh'),
        (pieces, language) => {
          const text = pieces.join('')
          let covered = ''
          let end = 0
          for (const { from, to } of splitSentences(text, language)) {
            expect(from).toBeGreaterThanOrEqual(end)
            expect(to).toBeGreaterThan(from)
            covered += text.slice(from, to)
            end = to
          }
          expect(covered.replace(/\s/gu, '')).toBe(text.replace(/\s/gu, ''))
        },
      ),
    )
  })
})
