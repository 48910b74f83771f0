import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Block } from '../../engine/domain/document.ts'
import { markdownExporter } from '../../engine/exporters/markdown/markdown-exporter.ts'
import { markdownImporter } from '../../engine/importers/markdown/markdown-importer.ts'
import type { ImportedBook } from '../../engine/importers/imported-book.ts'
import { bold, italic, plain, runsWith } from './round-trip.ts'
import { book, chapter, exported, paragraph, part, picture, png, scene } from './snapshots.ts'

const read = (bytes: Uint8Array): Promise<ImportedBook> =>
  markdownImporter.read(
    { name: 'book.md', bytes },
    { signal: new AbortController().signal, progress: () => undefined },
  )

const roundTrip = async (...args: Parameters<typeof book>): Promise<ImportedBook> =>
  read((await exported(markdownExporter, book(...args))).bytes)

const runs = runsWith('https://a.example/x(y)?z=1&q="_*')

describe('Markdown out and in', () => {
  it('gives back every paragraph, text and marks, whatever is written in it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(runs, { minLength: 1, maxLength: 3 }), async (paragraphs) => {
        const blocks = paragraphs.map((content) => paragraph(...content))
        const back = await roundTrip([chapter('One', scene('', ...blocks))])
        expect(back.sections).toHaveLength(1)
        expect(back.sections[0].blocks.map(plain)).toEqual(blocks.map(plain))
      }),
      { numRuns: 300 },
    )
  })

  it('gives back parts, chapters and scenes with their titles', async () => {
    const back = await roundTrip(
      [
        part(
          'Part *One* & <All>',
          chapter('1. The # lamp\u3000灯', scene('', paragraph('a')), scene('', paragraph('b'))),
          chapter('', scene('Night', paragraph('c'))),
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
      ['chapter', '', 0],
      ['scene', 'Night', 1],
      ['chapter', 'Afterwards', 3],
    ])
  })

  it('gives back lists, quotes, headings, breaks and footnotes, and keeps notes to self at home', async () => {
    const blocks: Block[] = [
      { type: 'heading', attrs: { id: 'h', level: 2 }, content: [{ type: 'text', text: 'A letter' }] },
      paragraph(
        'first',
        { type: 'hardBreak' },
        'second',
        { type: 'footnote', attrs: { text: 'See *there*.\nAnd here: [^1]' } },
        '.',
      ),
      {
        type: 'orderedList',
        attrs: { id: 'l' },
        content: [
          {
            type: 'listItem',
            content: [
              paragraph('one') as never,
              {
                type: 'bulletList',
                attrs: { id: 'm' },
                content: [{ type: 'listItem', content: [paragraph('deep') as never] }],
              },
            ],
          },
          { type: 'listItem', content: [paragraph('two') as never, paragraph('two more') as never] },
        ],
      },
      {
        type: 'blockquote',
        attrs: { id: 'q' },
        content: [paragraph('quoted', { type: 'text', text: ' loud', marks: [bold, italic] }) as never],
      },
      paragraph('code ', { type: 'text', text: 'a `b` c', marks: [{ type: 'code' }] }),
    ]
    const note: Block = {
      type: 'note',
      attrs: { id: 'n' },
      content: [{ type: 'text', text: 'fix this later' }],
    }
    const { bytes } = await exported(markdownExporter, book([chapter('One', scene('', ...blocks, note))]))
    expect(new TextDecoder().decode(bytes)).not.toContain('fix this later')
    const back = await read(bytes)
    expect(back.sections[0].blocks.map(plain)).toEqual(blocks.map(plain))
  })

  it('puts each picture beside the book once, with its words, and says where one is gone', async () => {
    const show = (mediaId: string): Block => ({
      type: 'image',
      attrs: { id: mediaId, mediaId, alt: 'A [lamp]', caption: 'By "night"' },
    })
    const snapshot = book([chapter('One', scene('', show('m1'), show('m1'), show('gone')))], {
      images: new Map([picture('m1')]),
    })
    const { bytes, companions } = await exported(markdownExporter, snapshot)
    expect(companions).toEqual([{ path: 'images/0123456789abcdef.png', bytes: png() }])
    const written = new TextDecoder().decode(bytes)
    expect(
      written.match(
        /!\[A \\\[lamp\\?\]\]\(images\/0123456789abcdef\.png "By \\"night\\""\)|!\[A \\\[lamp\\?\]\]\(images\/0123456789abcdef\.png 'By "night"'\)/gu,
      ),
    ).toHaveLength(2)
    const back = await read(bytes)
    expect(back.sections[0].blocks.map(({ type }) => type)).toEqual(['note', 'note', 'paragraph'])
    expect(back.remarks).toEqual([{ code: 'images', count: 2, sample: 'images/0123456789abcdef.png' }])
  })

  it('writes the same bytes for the same book', async () => {
    const make = () =>
      book([chapter('One', scene('', paragraph('word ', { type: 'footnote', attrs: { text: 'n' } })))])
    expect((await exported(markdownExporter, make())).bytes).toEqual(
      (await exported(markdownExporter, make())).bytes,
    )
  })
})
