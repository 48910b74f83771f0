import { describe, expect, it } from 'vitest'
import type { Block } from '../../engine/domain/document.ts'
import type { ImportedBook } from '../../engine/importers/imported-book.ts'
import { txtImporter } from '../../engine/importers/txt/txt-importer.ts'
import { blockText } from '../../engine/text/plain-text.ts'
import { countWords } from '../../engine/text/words.ts'
import { novel } from '../helpers/novel.ts'

const read = (
  text: string,
  name = 'a_book.txt',
  signal = new AbortController().signal,
): Promise<ImportedBook> =>
  txtImporter.read({ name, bytes: new TextEncoder().encode(text) }, { signal, progress: () => undefined })

const lines = (book: ImportedBook): string[] =>
  book.sections.map(({ kind, title }) => `${kind} ${title}`.trim())
const texts = (blocks: readonly Block[]): string[] => blocks.map(blockText)
const wordsOf = (book: ImportedBook): number =>
  book.sections.reduce(
    (sum, { blocks }) => sum + blocks.reduce((n, block) => n + countWords(blockText(block)), 0),
    0,
  )

const PROSE = [
  'It was a bright cold day in the harbour, and the gulls were standing in a row along the',
  'wall as if somebody had told them to wait. She counted them twice, and the second time',
  'there was one more than before. Nobody else in the whole of the town seemed to have the',
  'time for gulls.',
].join('\n')
const prose = (times: number): string => Array.from({ length: times }, () => PROSE).join('\n\n')

describe('a plain text book', () => {
  it('finds every chapter of a whole novel, and each word of it', async () => {
    const text = novel()
    const book = await read(text)
    const chapters = book.sections.filter(({ kind }) => kind === 'chapter')
    expect(chapters.filter(({ title }) => /^CHAPTER \d+\. /u.test(title))).toHaveLength(135)
    expect(chapters.find(({ title }) => title.startsWith('CHAPTER 32'))?.title).toBe('CHAPTER 32. Cetology.')
    const headings = book.sections.reduce((sum, { title }) => sum + countWords(title), 0)
    expect(wordsOf(book) + headings).toBe(countWords(text))
  })

  it('leaves Project Gutenberg’s wrapping and the table of contents out and says so', async () => {
    const book = await read(
      `The Project Gutenberg eBook of The Gulls

Title: The Gulls
       of the Harbour
Author: A. Writer
Language: English

*** START OF THE PROJECT GUTENBERG EBOOK THE GULLS ***

Produced by Somebody and
Somebody Else

THE GULLS

by A. Writer

CONTENTS

BOOK I.
CHAPTER I. The Wall
CHAPTER II. The Row
EPILOGUE

BOOK I.

CHAPTER I.

The Wall

${prose(3)}

[Illustration: A gull]

* * * * *

She said _never_ and meant it.

CHAPTER II. THE ROW

${prose(3)}

EPILOGUE

The end came, as the ends of such stories do when nobody has been looking for it, _quite
slowly_ for once.

*** END OF THE PROJECT GUTENBERG EBOOK THE GULLS ***

Updated editions will replace the previous one.
`.replaceAll('\n', '\r\n'),
    )
    expect([book.title, book.author, book.language, book.encoding]).toEqual([
      'The Gulls of the Harbour',
      'A. Writer',
      'en',
      'utf-8',
    ])
    expect(lines(book)).toEqual([
      'part BOOK I.',
      'chapter CHAPTER I. The Wall',
      'scene',
      'chapter CHAPTER II. THE ROW',
      'chapter EPILOGUE',
    ])
    expect(book.remarks.map(({ code }) => code).sort()).toEqual([
      'contents-page',
      'gutenberg-matter',
      'illustrations',
      'title-page',
    ])
    expect(texts(book.sections[1].blocks)[0]).toBe(PROSE.replaceAll('\n', ' '))
    expect(book.sections[4].blocks[0]).toMatchObject({
      content: [
        { text: 'The end came, as the ends of such stories do when nobody has been looking for it, ' },
        { text: 'quite slowly', marks: [{ type: 'italic' }] },
        { text: ' for once.' },
      ],
    })
  })

  it.each([
    ['The Grand Pier', 'Arnold Webb', 'The Grand Pier', 'Arnold Webb'],
    ['Gull House', 'E. M. Brook', 'Gull House', 'E. M. Brook'],
    ['Anna Maria Webb', 'The Gulls of the Harbour', 'The Gulls of the Harbour', 'Anna Maria Webb'],
    ['J. R. Webb', 'Gull House by Night', 'Gull House by Night', 'J. R. Webb'],
    ['Jane Webb', 'The Story of a Harbour', 'Jane Webb', ''],
    ['Anna Maria Webb', 'A Novel', 'Anna Maria Webb', ''],
    ['THE GULLS', 'or, The Harbour Wall', 'THE GULLS', ''],
  ])('knows title and author of “%s” over “%s”', async (first, second, title, author) => {
    const book = await read(`${first}\n\n${second}\n\nChapter 1\n\n${prose(2)}\n\nChapter 2\n\n${prose(2)}\n`)
    expect([book.title, book.author]).toEqual([title, author])
  })

  it('takes the small print of old etexts off', async () => {
    const book = await read(
      `**Project Gutenberg Etext of The Gulls**\n\nTitle: The Gulls\n\n*END*THE SMALL PRINT! FOR PUBLIC DOMAIN ETEXTS*Ver.04.29.93*END*\n\nChapter 1\n\n${prose(2)}\n\nChapter 2\n\n${prose(2)}\n\nEnd of Project Gutenberg's The Gulls\n`,
    )
    expect([book.title, ...lines(book)]).toEqual(['The Gulls', 'chapter Chapter 1', 'chapter Chapter 2'])
    expect(texts(book.sections[1].blocks)).toHaveLength(2)
  })

  it.each([
    ['CHAPTER I.', 'CHAPTER II.'],
    ['Chapter One: The Wall', 'Chapter Twenty-Two: The Row'],
    ['PROLOGUE', 'EPILOGUE'],
    ['Part Two', 'Part the Third'],
    ['BOOK THE FIRST', 'THE SECOND BOOK'],
    ['LETTER I', 'LETTER II'],
    ['STAVE ONE', 'Stave 2 — The Row'],
  ])('knows %j and %j for headings', async (one, two) => {
    expect(
      (await read(`${one}\n\n${prose(2)}\n\n${two}\n\n${prose(2)}`)).sections.map(({ title }) => title),
    ).toHaveLength(2)
  })

  it('takes Roman numerals alone for chapters where they count, and for scenes inside chapters', async () => {
    const sections = ['I', 'II', 'III'].map((numeral) => `${numeral}\n\n${prose(3)}`).join('\n\n')
    expect(lines(await read(sections))).toEqual(['chapter I', 'chapter II', 'chapter III'])
    expect(
      lines(await read(`CHAPTER I\n\n${sections}\n\nCHAPTER II\n\n${sections}`)).filter((line) =>
        line.startsWith('scene'),
      ),
    ).toHaveLength(6)
  })

  it('is not fooled by sentences that begin like headings', async () => {
    const book = await read(
      `CHAPTER I\n\n${prose(2)}\n\nPart of it was true.\n\nChapter two was the best, she said.\n\nI. It does not appear to be customary, but we did it, and so did they.\n\n${prose(2)}`,
    )
    expect(lines(book)).toEqual(['chapter CHAPTER I'])
  })

  it('joins wrapped lines, keeps verse, and reads one paragraph a line as it stands', async () => {
    const wrapped = await read(`${prose(6)}\n\nO gull,\n  O wall,\nO sea!\n\n${prose(2)}`)
    expect(texts(wrapped.sections[0].blocks)).toContain('O gull,\nO wall,\nO sea!')
    expect(texts(wrapped.sections[0].blocks)[0]).toBe(PROSE.replaceAll('\n', ' '))
    const paragraphs = [
      'She waited.',
      PROSE.replaceAll('\n', ' '),
      '“No,” he said.',
      'And that was all that was said about it.',
    ]
    expect(texts((await read(paragraphs.join('\n'))).sections[0].blocks)).toEqual(paragraphs)
  })

  it.each(['***', '* * *', '---', '#', '⁂', '  *       *       *  '])(
    'begins a new scene at %j',
    async (mark) => {
      const book = await read(`${prose(2)}\n\n${mark}\n\nAfter it.\n\n${mark}\n`)
      expect(lines(book)).toEqual(['chapter a book', 'scene'])
      expect(book.sections[1].lead[0].type).toBe('sceneBreak')
    },
  )

  it('keeps a scene of ten thousand words without a break whole', async () => {
    const book = await read(prose(180))
    expect(book.sections).toHaveLength(1)
    expect(wordsOf(book)).toBeGreaterThan(10_000)
  })

  it('finds Chinese parts, chapters and their frame', async () => {
    const body =
      '却说那人走进门来，笑道：“你还认得我么？”\n众人看时，原来是他。大家都吃了一惊，忙问他从何处来。'
    const book = await read(
      [
        '《海边》某某',
        '楔子',
        body,
        '卷一　风',
        `第一回\u3000甲乙丙\u3000丁戊己\u3000\u3000${body}`,
        '第二回　庚辛',
        body,
        '第3章 雪',
        body,
        '第一回说的正是此事。',
        '***',
        body,
        '尾声',
        body,
      ].join('\n'),
    )
    expect([book.title, book.author, book.language]).toEqual(['海边', '某某', 'zh'])
    expect(lines(book)).toEqual([
      'chapter 楔子',
      'part 卷一　风',
      'chapter 第一回　甲乙丙　丁戊己',
      'chapter 第二回　庚辛',
      'chapter 第3章　雪',
      'scene',
      'chapter 尾声',
    ])
    expect(texts(book.sections[2].blocks)).toEqual(body.split('\n'))
  })

  it('joins wrapped Chinese lines without a space', async () => {
    const line = '他站在海边的墙上看着那些白色的鸟一只一只地飞过去心里想着许多事情'
    const wrapped = Array.from(
      { length: 12 },
      () => `\u3000\u3000${line}\n${line}${line.slice(0, 2)}\n${line.slice(4)}。`,
    ).join('\n')
    const [first] = (await read(wrapped)).sections
    expect(texts(first.blocks)).toHaveLength(12)
    expect(texts(first.blocks)[0]).toBe(`${line}${line}${line.slice(0, 2)}${line.slice(4)}。`)
  })

  it('stops when told to', async () => {
    const controller = new AbortController()
    const reading = read(novel(), 'x.txt', controller.signal)
    controller.abort(new Error('stopped'))
    await expect(reading).rejects.toThrow('stopped')
  })
})
