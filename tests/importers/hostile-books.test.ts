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
import { folderImporters } from '../../engine/importers/importer-registry.ts'
import { odtImporter } from '../../engine/importers/odt/odt-importer.ts'
import { rtfImporter } from '../../engine/importers/rtf/rtf-importer.ts'
import type { ImportedBook, Importer } from '../../engine/importers/imported-book.ts'
import { readInThread } from '../../engine/services/read-in-thread.ts'
import { book, chapter, exported, paragraph, picture, scene } from '../exporters/snapshots.ts'
import { inZip, longform, manuskript, novelwriter, rtf, scrivener } from './book-projects.ts'

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

/** Flips and cuts, and what only text formats fear: their own signs in wrong places. */
const mangled = (sources: readonly string[]) =>
  fc
    .record({
      source: fc.constantFrom(...sources),
      cuts: fc.array(
        fc.tuple(
          fc.double({ min: 0, max: 1, noNaN: true }),
          fc.constantFrom(
            '{',
            '}',
            '\\',
            '\\*',
            "\\'f",
            '\\u-1?',
            '\\bin9999999999 ',
            '<',
            '>',
            '</x>',
            '&',
            '"',
            '---\n',
            '%%~',
            '\n\n',
            '\u0000',
            '../../',
            '!!',
            '*a &a',
            '\\pict ',
            '\\trowd\\cell\\row',
            '\\listtext',
          ),
          fc.nat(60),
        ),
        { maxLength: 8 },
      ),
    })
    .map(({ source, cuts }) =>
      cuts.reduce((text, [at, sign, dropped]) => {
        const place = Math.floor(at * text.length)
        return text.slice(0, place) + sign + text.slice(place + dropped)
      }, source),
    )

const CLEAR = /^(?:read|FILE_UNREADABLE|FILE_TOO_LARGE|NOT_TEXT|EMPTY_FILE|UNSUPPORTED_FORMAT)$/u

describe('a mangled RTF', () => {
  it('is read or refused with a clear error', async () => {
    const whole = rtf(
      '{\\info{\\title T}}\\s1 One\\par\\pard{\\b bold}\\u8212?{\\listtext 1.}item\\par\\trowd a\\cell b\\cell\\row{\\footnote note}{\\field{\\*\\fldinst{HYPERLINK "https://a.example"}}{\\fldrslt x}}{\\pict\\pngblip 89504e470d0a1a0a00}\\par',
    )
    await fc.assert(
      fc.asyncProperty(mangled([whole]), async (text) => {
        expect(await codeOf(read(rtfImporter, new Uint8Array(Buffer.from(text, 'latin1'))))).toMatch(CLEAR)
      }),
      { numRuns: RUNS },
    )
  })

  it('that nests without end or claims gigabytes is refused or read in a moment', async () => {
    for (const source of [
      `{\\rtf1 ${'{\\b '.repeat(100_000)}x`,
      '{\\rtf1 \\bin2000000000 x}',
      `{\\rtf1 ${'\\trowd'.repeat(50_000)}\\cell\\row}`,
      `{\\rtf1 ${'{\\listtext 1.}\\ilvl999999 x\\par'.repeat(2000)}}`,
    ])
      expect(await codeOf(read(rtfImporter, strToU8(source)))).toMatch(CLEAR)
  }, 60_000)
})

describe('a damaged ODT', () => {
  const odt = (content: string): Uint8Array => zipSync({ 'content.xml': strToU8(content) })
  const whole =
    '<d xmlns:t="t" xmlns:o="o" xmlns:b="b"><o:body><o:text><t:h t:outline-level="1">One</t:h><t:p>words<t:s t:c="3"/><t:note><t:note-body><t:p>n</t:p></t:note-body></t:note></t:p><t:list><t:list-item><t:p>x</t:p></t:list-item></t:list><b:table><b:table-row><b:table-cell><t:p>c</t:p></b:table-cell></b:table-row></b:table></o:text></o:body></d>'

  it('is read or refused with a clear error', async () => {
    await fc.assert(
      fc.asyncProperty(mangled([whole]), async (text) => {
        expect(await codeOf(read(odtImporter, odt(text)))).toMatch(CLEAR)
      }),
      { numRuns: RUNS },
    )
  })

  it('with bombs of entities, depth or spaces is refused or stays small', async () => {
    const bomb = `<!DOCTYPE d [<!ENTITY a "${'x'.repeat(1000)}"><!ENTITY b "${'&a;'.repeat(1000)}">]><d xmlns:t="t" xmlns:o="o"><o:body><o:text><t:p>&b;</t:p></o:text></o:body></d>`
    const deep = `<d xmlns:t="t" xmlns:o="o"><o:body><o:text>${'<t:p>'.repeat(5000)}</o:text></o:body></d>`
    for (const content of [bomb, deep])
      expect(await codeOf(read(odtImporter, odt(content)))).toBe('FILE_UNREADABLE')
    const spaces = whole.replace('t:c="3"', 't:c="999999999"')
    const book = await read(odtImporter, odt(spaces))
    expect(JSON.stringify(book).length).toBeLessThan(10_000)
  })
})

describe.each([
  ['Scrivener', scrivener()],
  ['novelWriter', novelwriter()],
  ['Manuskript', manuskript()],
  ['Longform', longform()],
] as const)('a mangled project of %s', (_, files) => {
  it('is read or refused with a clear error', async () => {
    const change = fc
      .constantFrom(...Object.keys(files))
      .chain((path) => mangled([files[path]]).map((text) => [path, text] as const))
    await fc.assert(
      fc.asyncProperty(change, async ([path, text]) => {
        const folder = inZip({ ...files, [path]: text })
        const importer = folderImporters.find(({ fits }) => fits(folder.paths))
        expect(importer ? await codeOf(importer.read(folder, quiet)) : 'UNSUPPORTED_FORMAT').toMatch(CLEAR)
      }),
      { numRuns: RUNS },
    )
  })
})

describe('a folder made to do harm', () => {
  it('with bombs in its front matter is read as it stands', async () => {
    const bomb = `---\na: &a [x, x, x, x, x, x, x, x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]\nd: [*c, *c, *c, *c, *c, *c]\ntitle: T\n---\nwords\n`
    const folder = inZip({ 'a.md': bomb, 'b.md': 'more' })
    const importer = folderImporters.find(({ fits }) => fits(folder.paths))
    const book = await importer?.read(folder, quiet)
    expect(book?.sections.map(({ title }) => title)).toEqual(['T', 'b'])
  })

  it('that points out of itself gives nothing from there', async () => {
    const folder = inZip({
      'a.md': '![x](../../../etc/passwd.png) ![y](/etc/hosts.png)\n\n![z](file:///etc/hosts.png)',
      'b.md': 'words',
      '../outside.md': 'SECRET',
    })
    const importer = folderImporters.find(({ fits }) => fits(folder.paths))
    const book = await importer?.read(folder, quiet)
    expect(book?.pictures).toEqual([])
    expect(JSON.stringify(book)).not.toContain('SECRET')
  })
})

describe('a file made to do harm', () => {
  const container = strToU8(
    '<container><rootfiles><rootfile full-path="../../etc/content.opf"/></rootfiles></container>',
  )

  it('that unpacks to gigabytes is refused before it is unpacked', async () => {
    const zeros = new Uint8Array(70 << 20)
    const bomb = zipSync(
      Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`word/${i}.xml`, [zeros, { level: 1 }]])),
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
