import { describe, expect, it } from 'vitest'
import type { ImportedBook } from '../../engine/importers/imported-book.ts'
import { markdownImporter } from '../../engine/importers/markdown/markdown-importer.ts'
import { blockText } from '../../engine/text/plain-text.ts'

const read = (text: string, name = 'draft.md'): Promise<ImportedBook> =>
  markdownImporter.read(
    { name, bytes: new TextEncoder().encode(text) },
    { signal: new AbortController().signal, progress: () => undefined },
  )

const lines = (book: ImportedBook): string[] =>
  book.sections.map(({ kind, title, blocks }) => `${kind} ${title} (${blocks.map(blockText).join(' | ')})`)

describe('a Markdown book', () => {
  it('takes one heading on top for the title, the next depth for chapters, rules for scenes', async () => {
    const book = await read('# The Lamp\n\n## One\n\nA *b* **c**.\n\n---\n\nD.\n\n***\n\n## Two\n\nE.\n')
    expect(book.title).toBe('The Lamp')
    expect(lines(book)).toEqual(['chapter One (A b c.)', 'scene  (D.)', 'chapter Two (E.)'])
    expect(book.sections[0].blocks[0]).toMatchObject({
      content: [
        { text: 'A ' },
        { text: 'b', marks: [{ type: 'italic' }] },
        { text: ' ' },
        { text: 'c', marks: [{ type: 'bold' }] },
        { text: '.' },
      ],
    })
  })

  it('tells parts with chapters from chapters with scenes', async () => {
    expect(
      lines(await read('# Part One\n\n## One\n\nA.\n\n## Two\n\nB.\n\n# Part Two\n\n## Three\n\nC.')),
    ).toEqual([
      'part Part One ()',
      'chapter One (A.)',
      'chapter Two (B.)',
      'part Part Two ()',
      'chapter Three (C.)',
    ])
    expect(lines(await read('# One\n\nA.\n\n## Night\n\nB.\n\n# Two\n\nC.'))).toEqual([
      'chapter One (A.)',
      'scene Night (B.)',
      'chapter Two (C.)',
    ])
    expect(lines(await read('Just a story.\n\n* * *\n\nWith two scenes.', 'my_story.md'))).toEqual([
      'chapter my story (Just a story.)',
      'scene  (With two scenes.)',
    ])
  })

  it('reads front matter', async () => {
    const book = await read(
      "---\ntitle: \"The: Lamp\"\nauthor: 'O''Brien'\nlang: zh-CN # simplified\ntags:\n  - a\n---\n\n# 一\n\n文。\n",
    )
    expect([book.title, book.author, book.language]).toEqual(['The: Lamp', "O'Brien", 'zh'])
    expect(lines(await read('---\n\nNot front matter.\n\n---\n\nMore.'))).toHaveLength(2)
  })

  it('resolves notes and links that are defined far away', async () => {
    const filler = Array.from({ length: 40 }, (_, i) => `## Chapter ${i}\n\n${'Word '.repeat(900)}\n`).join(
      '\n',
    )
    const book = await read(
      `# First\n\nSee[^far] [there][ref].\n\n${filler}\n\n[^far]: The *note*.\n\n    Its second paragraph.\n\n[ref]: https://a.example/x\n`,
    )
    const [first] = book.sections
    expect(first.blocks[0]).toMatchObject({
      content: [
        { text: 'See' },
        { type: 'footnote', attrs: { text: 'The note.\nIts second paragraph.' } },
        { text: ' ' },
        { text: 'there', marks: [{ type: 'link', attrs: { href: 'https://a.example/x' } }] },
        { text: '.' },
      ],
    })
  })

  it('never takes bare addresses, fences or HTML for structure', async () => {
    const book = await read(
      '# One\n\nwww.a.example and a@b.example.\n\n```\n# not a chapter\n\n---\n```\n\n<div>gone</div>\n\n| a | b |\n|---|---|\n| c | d |\n',
    )
    expect(lines(book)).toEqual([
      'chapter One (www.a.example and a@b.example. | # not a chapter\n\n--- | a\nb\nc\nd)',
    ])
    expect(book.remarks.map(({ code }) => code).sort()).toEqual(['html'])
  })

  it('loses no chapter and no word of a long book, however it is cut for reading', async () => {
    const paragraphs = Array.from(
      { length: 6000 },
      (_, i) => `Paragraph ${i} *says* what [it](https://a.example/${i}) says.`,
    )
    const text = paragraphs
      .map((line, i) => (i % 200 === 0 ? `# Chapter ${i / 200 + 1}\n\n${line}` : line))
      .join('\n\n')
    const book = await read(text)
    expect(book.sections.map(({ title }) => title)).toEqual(
      Array.from({ length: 30 }, (_, i) => `Chapter ${i + 1}`),
    )
    const found = book.sections.flatMap(({ blocks }) => blocks.map(blockText))
    expect(found).toEqual(paragraphs.map((_, i) => `Paragraph ${i} says what it says.`))
  })
})
