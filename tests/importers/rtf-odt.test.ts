import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { ImportedBook, Importer } from '../../engine/importers/imported-book.ts'
import { odtImporter } from '../../engine/importers/odt/odt-importer.ts'
import { rtfImporter } from '../../engine/importers/rtf/rtf-importer.ts'
import { plain } from '../exporters/round-trip.ts'
import { png } from '../exporters/snapshots.ts'
import { rtf } from './book-projects.ts'

const read = (importer: Importer, bytes: Uint8Array): Promise<ImportedBook> =>
  importer.read(
    { name: `book.${importer.extensions[0]}`, bytes },
    { signal: new AbortController().signal, progress: () => undefined },
  )

const readRtf = (body: string) => read(rtfImporter, new Uint8Array(Buffer.from(rtf(body), 'latin1')))

const text = (words: string, ...types: string[]) => ({
  type: 'text',
  text: words,
  marks: types.map((type) => ({ type })),
})

describe('RTF', () => {
  it('gives paragraphs with marks, links, notes, breaks and signs', async () => {
    const book = await readRtf(
      '{\\info{\\title The Lamp}{\\author A. Writer}}\\pard\\s1\\outlinelevel0 One\\par\\pard\\plain A {\\b bold {\\i both}}, \\ul under\\ulnone, \\strike out\\strike0; caf\\\'e9 \\ldblquote x\\rdblquote\\line next\\tab{\\v hidden}\\u-10179?\\u-8704?\\par{\\field{\\*\\fldinst{HYPERLINK "https://a.example/"}}{\\fldrslt{link}}} after{\\footnote\\pard {\\super 1} See there.}\\par',
    )
    expect([book.title, book.author]).toEqual(['The Lamp', 'A. Writer'])
    expect(book.sections.map(({ kind, title }) => [kind, title])).toEqual([['chapter', 'One']])
    expect(book.sections[0].blocks.map(plain)).toEqual([
      [
        'paragraph',
        [
          text('A '),
          text('bold ', 'bold'),
          text('both', 'bold', 'italic'),
          text(', '),
          text('under', 'underline'),
          text(', '),
          text('out', 'strike'),
          text('; café “x”'),
          { type: 'hardBreak' },
          text('next\t😀'),
        ],
      ],
      [
        'paragraph',
        [
          { type: 'text', text: 'link', marks: [{ type: 'link', attrs: { href: 'https://a.example/' } }] },
          text(' after'),
          { type: 'footnote', attrs: { text: '1 See there.' } },
        ],
      ],
    ])
  })

  it('reads the encodings of its fonts and of its code page', async () => {
    const source =
      "{\\rtf1\\ansi\\ansicpg1251{\\fonttbl{\\f0\\fcharset204 Times;}{\\f1\\fcharset134 SimSun;}}\\f0 \\'cf\\'f0\\'e8\\'e2\\'e5\\'f2 {\\f1 \\'c4\\'e3\\'ba\\'c3}\\par}"
    const book = await read(rtfImporter, new Uint8Array(Buffer.from(source, 'latin1')))
    expect(book.sections[0].blocks.map(plain)).toEqual([['paragraph', [text('Привет 你好')]]])
  })

  it('gives lists, quotes, tables’ words and pictures, and leaves out what is not text', async () => {
    const hex = Buffer.from(png()).toString('hex')
    const book = await readRtf(
      `{\\header Running head}{\\*\\unknown{\\b secret}}{\\pard{\\listtext 1.\\tab}\\ls1\\ilvl0 one\\par{\\listtext \\bullet\\tab}\\ilvl1 deep\\par}\\pard text\\par{\\*\\shppict{\\pict\\pngblip\\picw2\\pich2 ${hex}}}{\\nonshppict{\\pict\\wmetafile8 0102}}\\par`,
    )
    expect(JSON.stringify(book.sections)).not.toMatch(/secret|Running head/u)
    expect(book.sections.flatMap(({ blocks }) => blocks.map(({ type }) => type))).toEqual([
      'orderedList',
      'paragraph',
      'image',
    ])
    expect(new Uint8Array(book.pictures[0].bytes)).toEqual(new Uint8Array(png()))
  })
})

const OFFICE =
  'xmlns:office="o" xmlns:text="t" xmlns:style="s" xmlns:fo="f" xmlns:table="b" xmlns:draw="d" xmlns:xlink="x" xmlns:dc="c" xmlns:svg="v"'

const odt = (body: string): Uint8Array =>
  zipSync({
    mimetype: strToU8('application/vnd.oasis.opendocument.text'),
    'content.xml': strToU8(
      `<?xml version="1.0"?><office:document-content ${OFFICE}><office:automatic-styles><style:style style:name="T1" style:family="text"><style:text-properties fo:font-style="italic"/></style:style><style:style style:name="P1" style:family="paragraph" style:parent-style-name="Standard"><style:text-properties fo:font-weight="bold"/></style:style><text:list-style style:name="L1"><text:list-level-style-number text:level="1"/></text:list-style></office:automatic-styles><office:body><office:text>${body}</office:text></office:body></office:document-content>`,
    ),
    'meta.xml': strToU8(
      `<office:document-meta ${OFFICE}><office:meta><dc:title>The Lamp</dc:title><dc:creator>A. Writer</dc:creator></office:meta></office:document-meta>`,
    ),
    'Pictures/1.png': png(),
  })

describe('ODT', () => {
  it('gives headings, paragraphs with marks, spaces, links, notes, lists and quotes', async () => {
    const book = await read(
      odtImporter,
      odt(
        '<text:h text:outline-level="1">One</text:h><text:p>A <text:span text:style-name="T1">slanted</text:span><text:s text:c="2"/>word<text:tab/>x<text:line-break/>y<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>See there.</text:p></text:note-body></text:note></text:p><text:p text:style-name="P1">strong</text:p><text:list text:style-name="L1"><text:list-item><text:p>one</text:p><text:list><text:list-item><text:p>deep</text:p></text:list-item></text:list></text:list-item></text:list><text:p text:style-name="Quotations">said</text:p><text:p><text:a xlink:href="https://a.example/">link</text:a></text:p><text:tracked-changes><text:p>deleted</text:p></text:tracked-changes>',
      ),
    )
    expect([book.title, book.author]).toEqual(['The Lamp', 'A. Writer'])
    expect(book.sections.map(({ title }) => title)).toEqual(['One'])
    expect(book.sections[0].blocks.map(plain)).toEqual([
      [
        'paragraph',
        [
          text('A '),
          text('slanted', 'italic'),
          text('  word\tx'),
          { type: 'hardBreak' },
          text('y'),
          { type: 'footnote', attrs: { text: 'See there.' } },
        ],
      ],
      ['paragraph', [text('strong', 'bold')]],
      [
        'orderedList',
        [
          [
            ['paragraph', [text('one')]],
            ['orderedList', [[['paragraph', [text('deep')]]]]],
          ],
        ],
      ],
      ['blockquote', [['paragraph', [text('said')]]]],
      [
        'paragraph',
        [{ type: 'text', text: 'link', marks: [{ type: 'link', attrs: { href: 'https://a.example/' } }] }],
      ],
    ])
  })

  it('brings pictures with their captions', async () => {
    const book = await read(
      odtImporter,
      odt(
        '<text:p>before<draw:frame><draw:text-box><text:p><draw:frame><draw:image xlink:href="Pictures/1.png"/><svg:desc>a lamp</svg:desc></draw:frame>By night</text:p></draw:text-box></draw:frame></text:p>',
      ),
    )
    expect(book.sections[0].blocks).toMatchObject([
      { type: 'paragraph' },
      { type: 'image', attrs: { alt: 'a lamp', caption: expect.stringContaining('By night') as string } },
    ])
    expect(book.pictures).toHaveLength(1)
  })
})
