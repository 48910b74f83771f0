// Writes the book for word processors: real styles, real footnotes, an outline to navigate by, a header that editors expect.
import type { Table } from 'docx'
import {
  AlignmentType,
  Document,
  Footer,
  Header,
  LevelFormat,
  Packer,
  PageNumber,
  Paragraph,
  TableOfContents,
  TextRun,
  type INumberingOptions,
} from 'docx'
import { createTurnTaker } from '../../domain/turn-taking.ts'
import {
  bookOptions,
  FACT_OPTIONS,
  FRONT_OPTIONS,
  separatorOf,
  textOption,
  themeOf,
  TITLE_OPTIONS,
} from '../book-options.ts'
import type { BookSnapshot, ExportContext, Exporter, SnapshotNode } from '../book-snapshot.ts'
import { clipFiles, companionsOf } from '../clip-files.ts'
import { frontPages, type FrontLine, type FrontPage } from '../front-pages.ts'
import { displayTitle, portableImages } from '../page-body.ts'
import { printable, printableLine } from '../printable.ts'
import { spreadPages } from '../spread-pages.ts'
import { bookComments, withThreadStates } from './book-comments.ts'
import { docxStyles, STYLE, styleId } from './docx-styles.ts'
import {
  headingParagraph,
  sceneParagraphs,
  separator,
  type DocxClip,
  type DocxPicture,
} from './scene-paragraphs.ts'
import { stablePackage } from './stable-package.ts'

const BULLETS = ['•', '◦', '▪']

const numbering: INumberingOptions = {
  config: (['bullets', 'numbers'] as const).map((reference) => ({
    reference,
    levels: Array.from({ length: 9 }, (_, level) => ({
      level,
      format: reference === 'bullets' ? LevelFormat.BULLET : LevelFormat.DECIMAL,
      text: reference === 'bullets' ? BULLETS[level % BULLETS.length] : `%${level + 1}.`,
      alignment: AlignmentType.START,
      style: { paragraph: { indent: { left: 720 * (level + 1), hanging: 360 } } },
    })),
  })),
}

const IMAGE_TYPES: Readonly<Record<string, DocxPicture['type']>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
}

const picturesOf = async (
  snapshot: BookSnapshot,
  context: Pick<ExportContext, 'signal' | 'make'>,
): Promise<ReadonlyMap<string, DocxPicture>> => {
  const images = await portableImages(snapshot, spreadPages(snapshot.nodes), [], context)
  return new Map(
    [...images].map(([id, { mime, bytes, widthPx, heightPx }]) => [
      id,
      { type: IMAGE_TYPES[mime], bytes, widthPx, heightPx },
    ]),
  )
}

const FRONT_STYLES = {
  title: STYLE.title,
  subtitle: STYLE.subtitle,
  author: STYLE.author,
  publisher: STYLE.author,
} as const

const frontStyle = (role: FrontLine['role'], kind: FrontPage['kind']) =>
  role === 'text' || role === 'source' ? (kind === 'title' ? STYLE.author : STYLE[kind]) : FRONT_STYLES[role]

const frontParagraphs = ({ kind, lines }: FrontPage): Paragraph[] =>
  lines.map(
    ({ role, text }) =>
      new Paragraph({ style: styleId(frontStyle(role, kind)), children: [new TextRun(text)] }),
  )

/** Name, title, page, as an editor's desk expects; none on the title page. */
const header = (snapshot: BookSnapshot): Header => {
  const surname = printableLine(snapshot.author).split(' ').at(-1) ?? ''
  const line = [surname, displayTitle(snapshot)].filter((part) => part !== '').join(' / ')
  return new Header({
    children: [
      new Paragraph({
        alignment: AlignmentType.END,
        children: [new TextRun({ children: [`${line} / `, PageNumber.CURRENT] })],
      }),
    ],
  })
}

const footer = (): Footer =>
  new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [new TextRun({ children: [PageNumber.CURRENT] })],
      }),
    ],
  })

/** A field that Word fills with page numbers; its lines lead to the chapters already. */
const contentsPage = ({ language }: BookSnapshot, depth: number) => [
  {
    children: [
      new Paragraph({
        style: styleId(STYLE.contents),
        children: [new TextRun(language === 'zh' ? '目录' : 'Contents')],
      }),
      new TableOfContents('Contents', { hyperlink: true, headingStyleRange: `1-${depth}` }),
    ],
  },
]

const hasKind = (nodes: readonly SnapshotNode[], kind: SnapshotNode['kind']): boolean =>
  nodes.some((node) => node.kind === kind || hasKind(node.children, kind))

export const docxExporter: Exporter = {
  id: 'docx',
  version: '2',
  title: 'Word (DOCX)',
  extension: 'docx',
  mime: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  loses: ['unreadable'],
  options: bookOptions(
    [
      'theme',
      'separator',
      ...TITLE_OPTIONS,
      'selfNotes',
      'comments',
      'transcripts',
      'photoData',
      'hideFaces',
      'contents',
      ...FRONT_OPTIONS,
      ...FACT_OPTIONS,
    ],
    { theme: 'manuscript', contents: false },
  ),
  run: async (snapshot, { signal, progress, make, options }) => {
    signal.throwIfAborted()
    const giveTurn = createTurnTaker(signal)
    const look = themeOf(options)
    // A paragraph without a sign still says that a scene ends here.
    const between = separatorOf(options, look) || '\u00A0'
    const pictures = await picturesOf(snapshot, { signal, make })
    const notes: Record<string, { children: Paragraph[] }> = {}
    let noteCount = 0
    let listCount = 0
    let pictureCount = 0
    // A book without parts begins at Heading 1 with its chapters.
    const chapterDepth = hasKind(snapshot.nodes, 'part') ? 2 : 1
    const depthOf = { part: 1, chapter: chapterDepth, scene: chapterDepth + 1 } as const
    const comments = bookComments(snapshot)
    const clips = clipFiles(snapshot)
    const withLines = options['transcripts'] === true
    const context = {
      commentsAt: comments.at,
      headingBase: chapterDepth + 2,
      picture: (mediaId: string) => pictures.get(mediaId),
      clip: (mediaId: string): DocxClip | undefined => {
        const file = clips.get(mediaId)
        if (!file) return undefined
        const { kind, name, durationMs, lines } = file.clip
        return { kind, name, durationMs, lines: withLines ? lines : [], path: `media/${file.fileName}` }
      },
      nextPictureId: () => String((pictureCount += 1)),
      newList: (isOrdered: boolean) => ({
        reference: isOrdered ? 'numbers' : 'bullets',
        instance: (listCount += 1),
      }),
      footnote: (text: string) => {
        notes[String((noteCount += 1))] = {
          children: printable(text)
            .split('\n')
            .map((line) => new Paragraph({ children: [new TextRun(line)] })),
        }
        return noteCount
      },
    }
    const body: (Paragraph | Table)[] = []
    let isAfterScene = false
    const visit = async (node: SnapshotNode): Promise<void> => {
      await giveTurn()
      const title = printableLine(node.title)
      if (node.kind !== 'scene') body.push(headingParagraph(depthOf[node.kind], title))
      else if (title !== '' && options['sceneTitles'] === true)
        body.push(headingParagraph(depthOf.scene, title))
      else if (isAfterScene)
        body.push(new Paragraph({ style: styleId(STYLE.sceneBreak), children: [new TextRun(between)] }))
      isAfterScene = node.kind === 'scene'
      let before = ''
      for (const block of node.document?.content ?? []) {
        if (block.type === before && block.type !== 'paragraph') body.push(separator())
        body.push(...sceneParagraphs(block, context))
        before = block.type
      }
      // Word wants a paragraph after a table, at the latest at the end.
      if (before === 'table') body.push(separator())
      for (const child of node.children) await visit(child)
    }
    for (const [i, node] of snapshot.nodes.entries()) {
      await visit(node)
      progress('write', i + 1, snapshot.nodes.length)
    }
    const fact = (key: (typeof FACT_OPTIONS)[number]): string => printableLine(textOption(options, key))
    const facts = {
      ...(fact('description') === '' ? {} : { description: fact('description') }),
      ...(fact('subjects') === '' ? {} : { keywords: fact('subjects') }),
    }
    const hasScenes = options['sceneTitles'] === true
    const contents =
      options['contents'] === true ? contentsPage(snapshot, hasScenes ? depthOf.scene : chapterDepth) : []
    const document = new Document({
      title: displayTitle(snapshot),
      creator: printableLine(snapshot.author) || displayTitle(snapshot),
      lastModifiedBy: printableLine(snapshot.author),
      ...facts,
      customProperties: [
        { name: 'ArcwrightOutline', value: `${depthOf.chapter}` },
        { name: 'ArcwrightLanguage', value: snapshot.language },
      ],
      styles: docxStyles(look, snapshot.language),
      numbering,
      footnotes: notes,
      ...(comments.list.length > 0 ? { comments: { children: comments.list } } : {}),
      sections: [
        ...frontPages(snapshot, options).map((page) => ({ children: frontParagraphs(page) })),
        ...contents,
        {
          ...(look === 'manuscript'
            ? { headers: { default: header(snapshot) } }
            : { footers: { default: footer() } }),
          properties: { page: { pageNumbers: { start: 1 } } },
          children: body.length > 0 ? body : [separator()],
        },
      ],
    })
    await giveTurn()
    const bytes = new Uint8Array(await Packer.toArrayBuffer(document))
    await giveTurn()
    const whole = withThreadStates(bytes, comments.list)
    return { bytes: stablePackage(whole, snapshot.changedAt), companions: companionsOf(clips.values()) }
  },
}
