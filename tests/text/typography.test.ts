// Marks made plain and curled again.
import { describe, expect, it } from 'vitest'
import { closingOf, curledQuotes, isCurled, plainTypography } from '../../engine/text/typography.ts'

describe('plain marks', () => {
  it('stand for every kind of quotation mark, dash and ellipsis', () => {
    expect(plainTypography('“It’s ‘done’,” she said – at last… «oui» -- no')).toBe(
      `"It's 'done'," she said — at last... "oui" — no`,
    )
  })

  it('leave words, hyphens and paragraphs alone', () => {
    expect(plainTypography('well-known\n\nnext line')).toBe('well-known\n\nnext line')
  })
})

describe('curled marks', () => {
  it('open and close where a reader expects it', () => {
    expect(curledQuotes(`"It's 'done'," she said. "'Done,' he says—"`)).toBe(
      '“It’s ‘done’,” she said. “‘Done,’ he says—”',
    )
  })

  it('close what the text before has opened', () => {
    expect(curledQuotes(`" she said, "and—"`, '“I will go')).toBe('” she said, “and—”')
    expect(curledQuotes(`"Go!"`, 'He turned. ')).toBe('“Go!”')
  })

  it('come back as they were in prose that mixes speech and narration', () => {
    const prose = '“You know,” said Ann, “it isn’t—” She stopped. ‘No,’ she thought.\n\n“Never!”'
    expect(curledQuotes(plainTypography(prose))).toBe(prose)
  })
})

describe('speech that a text begins and does not end', () => {
  it.each([
    [' “I must go.', '”'],
    [' "I must go.', '"'],
    ['「我得走了。', '」'],
    ['「他说『走。', '』」'],
    [' “I must go,” she said. “Now.', '”'],
    [' "I must go," she said. "Now.', '"'],
    [' “It is late.\n\n“And dark.', '”'],
  ])('wants its mark: %s', (text, mark) => expect(closingOf(text, 'He rose.')).toBe(mark))

  it.each([
    [' “I must go.”', 'He rose.'],
    [' She didn’t.', 'He rose.'],
    [' ‘I must go.', 'He rose.'],
    [' Mailey. And then?', '“Unless you call Miss'],
    [' Mailey. And then?', '"Unless you call Miss'],
    [' „Ich gehe“, sagte sie.', 'Er stand auf.'],
    [' on a board 6" wide.', 'It stood'],
    [' “I must go.\n\nHe went.', 'He rose.'],
  ])('is left where none is open, or it was open before: %s', (text, before) =>
    expect(closingOf(text, before)).toBe(''),
  )
})

it('a text is curled when most of its marks are', () => {
  expect(isCurled('“Yes,” he said, it’s')).toBe(true)
  expect(isCurled(`"Yes," he said, it's`)).toBe(false)
  expect(isCurled('no marks at all')).toBe(false)
})
