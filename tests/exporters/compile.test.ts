import { EpubCheck } from '@likecoin/epubcheck-ts'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { optionOf, THEMES } from '../../engine/exporters/book-options.ts'
import { compileBook } from '../../engine/exporters/compile-book.ts'
import { docxExporter } from '../../engine/exporters/docx/docx-exporter.ts'
import { epubExporter } from '../../engine/exporters/epub/epub-exporter.ts'
import { exporters } from '../../engine/exporters/exporter-registry.ts'
import { fountainExporter } from '../../engine/exporters/fountain/fountain-exporter.ts'
import { htmlExporter } from '../../engine/exporters/html/html-exporter.ts'
import { numeral } from '../../engine/exporters/numerals.ts'
import { txtExporter } from '../../engine/exporters/txt/txt-exporter.ts'
import { docxImporter } from '../../engine/importers/docx/docx-importer.ts'
import { epubImporter } from '../../engine/importers/epub/epub-importer.ts'
import { htmlImporter } from '../../engine/importers/html/html-importer.ts'
import { plain } from './round-trip.ts'
import { book, chapter, exported, paragraph, part, scene } from './snapshots.ts'

const FRONT = {
  titlePage: true,
  subtitle: 'A <tale> & more',
  dedication: 'For M.\nand for N.',
  epigraph: 'Light, “more” light.',
  epigraphSource: 'Goethe',
  copyright: '© 2026 A. Writer\nAll rights reserved.',
  publisher: 'Lamp & Sons',
  isbn: '978-3-16-148410-0',
  subjects: 'lamps, seas',
  description: 'A book <about> lamps.',
}

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

const small = () =>
  book([
    part('The start', chapter('Lamp', scene('', paragraph('one')), scene('', paragraph('two')))),
    part('The end', chapter('', scene('', paragraph('three')))),
  ])

describe('titles', () => {
  const titles = (options: Record<string, string>, language: 'en' | 'zh' = 'en'): string[] => {
    const { nodes } = compileBook({ ...small(), language }, options)
    return nodes.flatMap(({ title, children }) => [title, ...children.map((child) => child.title)])
  }

  it('stay, or carry numbers that count through the book', () => {
    expect(titles({})).toEqual(['The start', 'Lamp', 'The end', ''])
    expect(titles({ chapterTitles: 'numberTitle', numbering: 'words' })).toEqual([
      'Part One: The start',
      'Chapter One: Lamp',
      'Part Two: The end',
      'Chapter Two',
    ])
    expect(titles({ chapterTitles: 'number', numbering: 'roman' })).toEqual([
      'Part I',
      'Chapter I',
      'Part II',
      'Chapter II',
    ])
    expect(titles({ chapterTitles: 'numberTitle', numbering: 'words' }, 'zh')).toEqual([
      '第一部\u3000The start',
      '第一章\u3000Lamp',
      '第二部\u3000The end',
      '第二章',
    ])
  })

  it('are counted as books count', () => {
    expect([4, 19, 40, 99, 1994].map((n) => numeral(n, 'roman', 'en'))).toEqual([
      'IV',
      'XIX',
      'XL',
      'XCIX',
      'MCMXCIV',
    ])
    expect([12, 21, 40, 105].map((n) => numeral(n, 'words', 'en'))).toEqual([
      'Twelve',
      'Twenty-One',
      'Forty',
      'One Hundred and Five',
    ])
    expect([10, 12, 20, 21, 101, 110, 112].map((n) => numeral(n, 'words', 'zh'))).toEqual([
      '十',
      '十二',
      '二十',
      '二十一',
      '一百零一',
      '一百一十',
      '一百一十二',
    ])
  })
})

describe('notes to self', () => {
  it('stay at home, unless the writer wants to see them in print', () => {
    const noted = book([
      chapter(
        'One',
        scene('', { type: 'note', attrs: { id: 'n' }, content: [{ type: 'text', text: 'fix' }] }),
      ),
    ])
    expect(compileBook(noted, {})).toBe(noted)
    const [{ children }] = compileBook(noted, { selfNotes: true }).nodes
    expect(children[0].document?.content.map(({ type }) => type)).toEqual(['blockquote'])
  })
})

describe('what stands before the first chapter', () => {
  it.each([
    ['docx', docxExporter, docxImporter],
    ['epub', epubExporter, epubImporter],
    ['html', htmlExporter, htmlImporter],
  ] as const)(
    'of %s is printed, and is no text of the book when it comes back',
    async (_, exporter, importer) => {
      const { bytes } = await exported(exporter, small(), FRONT)
      const all =
        exporter === htmlExporter
          ? text(bytes)
          : Object.values(unzipSync(bytes))
              .map((file) => strFromU8(file))
              .join('\n')
      for (const words of [
        'A &lt;tale&gt; &amp; more',
        'and for N.',
        'Goethe',
        'All rights reserved.',
        'Lamp &amp; Sons',
      ])
        expect(all).toContain(words)
      const back = await importer.read(
        { name: `b.${exporter.extension}`, bytes },
        { signal: new AbortController().signal, progress: () => undefined },
      )
      expect(back.title).toBe('The Lamp')
      expect(back.sections.flatMap(({ blocks }) => blocks.map(plain))).toEqual(
        ['one', 'two', 'three'].map((words) => ['paragraph', [{ type: 'text', text: words, marks: [] }]]),
      )
    },
  )

  it('opens a plain text', async () => {
    const lines = text((await exported(txtExporter, small(), { ...FRONT, separator: 'flower' })).bytes)
    expect(lines).toMatch(/^The Lamp\n\nA <tale> & more\n\nA\. Writer\n/u)
    expect(lines).toContain('one\n\n❦\n\ntwo')
  })
})

describe('themes', () => {
  it.each(THEMES)('%s gives an EPUB without an error or a warning', async (theme) => {
    const { bytes } = await exported(epubExporter, small(), { ...FRONT, theme })
    const { messages } = await EpubCheck.validate(bytes)
    expect(messages.filter(({ severity }) => ['fatal', 'error', 'warning'].includes(severity))).toEqual([])
  })

  it('look different in every format that has a look', async () => {
    for (const exporter of [htmlExporter, epubExporter, docxExporter]) {
      const looks = await Promise.all(
        THEMES.map(async (theme) =>
          Buffer.from((await exported(exporter, small(), { theme })).bytes).toString('base64'),
        ),
      )
      expect(new Set(looks).size).toBe(THEMES.length)
    }
  })
})

describe('options', () => {
  it('mean the same in every format, but for the default', () => {
    for (const { options } of exporters)
      for (const option of options)
        expect({ ...option, default: null }).toEqual({ ...optionOf(option.key as 'theme'), default: null })
  })
})

describe('Fountain', () => {
  const fountain = async (...args: Parameters<typeof book>): Promise<string> =>
    text((await exported(fountainExporter, book(...args))).bytes)

  it('has sections, headings, synopses and action that nothing is mistaken for', async () => {
    const facts = { status: 'none', label: '', pov: '', synopsis: 'She waits.' } as const
    const script = await fountain([
      part(
        'Part One',
        chapter(
          'The lamp',
          {
            ...scene(
              'At the door',
              paragraph('She ', { type: 'text', text: 'waited', marks: [{ type: 'italic' }] }, ' * there.'),
              paragraph('MARA'),
              paragraph('int. a room'),
              paragraph('.hidden'),
              paragraph('word', { type: 'footnote', attrs: { text: 'a note' } }),
            ),
            facts,
          },
          scene('', paragraph('It was dark.')),
        ),
      ),
    ])
    expect(script).toBe(
      `Title: The Lamp
Author: A. Writer

# Part One

## The lamp

.AT THE DOOR

= She waits.

She *waited* \\* there.

!MARA

!int. a room

!.hidden

word[[a note]]

.SCENE 2

It was dark.
`,
    )
  })
})

describe('the table of contents of a Word file', () => {
  it('is a field that Word fills, with the chapters in it already, and no text when the book comes back', async () => {
    const make = () => exported(docxExporter, small(), { contents: true })
    const { bytes } = await make()
    const xml = strFromU8(unzipSync(bytes)['word/document.xml'])
    expect(xml).toMatch(/<w:instrText[^>]*>\s*TOC [^<]*\\o &quot;1-2&quot;/u)
    expect(xml.indexOf('Lamp')).toBeLessThan(xml.indexOf('w:val="Heading2"'))
    expect((await make()).bytes).toEqual(bytes)
    const back = await docxImporter.read(
      { name: 'b.docx', bytes },
      { signal: new AbortController().signal, progress: () => undefined },
    )
    expect(back.sections.map(({ kind, title, blocks }) => [kind, title, blocks.map(plain)])).toEqual(
      (
        await docxImporter.read(
          { name: 'b.docx', bytes: (await exported(docxExporter, small())).bytes },
          { signal: new AbortController().signal, progress: () => undefined },
        )
      ).sections.map(({ kind, title, blocks }) => [kind, title, blocks.map(plain)]),
    )
  })
})
