// One whole book in every format that comes in, for tests that damage them. A new importer needs a line here.
import { strToU8, unzipSync, zipSync } from 'fflate'
import type { CommentThread } from '../../engine/domain/comment.ts'
import { docxExporter } from '../../engine/exporters/docx/docx-exporter.ts'
import { epubExporter } from '../../engine/exporters/epub/epub-exporter.ts'
import { htmlExporter } from '../../engine/exporters/html/html-exporter.ts'
import { markdownExporter } from '../../engine/exporters/markdown/markdown-exporter.ts'
import { book, chapter, exported, paragraph, picture, png, scene } from '../exporters/snapshots.ts'
import { longform, manuskript, novelwriter, rtf, scrivener, type Files } from './book-projects.ts'

export type Entries = Readonly<Record<string, Uint8Array>>

const thread: CommentThread = {
  id: 'c1',
  sceneId: 's',
  quote: '',
  createdAt: 1,
  resolvedAt: null,
  messages: [{ id: 'm', author: 'Ed', text: 'Which?', at: 1, editedAt: null }],
}

const novel = () =>
  book(
    [
      chapter(
        'One',
        scene(
          '',
          paragraph(
            'Some ',
            { type: 'text', text: 'words', comments: ['c1'], marks: [{ type: 'bold' }] },
            { type: 'footnote', attrs: { text: 'n' } },
            { type: 'text', text: ' link', marks: [{ type: 'link', attrs: { href: 'https://a.example/' } }] },
          ),
          { type: 'image', attrs: { id: 'i', mediaId: 'm1', alt: 'a', caption: 'c' } },
          {
            type: 'bulletList',
            attrs: { id: 'l' },
            content: [
              {
                type: 'listItem',
                content: [{ type: 'paragraph', attrs: { id: 'p' }, content: [{ type: 'text', text: 'x' }] }],
              },
            ],
          },
          paragraph('and more 灯 👩‍👩‍👧.'),
        ),
        scene('Two', paragraph('The end.')),
      ),
    ],
    { images: new Map([picture('m1')]), comments: new Map([['c1', thread]]) },
  )

const odt = (): Entries => ({
  mimetype: strToU8('application/vnd.oasis.opendocument.text'),
  'content.xml': strToU8(
    '<d xmlns:t="t" xmlns:o="o" xmlns:b="b" xmlns:c="c" xmlns:r="r" xmlns:x="x" xmlns:s="s" xmlns:f="f"><o:automatic-styles><s:style s:name="T1" s:family="text" s:parent-style-name="T1"><s:text-properties f:font-style="italic"/></s:style></o:automatic-styles><o:body><o:text><t:h t:outline-level="1">One</t:h><t:p>words<t:s t:c="3"/><o:annotation o:name="a"><c:creator>Ed</c:creator><c:date>2026-03-01T10:00:00</c:date><t:p>Which?</t:p></o:annotation><t:span t:style-name="T1">about</t:span><o:annotation-end o:name="a"/><t:note><t:note-body><t:p>n</t:p></t:note-body></t:note> <t:a x:href="https://a.example/">link</t:a></t:p><t:list><t:list-item><t:p>x</t:p></t:list-item></t:list><b:table><b:table-row><b:table-cell b:number-columns-spanned="2"><t:p>c</t:p></b:table-cell></b:table-row></b:table><t:p><r:frame><r:text-box><t:p><r:frame><r:image x:href="Pictures/1.png"/></r:frame>By night</t:p></r:text-box></r:frame></t:p></o:text></o:body></d>',
  ),
  'meta.xml': strToU8('<m xmlns:c="c"><c:title>The Lamp</c:title><c:creator>A. Writer</c:creator></m>'),
  'Pictures/1.png': png(),
})

const RTF = rtf(
  '{\\info{\\title T}}\\s1 One\\par\\pard{\\b bold}\\u8212?{\\listtext 1.}item\\par\\trowd a\\cell b\\cell\\row{\\*\\atrfstart 1}about{\\*\\atrfend 1}{\\*\\atnauthor Ed}\\chatn{\\*\\annotation{\\*\\atnref 1}{\\*\\atndate 5}{\\*\\atnparent -1}Which?}{\\footnote note}{\\field{\\*\\fldinst{HYPERLINK "https://a.example"}}{\\fldrslt x}}{\\pict\\pngblip 89504e470d0a1a0a00}\\par',
)

const TEXT =
  'THE LAMP\n\nby A. Writer\n\nCONTENTS\n\nChapter 1\nChapter 2\n\nChapter 1\n\nIt was _dark_.\n“No,” she said.\n\n* * *\n\nThen day.\n\n第二章 灯\n\n天亮了。\n'

/** Files by the id of the importer. */
export const sampleFiles = async (): Promise<Readonly<Record<string, Uint8Array>>> => ({
  txt: strToU8(TEXT),
  markdown: (await exported(markdownExporter, novel())).bytes,
  docx: (await exported(docxExporter, novel())).bytes,
  odt: zipSync(odt()),
  rtf: new Uint8Array(Buffer.from(RTF, 'latin1')),
  epub: (await exported(epubExporter, novel())).bytes,
  html: (await exported(htmlExporter, novel())).bytes,
})

const annotated = (): Files => ({
  ...scrivener(),
  'Files/Data/S2/content.rtf': rtf(
    'It {\\field{\\*\\fldinst{HYPERLINK "scrivcmt://C1"}}{\\fldrslt was}} dark\\{\\\\Scrv_annot \\\\text=so\\\\end_Scrv_annot\\}.',
  ),
  'Files/Data/S2/content.comments':
    '<Comments><Comment ID="C1"><![CDATA[{\\rtf1\\ansi Why?}]]></Comment></Comments>',
})

/** Folders by the id of the importer. */
export const sampleFolders = (): Readonly<Record<string, readonly Files[]>> => ({
  scrivener: [annotated()],
  novelwriter: [novelwriter()],
  manuskript: [manuskript()],
  'markdown-folder': [
    longform(),
    {
      'Part/1 One.md': '---\ntitle: One\nstatus: draft\n---\n# One\n\nWords[^1] and **more**.\n\n[^1]: n\n',
      'Part/2 Two.md': '| a | b |\n| - | - |\n| c | d |\n\n![a](../img/a.png)\n\n> said\n\n1. x\n',
      'Part/index.md': '# Part\n',
      'img/a.png': 'x',
    },
  ],
})

export const entriesOf = (bytes: Uint8Array): Entries => unzipSync(bytes)
