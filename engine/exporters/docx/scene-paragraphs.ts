// One scene's blocks as Word paragraphs. Notes to self stay at home; footnotes become real ones.
import {
  CommentRangeEnd,
  CommentRangeStart,
  CommentReference,
  ExternalHyperlink,
  FootnoteReferenceRun,
  HeadingLevel,
  ImageRun,
  Paragraph,
  Tab,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
  type IRunOptions,
  type ParagraphChild,
} from 'docx'
import {
  sizeOf,
  type Block,
  type FigureSize,
  type Inline,
  type List,
  type Mark,
  type Paragraph as TextBlock,
  type Table as TableBlock,
  type TextNode,
} from '../../domain/document.ts'
import { columnsOf, rowsOf } from '../../text/table-grid.ts'
import type { SnapshotClip } from '../book-snapshot.ts'
import { printable, printableLine } from '../printable.ts'
import { clockOf } from '../clock-of.ts'
import { isRightToLeft } from '../xhtml.ts'
import { STYLE, styleId } from './docx-styles.ts'

export interface DocxPicture {
  readonly type: 'jpg' | 'png' | 'gif'
  readonly bytes: Uint8Array
  readonly widthPx: number
  readonly heightPx: number
}

export interface DocxClip extends Pick<SnapshotClip, 'kind' | 'name' | 'durationMs' | 'lines'> {
  /** From the document's folder. */
  readonly path: string
}

export interface SceneContext {
  /** Registers a note's text and gives its number. */
  readonly footnote: (text: string) => number
  /** Begins a list; items of one list share the number. */
  readonly newList: (isOrdered: boolean) => { readonly reference: string; readonly instance: number }
  readonly picture: (mediaId: string) => DocxPicture | undefined
  /** A sound or clip that stands beside the document. */
  readonly clip: (mediaId: string) => DocxClip | undefined
  /** Every shown picture has its own number. */
  readonly nextPictureId: () => string
  /** Depth of a scene's level 1 heading, from 1. */
  readonly headingBase: number
  /** Numbers of what is said of words that begin, or end, with this piece of text. */
  readonly commentsAt: (text: TextNode) => {
    readonly begin: readonly number[]
    readonly end: readonly number[]
  }
}

const HEADINGS = [
  HeadingLevel.HEADING_1,
  HeadingLevel.HEADING_2,
  HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_4,
  HeadingLevel.HEADING_5,
  HeadingLevel.HEADING_6,
] as const

export const headingParagraph = (depth: number, text: string): Paragraph =>
  new Paragraph({ heading: HEADINGS[Math.min(6, depth) - 1], children: [new TextRun(text)] })

/** Word's widest lists have nine levels. */
const MAX_LEVEL = 8
const MAX_PICTURE_PX = 560
const WIDTH_SHARE: Readonly<Record<FigureSize, number>> = { small: 1 / 3, half: 1 / 2, full: 1 }

/** Tabs are elements of their own in Word. */
const textPieces = (text: string): IRunOptions['children'] =>
  text.split('\t').flatMap((part, i) => [...(i === 0 ? [] : [new Tab()]), ...(part === '' ? [] : [part])])

const hrefOf = (marks: readonly Mark[]): string | undefined => {
  const href = marks.find(({ type }) => type === 'link')?.attrs?.href
  if (href === undefined || !URL.canParse(href)) return undefined
  return ['http:', 'https:', 'mailto:'].includes(new URL(href).protocol) ? href : undefined
}

const run = (text: string, marks: readonly Mark[]): TextRun => {
  const has = (type: Mark['type']): boolean => marks.some((mark) => mark.type === type)
  const options: IRunOptions = {
    children: textPieces(text),
    ...(has('bold') ? { bold: true } : {}),
    ...(has('italic') ? { italics: true } : {}),
    ...(has('underline') ? { underline: {} } : {}),
    ...(has('strike') ? { strike: true } : {}),
    ...(has('code') ? { style: styleId(STYLE.code) } : {}),
    ...(isRightToLeft(text) ? { rightToLeft: true } : {}),
  }
  return new TextRun(options)
}

const children = (content: readonly Inline[] = [], context: SceneContext): ParagraphChild[] =>
  content.flatMap((inline): ParagraphChild[] => {
    switch (inline.type) {
      case 'hardBreak':
        return [new TextRun({ break: 1 })]
      case 'footnote':
        return [new FootnoteReferenceRun(context.footnote(inline.attrs.text))]
      case 'text': {
        const marks = inline.marks ?? []
        const runs = printable(inline.text)
          .split('\n')
          .flatMap((line, i) => [
            ...(i === 0 ? [] : [new TextRun({ break: 1 })]),
            ...(line === '' ? [] : [run(line, marks)]),
          ])
        const link = hrefOf(marks)
        const { begin, end } = context.commentsAt(inline)
        return [
          ...begin.map((id) => new CommentRangeStart(id)),
          ...(link === undefined ? runs : [new ExternalHyperlink({ link, children: runs })]),
          ...end.flatMap((id) => [
            new CommentRangeEnd(id),
            new TextRun({ children: [new CommentReference(id)] }),
          ]),
        ]
      }
    }
  })

const textOf = (content: readonly Inline[] = []): string =>
  content.map((inline) => (inline.type === 'text' ? inline.text : '')).join('')

type Frame = Pick<ConstructorParameters<typeof Paragraph>[0] & object, 'style' | 'numbering' | 'indent'>

const paragraph = (block: TextBlock, context: SceneContext, frame: Frame): Paragraph[] => {
  if (!block.content?.length) return []
  return [
    new Paragraph({
      ...frame,
      children: children(block.content, context),
      ...(isRightToLeft(textOf(block.content)) ? { bidirectional: true } : {}),
    }),
  ]
}

/** Between equal neighbours, so that two lists or two quotes do not run into one. */
export const separator = (): Paragraph => new Paragraph({ children: [] })

const list = (block: List, context: SceneContext, level: number, style: string | undefined): Paragraph[] => {
  const numbering = { ...context.newList(block.type === 'orderedList'), level: Math.min(level, MAX_LEVEL) }
  return block.content.flatMap((item) =>
    item.content.flatMap((child, i) => {
      if (child.type !== 'paragraph') return list(child, context, level + 1, style)
      const first = { numbering, ...(style === undefined ? {} : { style }) }
      const more = { style: style ?? styleId(STYLE.listMore), indent: { left: 720 * (level + 1) } }
      return paragraph(child, context, i === 0 ? first : more)
    }),
  )
}

const FILM = '▶'
const SOUND = '♪'

/** Word plays nothing inside a text: a line that opens the file, and what is said in it. */
const clipParagraphs = ({ kind, name, durationMs, lines, path }: DocxClip, caption: string): Paragraph[] => {
  const title = printableLine(caption) || printableLine(name)
  const length = durationMs === null ? '' : ` (${clockOf(durationMs)})`
  return [
    new Paragraph({
      style: styleId(STYLE.caption),
      children: [
        new ExternalHyperlink({
          link: path,
          children: [run(`${kind === 'audio' ? SOUND : FILM} ${title}${length}`, [])],
        }),
      ],
    }),
    ...lines.map(
      ({ fromMs, text }) =>
        new Paragraph({
          style: styleId(STYLE.transcript),
          children: [run(`${clockOf(fromMs)}  ${printableLine(text)}`, [])],
        }),
    ),
  ]
}

const picture = (block: Extract<Block, { type: 'image' }>, context: SceneContext): Paragraph[] => {
  const { mediaId, alt, caption } = block.attrs
  const clip = context.clip(mediaId)
  if (clip) return clipParagraphs(clip, caption)
  const found = context.picture(mediaId)
  const below = printableLine(caption)
  const captionLine =
    below === '' ? [] : [new Paragraph({ style: styleId(STYLE.caption), children: [run(below, [])] })]
  if (!found) return captionLine
  const widest = MAX_PICTURE_PX * WIDTH_SHARE[sizeOf(block)]
  const scale = Math.min(1, widest / found.widthPx, MAX_PICTURE_PX / found.heightPx)
  const image = new ImageRun({
    type: found.type,
    data: found.bytes,
    transformation: {
      width: Math.max(1, Math.round(found.widthPx * scale)),
      height: Math.max(1, Math.round(found.heightPx * scale)),
    },
    altText: { id: context.nextPictureId(), name: 'Picture', title: '', description: printableLine(alt) },
  })
  return [new Paragraph({ style: styleId(STYLE.picture), children: [image] }), ...captionLine]
}

const table = (block: TableBlock, context: SceneContext): Table =>
  new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: block.content.map(
      ({ content }) =>
        new TableRow({
          // Word knows header rows, not header cells.
          ...(content.every(({ type }) => type === 'tableHeader') ? { tableHeader: true } : {}),
          children: content.map((cell) => {
            const inside = cell.content.flatMap((child) =>
              paragraph(child, context, { style: styleId(STYLE.table) }),
            )
            return new TableCell({
              children: inside.length > 0 ? inside : [separator()],
              columnSpan: columnsOf(cell),
              rowSpan: rowsOf(cell),
            })
          }),
        }),
    ),
  })

export const sceneParagraphs = (block: Block, context: SceneContext): (Paragraph | Table)[] => {
  switch (block.type) {
    case 'paragraph':
      return paragraph(block, context, { style: styleId(STYLE.body) })
    case 'heading': {
      const heading = HEADINGS[Math.min(6, context.headingBase + block.attrs.level - 1) - 1]
      return block.content?.length
        ? [new Paragraph({ heading, children: children(block.content, context) })]
        : []
    }
    case 'bulletList':
    case 'orderedList':
      return list(block, context, 0, undefined)
    case 'blockquote': {
      const style = styleId(block.attrs.pull === true ? STYLE.pullQuote : STYLE.quote)
      return block.content.flatMap((child) =>
        child.type === 'paragraph' ? paragraph(child, context, { style }) : list(child, context, 0, style),
      )
    }
    case 'table':
      return [table(block, context)]
    case 'sceneBreak':
      return [new Paragraph({ style: styleId(STYLE.pause), children: [new TextRun('* * *')] })]
    case 'image':
      return picture(block, context)
    case 'note':
      return []
  }
}
