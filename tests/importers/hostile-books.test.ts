import { zipSync, strToU8 } from 'fflate'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { EngineError } from '../../engine/domain/errors.ts'
import type { Exporter } from '../../engine/exporters/book-snapshot.ts'
import { docxExporter } from '../../engine/exporters/docx/docx-exporter.ts'
import { epubExporter } from '../../engine/exporters/epub/epub-exporter.ts'
import { htmlExporter } from '../../engine/exporters/html/html-exporter.ts'
import { docxImporter } from '../../engine/importers/docx/docx-importer.ts'
import { epubImporter } from '../../engine/importers/epub/epub-importer.ts'
import { htmlImporter } from '../../engine/importers/html/html-importer.ts'
import type { ImportedBook, Importer } from '../../engine/importers/imported-book.ts'
import { readInThread } from '../../engine/services/read-in-thread.ts'
import { book, chapter, exported, paragraph, picture, scene } from '../exporters/snapshots.ts'

const quiet = { signal: new AbortController().signal, progress: () => undefined }

const read = (importer: Importer, bytes: Uint8Array): Promise<ImportedBook> =>
  importer.read({ name: `book.${importer.extensions[0]}`, bytes }, quiet)

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work
    return 'read'
  } catch (error) {
    return error instanceof EngineError ? error.code : String(error)
  }
}

/** More with `FUZZ_RUNS=5000`. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 150)

describe.each([
  ['docx', docxExporter, docxImporter],
  ['epub', epubExporter, epubImporter],
  ['html', htmlExporter, htmlImporter],
] as const)('a damaged %s', (_, exporter: Exporter, importer: Importer) => {
  let whole = new Uint8Array()
  beforeAll(async () => {
    const nodes = [
      chapter(
        'One',
        scene(
          '',
          paragraph('Some words ', { type: 'footnote', attrs: { text: 'n' } }),
          { type: 'image', attrs: { id: 'i', mediaId: 'm1', alt: 'a', caption: 'c' } },
          paragraph('and more.'),
        ),
      ),
    ]
    whole = new Uint8Array(
      (await exported(exporter, book(nodes, { images: new Map([picture('m1')]) }))).bytes,
    )
  })

  it('is read or refused with a clear error, wherever it is cut or changed', async () => {
    const damage = fc.record({
      cut: fc.double({ min: 0, max: 1, noNaN: true }),
      isCut: fc.boolean(),
      flips: fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255)), { maxLength: 12 }),
    })
    await fc.assert(
      fc.asyncProperty(damage, async ({ cut, isCut, flips }) => {
        const bytes = whole.slice(0, isCut ? Math.max(1, Math.floor(cut * whole.length)) : whole.length)
        for (const [at, value] of flips) bytes[Math.floor(at * (bytes.length - 1))] = value
        expect(await codeOf(read(importer, bytes))).toMatch(
          /^(?:read|FILE_UNREADABLE|FILE_TOO_LARGE|NOT_TEXT|EMPTY_FILE|UNSUPPORTED_FORMAT)$/u,
        )
      }),
      { numRuns: RUNS },
    )
  })
})

describe('a file made to do harm', () => {
  const container = strToU8(
    '<container><rootfiles><rootfile full-path="../../etc/content.opf"/></rootfiles></container>',
  )

  it('that unpacks to gigabytes is refused before it is unpacked', async () => {
    const bomb = zipSync(
      Object.fromEntries(
        Array.from({ length: 8 }, (_, i) => [`word/${i}.xml`, [new Uint8Array(70 << 20), { level: 6 }]]),
      ),
    )
    expect(await codeOf(read(docxImporter, bomb))).toBe('FILE_TOO_LARGE')
  }, 120_000)

  it('that declares entities or leads out of itself is refused', async () => {
    const entities = strToU8(
      '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><w:document xmlns:w="w"><w:body>&b;</w:body></w:document>',
    )
    expect(await codeOf(read(docxImporter, zipSync({ 'word/document.xml': entities })))).toBe(
      'FILE_UNREADABLE',
    )
    expect(await codeOf(read(epubImporter, zipSync({ 'META-INF/container.xml': container })))).toBe(
      'FILE_UNREADABLE',
    )
  })

  it('that nests without end breaks its own thread and nothing else', async () => {
    const deep = strToU8(`<body>${'<div>'.repeat(200_000)}x`)
    const outcome = await codeOf(readInThread({ name: 'deep.html', bytes: deep }, quiet))
    expect(outcome).toMatch(/^(?:read|FILE_UNREADABLE)$/u)
  }, 120_000)

  it('leaves no script, no remote picture and no dangerous link in the text', async () => {
    const html = `<body><h1>One</h1><p onclick="x()">Text <script>alert(1)</script><a href="javascript:alert(1)">link</a>
      <img src="https://tracker.example/p.png" alt="dot"> <svg><script>1</script></svg> end</p><iframe src="x"></iframe></body>`
    const back = await read(htmlImporter, strToU8(html))
    expect(back.pictures).toEqual([])
    expect(back.sections[0]?.blocks).toMatchObject([
      { type: 'paragraph', content: [{ type: 'text', text: 'Text link dot end' }] },
    ])
  })
})
