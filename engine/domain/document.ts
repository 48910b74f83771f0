// The manuscript document: the tree a scene is stored as, shared by editor, importers and exporters. Holds no behaviour.

/** Inline formatting. `link` carries `href`. */
export interface Mark {
  readonly type: 'bold' | 'italic' | 'underline' | 'strike' | 'code' | 'link'
  readonly attrs?: { readonly href?: string }
}

/** How words came into the text, where nobody typed them. Typed words have no origin. */
export const ORIGINS = ['pasted', 'imported', 'generated'] as const

export interface Origin {
  readonly by: (typeof ORIGINS)[number]
  /** What they came from: the id of a generated candidate, the name of an imported file; empty where nothing is known. */
  readonly of: string
}

export interface TextNode {
  readonly type: 'text'
  readonly text: string
  readonly marks?: readonly Mark[]
  /** Goes where the words go, whatever is done with them; never exported as text. */
  readonly origin?: Origin
  /** Threads of comments that are about these words (domain/comment.ts), sorted; goes where the words go. */
  readonly comments?: readonly string[]
}

export interface HardBreak {
  readonly type: 'hardBreak'
}

/** An inline atom; its text stands in a note at the end of the chapter on export. */
export interface Footnote {
  readonly type: 'footnote'
  readonly attrs: { readonly text: string }
}

export type Inline = TextNode | HardBreak | Footnote

/** Every block carries an id that survives edits, so that findings, sources and undo can point at it. */
interface BlockAttrs {
  readonly id: string
}

export interface Paragraph {
  readonly type: 'paragraph'
  readonly attrs: BlockAttrs
  readonly content?: readonly Inline[]
}

export interface Heading {
  readonly type: 'heading'
  readonly attrs: BlockAttrs & { readonly level: 1 | 2 | 3 }
  readonly content?: readonly Inline[]
}

export interface SceneBreak {
  readonly type: 'sceneBreak'
  readonly attrs: BlockAttrs
}

/** Of the column's width: a third, a half, all of it. */
export const FIGURE_SIZES = ['small', 'half', 'full'] as const
export type FigureSize = (typeof FIGURE_SIZES)[number]

/** A picture, a sound or a clip, as the media item is. */
export interface Image {
  readonly type: 'image'
  readonly attrs: BlockAttrs & {
    readonly mediaId: string
    readonly alt: string
    readonly caption: string
    /** Absent: full. */
    readonly size?: FigureSize
  }
}

export const sizeOf = ({ attrs }: Pick<Image, 'attrs'>): FigureSize => attrs.size ?? 'full'

/** A note to self: shown in the manuscript, never exported, never counted, never analysed. */
export interface Note {
  readonly type: 'note'
  readonly attrs: BlockAttrs
  readonly content?: readonly Inline[]
}

export interface ListItem {
  readonly type: 'listItem'
  readonly content: readonly (Paragraph | List)[]
}

export interface List {
  readonly type: 'bulletList' | 'orderedList'
  readonly attrs: BlockAttrs
  readonly content: readonly ListItem[]
}

export interface Blockquote {
  readonly type: 'blockquote'
  /** A pull quote repeats words of the text to draw the eye. */
  readonly attrs: BlockAttrs & { readonly pull?: true }
  readonly content: readonly (Paragraph | List)[]
}

/** `tableHeader` cells name their column or row. */
export interface TableCell {
  readonly type: 'tableCell' | 'tableHeader'
  /** How many columns and rows it reaches over, where more than one. */
  readonly span?: { readonly colspan?: number; readonly rowspan?: number }
  readonly content: readonly Paragraph[]
}

export interface TableRow {
  readonly type: 'tableRow'
  readonly content: readonly TableCell[]
}

/** Every row covers the same columns; a cell that reaches over others stands in their place. */
export interface Table {
  readonly type: 'table'
  readonly attrs: BlockAttrs
  readonly content: readonly TableRow[]
}

export type Block = Paragraph | Heading | SceneBreak | Image | Note | List | Blockquote | Table

/** Whatever occurs in the tree above the inlines: blocks, and what lists and tables are made of. */
export type TreeNode = Block | ListItem | TableRow | TableCell

/** One scene's text. `content` is never empty: an empty scene holds one empty paragraph. */
export interface SceneDocument {
  readonly type: 'doc'
  readonly content: readonly Block[]
}
