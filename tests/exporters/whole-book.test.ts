import { createHash } from 'node:crypto'
import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { Block, Inline, Mark } from '../../engine/domain/document.ts'
import type { ExportedBook } from '../../engine/exporters/book-snapshot.ts'
import { docxExporter } from '../../engine/exporters/docx/docx-exporter.ts'
import { epubExporter } from '../../engine/exporters/epub/epub-exporter.ts'
import { htmlExporter } from '../../engine/exporters/html/html-exporter.ts'
import { markdownFolderExporter } from '../../engine/exporters/markdown/markdown-folder-exporter.ts'
import { docxImporter } from '../../engine/importers/docx/docx-importer.ts'
import { epubImporter } from '../../engine/importers/epub/epub-importer.ts'
import { htmlImporter } from '../../engine/importers/html/html-importer.ts'
import type { ImportedBook, Importer } from '../../engine/importers/imported-book.ts'
import { markdownFolderImporter } from '../../engine/importers/markdown-folder/markdown-folder-importer.ts'
import { markdownImporter } from '../../engine/importers/markdown/markdown-importer.ts'
import { openZipFolder } from '../../engine/importers/zip-folder.ts'
import { longBook } from '../helpers/novel.ts'
import { bold, italic, plain } from './round-trip.ts'
import { book, chapter, exported, paragraph, picture, scene } from './snapshots.ts'

const quiet = { signal: new AbortController().signal, progress: () => undefined }

const read = (importer: Importer, bytes: Uint8Array): Promise<ImportedBook> =>
  importer.read({ name: `book.${importer.extensions[0]}`, bytes }, quiet)

/** A picture by its words, every other block as its reader sees it. */
const seen = (block: Block): unknown =>
  block.type === 'image' ? [block.type, block.attrs.alt, block.attrs.caption] : plain(block)

/** One hash a paragraph: its text and its marks. */
const hashes = ({ sections }: Pick<ImportedBook, 'sections'>): string[] =>
  sections.flatMap(({ blocks }) =>
    blocks.map((block) =>
      createHash('sha256')
        .update(JSON.stringify(seen(block)))
        .digest('hex'),
    ),
  )

const text = (words: string, ...marks: Mark[]): Inline => ({ type: 'text', text: words, marks })
const note = (words: string): Inline => ({ type: 'footnote', attrs: { text: words } })
const item = (...content: Block[]) => ({ type: 'listItem' as const, content: content as never[] })
const cell = (type: 'tableHeader' | 'tableCell', ...content: (string | Inline)[]) => ({
  type,
  content: [paragraph(...content) as never],
})

/** What a plain novel has none of, the place `at` in each. */
const RICH: readonly ((at: number) => Block)[] = [
  (at) =>
    paragraph(
      'Once ',
      text('bold', bold),
      ' ',
      text('slanted', italic),
      ' ',
      text('both', bold, italic),
      ' ',
      text('under', { type: 'underline' }),
      ' ',
      text('gone', { type: 'strike' }),
      ' ',
      text('a `b`', { type: 'code' }),
      ' ',
      text('there', { type: 'link', attrs: { href: `https://a.example/x?y=${at}` } }),
      ` (${at})`,
    ),
  (at) => paragraph('She said so', note(`In her *letter* ${at}.`), ', twice', note('他没有说。'), '.'),
  (at) => paragraph(`“你又迟到了，”他说，没有回头。`, text('雨还在下', bold), `——第${at}次。`),
  (at) => paragraph(`היא אמרה: “שלום”, `, text('והלכה', italic), ` (${at}). ثم صمتت السماء.`),
  (at) =>
    paragraph(`👩‍👩‍👧 kept the 🕯️ burning, ${at} nights 🇳🇴 e\u0301`, { type: 'hardBreak' }, 'and 𝔞𝔩𝔩 of them'),
  (at) => ({
    type: 'image',
    attrs: { id: `i${at}`, mediaId: 'm1', alt: `A lamp, ${at}`, caption: `灯 ${at}` },
  }),
  (at) => ({ type: 'heading', attrs: { id: `h${at}`, level: 2 }, content: [text(`A letter, ${at}`)] }),
  (at) => ({
    type: 'orderedList',
    attrs: { id: `l${at}` },
    content: [
      item(paragraph(`oil ${at}`), {
        type: 'bulletList',
        attrs: { id: `m${at}` },
        content: [item(paragraph('灯油'))],
      }),
      item(paragraph(text('wicks', bold))),
    ],
  }),
  (at) => ({
    type: 'blockquote',
    attrs: { id: `q${at}` },
    content: [paragraph(`Keep the light, ${at}.`) as never],
  }),
  (at) => ({
    type: 'table',
    attrs: { id: `t${at}` },
    content: [
      { type: 'tableRow', content: [cell('tableHeader', 'night'), cell('tableHeader', 'שעה')] },
      { type: 'tableRow', content: [cell('tableCell', `${at}`), cell('tableCell', text('late', italic))] },
    ],
  }),
  (at) => ({ type: 'sceneBreak', attrs: { id: `b${at}` } }),
]

const EVERY = 4

/** Between paragraphs of a novel, one after the other. A break never stands at a chapter's end, where it parts nothing. */
const enriched = (blocks: readonly Block[], from: number): Block[] =>
  blocks.flatMap((block, index) => {
    const at = from + index
    return index % EVERY === EVERY - 1 && index < blocks.length - 1
      ? [block, RICH[Math.floor(at / EVERY) % RICH.length](at)]
      : [block]
  })

const packed = ({ bytes, companions }: ExportedBook): Uint8Array =>
  zipSync(
    Object.fromEntries([{ path: 'book.md', bytes }, ...companions].map((file) => [file.path, file.bytes])),
  )

describe('a whole novel', () => {
  it('of a hundred thousand words with every mark, note, picture, table and script comes back from every format as it was', async () => {
    const source = await read(markdownImporter, new TextEncoder().encode(longBook(100_000, 40)))
    let count = 0
    const sections = source.sections.map((section) => {
      const blocks = enriched(section.blocks, count)
      count += section.blocks.length
      return { ...section, blocks }
    })
    const snapshot = book(
      sections.map(({ title, blocks }) => chapter(title, scene('', ...blocks))),
      { images: new Map([picture('m1')]) },
    )
    const expected = hashes({ sections })
    expect(expected.length).toBeGreaterThan(1300)
    for (const [exporter, importer] of [
      [docxExporter, docxImporter],
      [epubExporter, epubImporter],
      [htmlExporter, htmlImporter],
    ] as const) {
      const back = await read(importer, (await exported(exporter, snapshot)).bytes)
      expect([exporter.id, hashes(back)]).toEqual([exporter.id, expected])
    }
    const folder = packed(await exported(markdownFolderExporter, snapshot))
    const back = await markdownFolderImporter.read(openZipFolder(folder, 'book.zip'), quiet)
    expect(['folder', hashes(back)]).toEqual(['folder', expected])
  })
})
