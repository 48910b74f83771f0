// Rows of cells as a table of the manuscript: every row as wide as the widest, every cell with a paragraph.
import type { Paragraph, Table, TableCell } from '../domain/document.ts'
import { newId } from '../domain/ids.ts'

export interface ReadCell {
  readonly isHeader: boolean
  readonly content: readonly Paragraph[]
}

const MAX_ROWS = 10_000
const MAX_COLUMNS = 200
const MAX_PARAGRAPHS = 1000

const emptyParagraph = (): Paragraph => ({ type: 'paragraph', attrs: { id: newId() } })

const toCell = ({ isHeader, content }: ReadCell): TableCell => ({
  type: isHeader ? 'tableHeader' : 'tableCell',
  content: content.length > 0 ? content : [emptyParagraph()],
})

/** Undefined for what the manuscript cannot hold: no rows, or more than a page of a book could show. */
export const tableOfRows = (rows: readonly (readonly ReadCell[])[]): Table | undefined => {
  const width = Math.max(0, ...rows.map(({ length }) => length))
  const isHeld =
    width > 0 &&
    width <= MAX_COLUMNS &&
    rows.length <= MAX_ROWS &&
    rows.every((row) => row.every(({ content }) => content.length <= MAX_PARAGRAPHS))
  if (!isHeld) return undefined
  return {
    type: 'table',
    attrs: { id: newId() },
    content: rows.map((row) => ({
      type: 'tableRow',
      content: [
        ...row.map(toCell),
        ...Array.from({ length: width - row.length }, () => toCell({ isHeader: false, content: [] })),
      ],
    })),
  }
}
