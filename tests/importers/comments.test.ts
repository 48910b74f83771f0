// What other programs' files say of their words: it comes in with the words, answers and times that the format carries.
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { ImportedBook, Importer } from '../../engine/importers/imported-book.ts'
import { odtImporter } from '../../engine/importers/odt/odt-importer.ts'
import { rtfImporter } from '../../engine/importers/rtf/rtf-importer.ts'
import { scrivenerImporter } from '../../engine/importers/scrivener/scrivener-importer.ts'
import { commentPlaces } from '../../engine/text/comments/comment-places.ts'
import { blockText } from '../../engine/text/plain-text.ts'
import { inZip, rtf, scrivener } from './book-projects.ts'

const quiet = { signal: new AbortController().signal, progress: () => undefined }

const read = (importer: Importer, bytes: Uint8Array): Promise<ImportedBook> =>
  importer.read({ name: `book.${importer.extensions[0]}`, bytes }, quiet)

const said = ({ comments = [], sections }: ImportedBook) => {
  const places = commentPlaces({ type: 'doc', content: sections.flatMap(({ blocks }) => blocks) })
  return comments.map(({ key, quote, resolved, messages }) => ({
    about: places.get(key)?.quote ?? null,
    quote,
    resolved,
    said: messages.map(({ author, text }) => `${author}: ${text}`),
  }))
}

const textOf = ({ sections }: ImportedBook): string[] =>
  sections.flatMap(({ blocks }) => blocks.map(blockText))

const OFFICE = 'xmlns:o="o" xmlns:t="t" xmlns:dc="c" xmlns:l="l"'
const odt = (body: string): Uint8Array =>
  zipSync({
    'content.xml': strToU8(
      `<o:document-content ${OFFICE}><o:body><o:text><t:h t:outline-level="1">One</t:h>${body}</o:text></o:body></o:document-content>`,
    ),
  })
const note = (attributes: string, who: string, ...words: string[]): string =>
  `<o:annotation ${attributes}><dc:creator>${who}</dc:creator><dc:date>2026-03-01T10:00:00</dc:date>${words.map((each) => `<t:p>${each}</t:p>`).join('')}</o:annotation>`

describe('comments of OpenDocument', () => {
  it('come with their words, over paragraphs too, with answers, authors, times and states', async () => {
    const book = await read(
      odtImporter,
      odt(
        `<t:p>The ${note('o:name="a" l:resolved="true"', 'Ed', 'Which <t:span>lamp</t:span>?', 'The green?')}${note('l:parent-name="a"', 'Ida', 'Green.')}lamp<o:annotation-end o:name="a"/> was ${note('o:name="b"', 'Ed', 'Long')}lit.</t:p><t:p>Then<o:annotation-end o:name="b"/> dark${note('', 'Ida', 'Why?')}.</t:p>`,
      ),
    )
    expect(textOf(book)).toEqual(['The lamp was lit.', 'Then dark.'])
    expect(said(book)).toEqual([
      {
        about: 'lamp',
        quote: 'lamp',
        resolved: true,
        said: ['Ed: Which lamp?\nThe green?', 'Ida: Green.'],
      },
      { about: 'lit.\nThen', quote: 'lit.\nThen', resolved: false, said: ['Ed: Long'] },
      { about: 'dark', quote: 'dark', resolved: false, said: ['Ida: Why?'] },
    ])
    expect(book.comments?.[0]?.messages[0]?.at).toBe(new Date(2026, 2, 1, 10).getTime())
    expect(book.remarks).toEqual([])
  })

  it('that end twice, answer themselves or say nothing harm nothing', async () => {
    const book = await read(
      odtImporter,
      odt(
        `<t:p>The ${note('o:name="a" l:parent-name="a"', 'Ed', 'x')}lamp<o:annotation-end o:name="a"/><o:annotation-end o:name="a"/> was<o:annotation-end/><o:annotation-end o:name="never"/>${note('o:name="e"', 'Ed')} lit.</t:p>${note('o:name="&lt;b&gt;"', '', 'Beside the text')}`,
      ),
    )
    expect(textOf(book)).toEqual(['The lamp was lit.'])
    expect(said(book).map(({ about, said: words }) => [about, words])).toEqual([
      ['lamp', ['Ed: x']],
      [null, [': Beside the text']],
    ])
  })
})

// 2026-03-01 10:05, as Word packs it.
const PACKED = 5 | (10 << 6) | (1 << 11) | (3 << 16) | (126 << 20)
const annotation = (who: string, reference: string, words: string, more = ''): string =>
  `{\\*\\atnid XX}{\\*\\atnauthor ${who}}\\chatn {\\*\\annotation{\\*\\atnref ${reference}}{\\*\\atndate ${PACKED}}${more}\\pard\\plain {\\chatn }${words}\\par}`

const readRtf = (body: string) => read(rtfImporter, new Uint8Array(Buffer.from(rtf(body), 'latin1')))

describe('comments of RTF', () => {
  it('come with their words, answers, authors and times', async () => {
    const book = await readRtf(
      `\\pard\\s1\\outlinelevel0 One\\par\\pard\\plain The {\\*\\atrfstart 7}{\\*\\atrfstart 8}green {\\b lamp}{\\*\\atrfend 7}${annotation('Max M\\u252?ller', '7', 'Which?\\par The green?')}{\\*\\atrfend 8}${annotation('Ida', '8', 'Green.', '{\\*\\atnparent -1}')} was lit${annotation('Ida', '9', 'By \\i whom\\i0 ?')}.\\par`,
    )
    expect(textOf(book)).toEqual(['The green lamp was lit.'])
    expect(said(book)).toEqual([
      {
        about: 'green lamp',
        quote: 'green lamp',
        resolved: false,
        said: ['Max Müller: Which?\nThe green?', 'Ida: Green.'],
      },
      { about: 'lit', quote: 'lit', resolved: false, said: ['Ida: By whom?'] },
    ])
    expect(book.comments?.[0]?.messages[0]?.at).toBe(new Date(2026, 2, 1, 10, 5).getTime())
    expect(book.remarks).toEqual([])
  })

  it('leave the line that they stand in as it is', async () => {
    const book = await readRtf(
      `\\pard\\s1\\outlinelevel0 A ${annotation('Ed', '1', 'A table: \\trowd a\\cell\\row {\\pict\\pngblip 89504e470d0a1a0a00}{\\footnote no}')}title{\\footnote\\pard note}\\par\\pard\\plain text\\par`,
    )
    expect(book.sections.map(({ kind, title }) => [kind, title])).toEqual([['chapter', 'A title']])
    expect(book.pictures).toEqual([])
    expect(said(book).map(({ said: words }) => words)).toEqual([['Ed: A table: a']])
  })
})

describe('comments of Scrivener', () => {
  it('come with the words they are linked to; annotations in the text are about the word before', async () => {
    const book = await scrivenerImporter.read(
      inZip({
        ...scrivener(),
        'Files/Data/S1/content.rtf': rtf(
          'She {\\field{\\*\\fldinst{HYPERLINK "scrivcmt://C1"}}{\\fldrslt waited {\\i long}}} at the door\\{\\\\Scrv_annot \\\\color=\\{\\\\R=1.0\\\\G=0.0\\\\B=0.0\\} \\\\text=which {\\b door}?\\\\end_Scrv_annot\\}.\\par',
        ),
        'Files/Data/S1/content.comments':
          '<Comments Version="1.0"><Comment ID="C1" Color="1 1 1"><![CDATA[{\\rtf1\\ansi Too long?\\par Or not.}]]></Comment></Comments>',
        'Files/Data/S1/notes.rtf': rtf('Slow\\{\\\\Scrv_annot \\\\text=really\\\\end_Scrv_annot\\}?'),
      }),
      quiet,
    )
    const [, , door] = book.sections
    expect(door?.blocks.map(blockText)).toEqual(['She waited long at the door.', ''])
    expect(said(book)).toEqual([
      { about: 'waited long', quote: 'waited long', resolved: false, said: [': Too long?\nOr not.'] },
      { about: 'door', quote: 'door', resolved: false, said: [': which door?'] },
    ])
    expect(book.remarks).toContainEqual({ code: 'comments', count: 1, sample: 'really' })
  })
})
