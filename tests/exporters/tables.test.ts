import fc from 'fast-check'
import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { Block, Paragraph, Table } from '../../engine/domain/document.ts'
import { docxExporter } from '../../engine/exporters/docx/docx-exporter.ts'
import { epubExporter } from '../../engine/exporters/epub/epub-exporter.ts'
import { htmlExporter } from '../../engine/exporters/html/html-exporter.ts'
import { markdownExporter } from '../../engine/exporters/markdown/markdown-exporter.ts'
import { markdownFolderExporter } from '../../engine/exporters/markdown/markdown-folder-exporter.ts'
import type { Exporter } from '../../engine/exporters/book-snapshot.ts'
import { docxImporter } from '../../engine/importers/docx/docx-importer.ts'
import { epubImporter } from '../../engine/importers/epub/epub-importer.ts'
import { htmlImporter } from '../../engine/importers/html/html-importer.ts'
import type { ImportedBook } from '../../engine/importers/imported-book.ts'
import { markdownFolderImporter } from '../../engine/importers/markdown-folder/markdown-folder-importer.ts'
import { markdownImporter } from '../../engine/importers/markdown/markdown-importer.ts'
import { openZipFolder } from '../../engine/importers/zip-folder.ts'
import { bold, plain, runsWith } from './round-trip.ts'
import { book, chapter, exported, paragraph, scene } from './snapshots.ts'

const quiet = { signal: new AbortController().signal, progress: () => undefined }

const cell = (type: 'tableCell' | 'tableHeader', ...content: Block[]) => ({
  type,
  content: content as Paragraph[],
})

const table = (...rows: Table['content'][number]['content'][]): Table => ({
  type: 'table',
  attrs: { id: 't' },
  content: rows.map((content) => ({ type: 'tableRow', content })),
})

const empty = (): Block => ({ type: 'paragraph', attrs: { id: 'e' } })

const FORMATS = [
  ['docx', docxExporter, docxImporter],
  ['epub', epubExporter, epubImporter],
  ['html', htmlExporter, htmlImporter],
  ['markdown', markdownExporter, markdownImporter],
  ['markdown-folder', markdownFolderExporter, markdownFolderImporter],
] as const

describe.each(FORMATS)('tables in %s', (_, exporter: Exporter, importer) => {
  const roundTrip = async (...blocks: Block[]): Promise<Block[]> => {
    const { bytes, companions } = await exported(exporter, book([chapter('One', scene('', ...blocks))]))
    const back: ImportedBook =
      'fits' in importer
        ? await importer.read(
            openZipFolder(
              zipSync(
                Object.fromEntries(
                  [{ path: 'book.md', bytes }, ...companions].map((file) => [file.path, file.bytes]),
                ),
              ),
              'b.zip',
            ),
            quiet,
          )
        : await importer.read({ name: `b.${exporter.extension}`, bytes }, quiet)
    expect(back.remarks).toEqual([])
    return back.sections.flatMap((section) => section.blocks)
  }

  it('come back with their header, their marks and their empty cells', async () => {
    const blocks: Block[] = [
      paragraph('before'),
      table(
        [cell('tableHeader', paragraph('Name')), cell('tableHeader', paragraph('灯 | שם'))],
        [
          cell('tableCell', paragraph('Mara ', { type: 'text', text: 'loud', marks: [bold] })),
          cell('tableCell', paragraph('one', { type: 'footnote', attrs: { text: 'n' } }), paragraph('two')),
        ],
        [cell('tableCell', empty()), cell('tableCell', paragraph('a', { type: 'hardBreak' }, 'b'))],
      ),
      paragraph('between'),
      table([cell('tableCell', paragraph('no header'))], [cell('tableCell', paragraph('x'))]),
    ]
    expect((await roundTrip(...blocks)).map(plain)).toEqual(blocks.map(plain))
  })

  it('come back with cells that reach over others, or with the words of these in the first', async () => {
    const over = (span: { colspan?: number; rowspan?: number }, text: string) => ({
      ...cell('tableCell', paragraph(text)),
      span,
    })
    const block = table(
      [
        cell('tableHeader', paragraph('a')),
        cell('tableHeader', paragraph('b')),
        cell('tableHeader', paragraph('c')),
      ],
      [over({ colspan: 2 }, 'wide'), over({ rowspan: 2 }, 'tall')],
      [cell('tableCell', paragraph('d')), cell('tableCell', paragraph('e'))],
      [over({ colspan: 2, rowspan: 2 }, 'both'), cell('tableCell', paragraph('f'))],
      [cell('tableCell', paragraph('g'))],
    )
    const back = (await roundTrip(block)).map(plain)
    if (!exporter.loses.includes('tableSpan')) return expect(back).toEqual([plain(block)])
    const [found] = await roundTrip(block)
    const texts =
      found?.type === 'table' &&
      found.content.map((row) =>
        row.content.map((each) => JSON.stringify(plain(each.content[0])).match(/"text":"(\w+)"/)?.[1] ?? ''),
      )
    expect(texts).toEqual([
      ['a', 'b', 'c'],
      ['wide', '', 'tall'],
      ['d', 'e', ''],
      ['both', '', 'f'],
      ['', '', 'g'],
    ])
    return undefined
  })

  it('come back whatever is written in them', async () => {
    const runs = runsWith('https://a.example/x')
    await fc.assert(
      fc.asyncProperty(runs, runs, async (first, second) => {
        const block = table(
          [cell('tableHeader', paragraph('h')), cell('tableHeader', paragraph(...first))],
          [cell('tableCell', paragraph(...second)), cell('tableCell', paragraph('x'))],
        )
        expect((await roundTrip(block)).map(plain)).toEqual([plain(block)])
      }),
      { numRuns: 40 },
    )
  })
})

describe('tables of others', () => {
  it('are filled up where cells are missing, and are text where they only lay out a page', async () => {
    const html = `<body><h1>One</h1><p>x</p><table><tr><th colspan="2">a</th></tr><tr><td>b</td></tr></table>
      <table><tr><td><h2>Side</h2><p>text</p></td></tr></table></body>`
    const back = await htmlImporter.read({ name: 'b.html', bytes: new TextEncoder().encode(html) }, quiet)
    const [, found] = back.sections[0].blocks
    expect(found.type === 'table' && found.content.map(({ content }) => content.length)).toEqual([1, 2])
    expect(found.type === 'table' && found.content[0]?.content[0]?.span).toEqual({ colspan: 2 })
    expect(back.remarks.map(({ code }) => code)).toEqual(['tables'])
    expect(JSON.stringify(back.sections)).toContain('"text":"text"')
  })
})
