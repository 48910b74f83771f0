import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { docxExporter } from '../../engine/exporters/docx/docx-exporter.ts'
import { epubExporter } from '../../engine/exporters/epub/epub-exporter.ts'
import { htmlExporter } from '../../engine/exporters/html/html-exporter.ts'
import { markdownExporter } from '../../engine/exporters/markdown/markdown-exporter.ts'
import { docxImporter } from '../../engine/importers/docx/docx-importer.ts'
import { epubImporter } from '../../engine/importers/epub/epub-importer.ts'
import { htmlImporter } from '../../engine/importers/html/html-importer.ts'
import type { ImportedBook, Importer } from '../../engine/importers/imported-book.ts'
import { markdownImporter } from '../../engine/importers/markdown/markdown-importer.ts'
import { longBook } from '../helpers/novel.ts'
import { plain } from './round-trip.ts'
import { book, chapter, exported, scene } from './snapshots.ts'

const read = (importer: Importer, bytes: Uint8Array): Promise<ImportedBook> =>
  importer.read(
    { name: `book.${importer.extensions[0]}`, bytes },
    { signal: new AbortController().signal, progress: () => undefined },
  )

/** One hash a paragraph: its text and its marks. */
const hashes = ({ sections }: ImportedBook): string[] =>
  sections.flatMap(({ blocks }) =>
    blocks.map((block) =>
      createHash('sha256')
        .update(JSON.stringify(plain(block)))
        .digest('hex'),
    ),
  )

describe('a whole novel', () => {
  it('of a hundred thousand words comes back from every format with the same paragraphs', async () => {
    const source = await read(markdownImporter, new TextEncoder().encode(longBook(100_000, 40)))
    const snapshot = book(source.sections.map(({ title, blocks }) => chapter(title, scene('', ...blocks))))
    const expected = hashes(source)
    expect(expected.length).toBeGreaterThan(1000)
    for (const [exporter, importer] of [
      [docxExporter, docxImporter],
      [epubExporter, epubImporter],
      [htmlExporter, htmlImporter],
      [markdownExporter, markdownImporter],
    ] as const) {
      const back = await read(importer, (await exported(exporter, snapshot)).bytes)
      expect([exporter.id, hashes(back)]).toEqual([exporter.id, expected])
    }
  })
})
