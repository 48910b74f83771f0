import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { NodeFacts } from '../../engine/domain/project.ts'
import type { BookSnapshot, ExportedBook } from '../../engine/exporters/book-snapshot.ts'
import { markdownFolderExporter } from '../../engine/exporters/markdown/markdown-folder-exporter.ts'
import type { ImportedBook } from '../../engine/importers/imported-book.ts'
import { markdownFolderImporter } from '../../engine/importers/markdown-folder/markdown-folder-importer.ts'
import { markdownImporter } from '../../engine/importers/markdown/markdown-importer.ts'
import { openZipFolder } from '../../engine/importers/zip-folder.ts'
import { longBook } from '../helpers/novel.ts'
import { plain, runsWith } from './round-trip.ts'
import { book, chapter, exported, paragraph, part, picture, png, scene } from './snapshots.ts'

const quiet = { signal: new AbortController().signal, progress: () => undefined }

const packed = ({ bytes, companions }: ExportedBook): Uint8Array =>
  zipSync(
    Object.fromEntries([{ path: 'book.md', bytes }, ...companions].map((file) => [file.path, file.bytes])),
  )

const roundTrip = async (snapshot: BookSnapshot): Promise<ImportedBook> =>
  markdownFolderImporter.read(
    openZipFolder(packed(await exported(markdownFolderExporter, snapshot)), 'book.zip'),
    quiet,
  )

const facts: NodeFacts = {
  status: 'revised',
  label: 'blue',
  pov: 'Mara: I',
  synopsis: 'She waits.\nNobody “comes”.',
}

describe('a folder of Markdown files out and in', () => {
  it('gives back parts, chapters and scenes in their order, with what is noted about them', async () => {
    const noted = { ...scene('At: the "door"', paragraph('a')), facts }
    const scenes = Array.from({ length: 12 }, (_, i) => scene('', paragraph(`scene ${i}`)))
    const back = await roundTrip(
      book(
        [
          part('Part / One', { ...chapter('The * lamp', noted, ...scenes), facts }, chapter('')),
          chapter('Afterwards', scene('', paragraph('end'))),
        ],
        {
          title: 'A "Title": #1',
          author: 'O’Brien',
          language: 'zh',
          beside: [
            { kind: 'folder', title: 'Research', depth: 0, document: null, facts },
            { kind: 'note', title: 'Oil', depth: 1, document: noted.document, facts },
            { kind: 'note', title: 'Alone', depth: 0, document: noted.document, facts },
          ],
        },
      ),
    )
    expect([back.title, back.author, back.language]).toEqual(['A "Title": #1', 'O’Brien', 'zh'])
    expect(back.sections.map(({ kind, title }) => `${kind} ${title}`)).toEqual([
      'part Part / One',
      'chapter The * lamp',
      'scene At: the "door"',
      ...scenes.map(() => 'scene '),
      'chapter ',
      'chapter Afterwards',
      'scene ',
    ])
    expect(back.sections[1].facts).toEqual(facts)
    expect(back.sections[2].facts).toEqual(facts)
    expect(back.beside?.map(({ kind, title, depth, facts: own }) => [kind, title, depth, own])).toEqual([
      ['folder', 'Research', 0, facts],
      ['note', 'Oil', 1, facts],
      ['note', 'Alone', 0, facts],
    ])
  })

  it('gives back every paragraph, text and marks, whatever is written in it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(runsWith('https://a.example/x(y)?z=1&q="_*'), { minLength: 1, maxLength: 3 }),
        async (paragraphs) => {
          const blocks = paragraphs.map((content) => paragraph(...content))
          const back = await roundTrip(book([chapter('One', scene('', ...blocks))]))
          expect(back.sections[1].blocks.map(plain)).toEqual(blocks.map(plain))
        },
      ),
      { numRuns: 100 },
    )
  })

  it('brings headings, breaks, notes and pictures back, each file with its own', async () => {
    const blocks = () => [
      {
        type: 'heading' as const,
        attrs: { id: 'h', level: 2 as const },
        content: [{ type: 'text' as const, text: 'A letter' }],
      },
      paragraph('word', { type: 'footnote', attrs: { text: 'n' } }),
      { type: 'sceneBreak' as const, attrs: { id: 's' } },
      { type: 'image' as const, attrs: { id: 'i', mediaId: 'm1', alt: 'lamp', caption: 'By night' } },
    ]
    const nodes = [part('P', chapter('One', scene('', ...blocks()), scene('', ...blocks())))]
    const back = await roundTrip(book(nodes, { images: new Map([picture('m1')]) }))
    for (const { blocks: own } of back.sections.slice(2)) expect(own.map(plain)).toEqual(blocks().map(plain))
    expect(back.pictures.map(({ bytes }) => new Uint8Array(bytes))).toEqual([new Uint8Array(png())])
  })

  it('gives back a hundred thousand words with the same paragraphs', async () => {
    const source = await markdownImporter.read({ name: 'b.md', bytes: strToU8(longBook(100_000, 40)) }, quiet)
    const hashes = ({ sections }: ImportedBook): string[] =>
      sections.flatMap(({ blocks }) =>
        blocks.map((block) =>
          createHash('sha256')
            .update(JSON.stringify(plain(block)))
            .digest('hex'),
        ),
      )
    const back = await roundTrip(
      book(source.sections.map(({ title, blocks }) => chapter(title, scene('', ...blocks)))),
    )
    expect(hashes(source).length).toBeGreaterThan(1000)
    expect(hashes(back)).toEqual(hashes(source))
  })
})
