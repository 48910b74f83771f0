import { strFromU8, unzipSync } from 'fflate'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Block } from '../../engine/domain/document.ts'
import type { Exporter } from '../../engine/exporters/book-snapshot.ts'
import { docxExporter } from '../../engine/exporters/docx/docx-exporter.ts'
import { epubExporter } from '../../engine/exporters/epub/epub-exporter.ts'
import { htmlExporter } from '../../engine/exporters/html/html-exporter.ts'
import { docxImporter } from '../../engine/importers/docx/docx-importer.ts'
import { epubImporter } from '../../engine/importers/epub/epub-importer.ts'
import { htmlImporter } from '../../engine/importers/html/html-importer.ts'
import type { ImportedBook, Importer } from '../../engine/importers/imported-book.ts'
import { bold, italic, plain, runsWith } from './round-trip.ts'
import { book, chapter, exported, paragraph, part, picture, png, scene } from './snapshots.ts'

const FORMATS: readonly (readonly [Exporter, Importer])[] = [
  [docxExporter, docxImporter],
  [epubExporter, epubImporter],
  [htmlExporter, htmlImporter],
]

const read = (importer: Importer, bytes: Uint8Array): Promise<ImportedBook> =>
  importer.read(
    { name: `book.${importer.extensions[0]}`, bytes },
    { signal: new AbortController().signal, progress: () => undefined },
  )

describe.each(FORMATS)('%o out and in', (exporter, importer) => {
  const roundTrip = async (...args: Parameters<typeof book>): Promise<ImportedBook> =>
    read(importer, (await exported(exporter, book(...args), { sceneTitles: true })).bytes)

  it('gives back every paragraph, text and marks, whatever is written in it', async () => {
    const runs = runsWith('https://a.example/x(y)?z=1&q=_*')
    await fc.assert(
      fc.asyncProperty(fc.array(runs, { minLength: 1, maxLength: 3 }), async (paragraphs) => {
        const blocks = paragraphs.map((content) => paragraph(...content))
        const back = await roundTrip([chapter('One', scene('', ...blocks))])
        expect(back.sections).toHaveLength(1)
        expect(back.sections[0].blocks.map(plain)).toEqual(blocks.map(plain))
      }),
      { numRuns: 60 },
    )
  })

  it('gives back parts, chapters and scenes with their titles', async () => {
    const back = await roundTrip(
      [
        part(
          'Part *One* & <All>',
          chapter('1. The # lamp\u3000灯', scene('', paragraph('a')), scene('', paragraph('b'))),
          chapter('Two', scene('Night', paragraph('c'))),
        ),
        chapter(
          'Afterwards',
          scene('', paragraph('d'), { type: 'sceneBreak', attrs: { id: 's' } }, paragraph('e')),
        ),
      ],
      { title: 'A "Title": #1', author: 'O’Brien & Søn', language: 'zh' },
    )
    expect([back.title, back.author, back.language]).toEqual(['A "Title": #1', 'O’Brien & Søn', 'zh'])
    expect(back.sections.map(({ kind, title, blocks }) => [kind, title, blocks.length])).toEqual([
      ['part', 'Part *One* & <All>', 0],
      ['chapter', '1. The # lamp\u3000灯', 1],
      ['scene', '', 1],
      ['chapter', 'Two', 0],
      ['scene', 'Night', 1],
      ['chapter', 'Afterwards', 3],
    ])
  })

  it('gives back lists, quotes, headings and footnotes, and keeps notes to self at home', async () => {
    const item = (...content: Block[]) => ({ type: 'listItem' as const, content: content as never[] })
    const blocks: Block[] = [
      { type: 'heading', attrs: { id: 'h', level: 2 }, content: [{ type: 'text', text: 'A letter' }] },
      paragraph(
        'first',
        { type: 'hardBreak' },
        'second',
        { type: 'footnote', attrs: { text: 'See *there*.\nAnd here: [^1]' } },
        '. Then ',
        { type: 'footnote', attrs: { text: 'second note' } },
        ' end',
      ),
      {
        type: 'orderedList',
        attrs: { id: 'l' },
        content: [
          item(paragraph('one'), {
            type: 'bulletList',
            attrs: { id: 'm' },
            content: [item(paragraph('deep'))],
          }),
          item(paragraph('two'), paragraph('two more')),
        ],
      },
      { type: 'bulletList', attrs: { id: 'o' }, content: [item(paragraph('a'))] },
      { type: 'bulletList', attrs: { id: 'p' }, content: [item(paragraph('b'))] },
      {
        type: 'blockquote',
        attrs: { id: 'q' },
        content: [
          paragraph('quoted', { type: 'text', text: ' loud', marks: [bold, italic] }) as never,
          paragraph('more') as never,
        ],
      },
      { type: 'blockquote', attrs: { id: 'r' }, content: [paragraph('another') as never] },
      paragraph('code ', { type: 'text', text: 'a `b` c', marks: [{ type: 'code' }] }),
    ]
    const note: Block = {
      type: 'note',
      attrs: { id: 'n' },
      content: [{ type: 'text', text: 'fix this later' }],
    }
    const back = await roundTrip([chapter('One', scene('', ...blocks, note))])
    expect(back.sections[0].blocks.map(plain)).toEqual(blocks.map(plain))
    expect(JSON.stringify(back)).not.toContain('fix this later')
  })

  it('brings pictures along with their words', async () => {
    const show = (mediaId: string): Block => ({
      type: 'image',
      attrs: { id: mediaId, mediaId, alt: 'A [lamp] & <light>', caption: 'By "night"' },
    })
    const nodes = [chapter('One', scene('', paragraph('before'), show('m1'), paragraph('after')))]
    const back = await roundTrip(nodes, { images: new Map([picture('m1')]) })
    const [, image] = back.sections[0].blocks
    expect(back.sections[0].blocks.map(({ type }) => type)).toEqual(['paragraph', 'image', 'paragraph'])
    expect(image).toMatchObject({ attrs: { alt: 'A [lamp] & <light>', caption: 'By "night"' } })
    expect(back.pictures.map(({ key }) => key)).toEqual([image.type === 'image' && image.attrs.mediaId])
    expect(new Uint8Array(back.pictures[0].bytes)).toEqual(new Uint8Array(png()))
  })

  it('writes the same bytes for the same book', async () => {
    const nodes = [
      chapter(
        'One',
        scene('', paragraph('word ', { type: 'footnote', attrs: { text: 'n' } }), {
          type: 'image',
          attrs: { id: 'i', mediaId: 'm1', alt: '', caption: '' },
        }),
        scene(
          '',
          paragraph({
            type: 'text',
            text: 'there',
            marks: [{ type: 'link', attrs: { href: 'https://a.example/' } }],
          }),
        ),
      ),
    ]
    const make = async (): Promise<Uint8Array> =>
      (await exported(exporter, book(nodes, { images: new Map([picture('m1')]) }))).bytes
    expect(Buffer.compare(await make(), await make())).toBe(0)
  })
})

describe('the Word file', () => {
  it('sets everything by style and numbers its own notes', async () => {
    const { bytes } = await exported(
      docxExporter,
      book([chapter('One', scene('', paragraph('x', { type: 'footnote', attrs: { text: 'n' } })))]),
    )
    const files = unzipSync(bytes)
    const document = strFromU8(files['word/document.xml'])
    expect(document).toContain('<w:pStyle w:val="Heading1"/>')
    expect(document).toContain('<w:pStyle w:val="BodyText"/>')
    expect(document).not.toMatch(/<w:(?:sz|rFonts|jc|spacing)\b/u)
    expect(strFromU8(files['word/footnotes.xml'])).toContain('>n</w:t>')
  })
})
