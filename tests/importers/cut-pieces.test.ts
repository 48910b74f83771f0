import { fromMarkdown } from 'mdast-util-from-markdown'
import { describe, expect, it } from 'vitest'
import { cutPieces } from '../../engine/importers/markdown/cut-pieces.ts'
import { markdownImporter } from '../../engine/importers/markdown/markdown-importer.ts'
import { blockText } from '../../engine/text/plain-text.ts'

const EVERYWHERE = { enoughCharacters: 0, enoughWork: 0, mostWork: Infinity }

/** Blocks of a document without where they stand. */
const blocksOf = (text: string): unknown[] =>
  fromMarkdown(text).children.map(
    (node) =>
      JSON.parse(
        JSON.stringify(node, (key, value: unknown) => (key === 'position' ? undefined : value)),
      ) as unknown,
  )

const pieceTexts = (text: string, limits?: typeof EVERYWHERE): string[] => {
  const lines = text.split('\n')
  return cutPieces(lines, limits).map(({ from, to }) => lines.slice(from, to).join('\n'))
}

const read = async (text: string) => {
  const book = await markdownImporter.read(
    { name: 'pieces.md', bytes: new TextEncoder().encode(text) },
    { signal: new AbortController().signal, progress: () => undefined },
  )
  return {
    book,
    words: book.sections.flatMap(({ title, blocks }) => [title, ...blocks.map(blockText)]).join(' '),
  }
}

describe('a Markdown text cut into pieces', () => {
  it.each([
    ['paragraphs', 'one\n\ntwo\nthree\n\nfour'],
    ['headings of both kinds', '# a\n\nb\n===\n\nc\n---\nd\n\n## e'],
    ['lists, loose and tight', '- a\n\n- b\n\n  c\n\nd\n\n1. e\n2. f\n\n3. g\n\n* * *\n\nh'],
    ['quotes', '> a\nlazy\n\n> b\n\nc\n> d'],
    ['code', '```\na\n\nb\n\n# c\n```\n\nd\n\n    e\n\n    f\n\ng'],
    ['a fence that nobody closes', 'a\n\n~~~~\nb\n\nc\n\n```\n\nd'],
    ['raw HTML', '<!-- a\n\n# b\n\n-->\n\nc\n\n<pre>\n\nd\n\n</pre>\n\ne\n\n<div>\n\nf\n\n</div>\n\ng'],
    ['a comment within a line', 'a <!-- b -->\n\nc <!-- d\n\ne -->\n\nf'],
  ])('has the same blocks: %s', (_, text) => {
    const pieces = pieceTexts(text, EVERYWHERE)
    expect(pieces.length).toBeGreaterThan(1)
    expect(pieces.flatMap(blocksOf)).toEqual(blocksOf(text))
  })

  it('is not torn as long as it is a book', () => {
    const prose = Array.from({ length: 4000 }, (_, i) => `Paragraph ${i} with some words in it.\n\n> ${i}\n`)
    const list = Array.from({ length: 900 }, (_, i) => `- item ${i}`)
    const lines = [...prose.join('\n').split('\n'), ...list, '', 'End.']
    const pieces = cutPieces(lines)
    expect(pieces.filter(({ isTorn }) => isTorn)).toEqual([])
    expect(pieces.length).toBeGreaterThan(3)
  })

  it('finds footnotes and links of other pieces, however their names are written', async () => {
    const filler = Array.from({ length: 2000 }, (_, i) => `Filler number ${i} of a book without headings.`)
    const { book } = await read(
      `One[^Ab], [see [two][Far  away]](x).\n\n${filler.join('\n\n')}\n\n[^aB]: Note.\n\n[far away]: https://example.org/\n`,
    )
    const first = JSON.stringify(book.sections[0]?.blocks[0])
    expect(first).toContain('"text":"Note."')
    expect(first).toContain('https://example.org/')
  })
})

describe('blocks that end without end', () => {
  it.each([
    ['underlined headings', 'a\n=\n'],
    ['headings under quotes', '> # a\nb\n'],
    ['lists that nothing parts', '- a\n1. b\n'],
    ['quotes and rules', '> a\n---\n'],
  ])('(%s) come in with all their words, and are told', async (_, shape) => {
    const { book, words } = await read(shape.repeat(10_000))
    expect(words.match(/a/gu)).toHaveLength(10_000)
    expect(book.remarks.find(({ code }) => code === 'tangled')?.count).toBeGreaterThan(1)
  })
})
