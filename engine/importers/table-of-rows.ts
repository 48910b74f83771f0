// Rows of cells as a table of the manuscript: every row covers the same columns, every cell has a paragraph.
import type { Paragraph, Table, TableCell } from '../domain/document.ts'
import { newId } from '../domain/ids.ts'
import { columnsOf, rowsOf, tableGrid } from '../text/table-grid.ts'

export interface ReadCell {
  readonly isHeader: boolean
  readonly content: readonly Paragraph[]
  readonly span?: TableCell['span']
}

const MAX_ROWS = 10_000
const MAX_COLUMNS = 200
const MAX_PARAGRAPHS = 1000

const emptyParagraph = (): Paragraph => ({ type: 'paragraph', attrs: { id: newId() } })

const spanOf = (cell: ReadCell, rowsLeft: number): Pick<TableCell, 'span'> => {
  const [colspan, rowspan] = [columnsOf(cell), Math.min(rowsLeft, rowsOf(cell))]
  const span = { ...(colspan > 1 ? { colspan } : {}), ...(rowspan > 1 ? { rowspan } : {}) }
  return Object.keys(span).length > 0 ? { span } : {}
}

const toCell = (cell: ReadCell, rowsLeft: number): TableCell => ({
  type: cell.isHeader ? 'tableHeader' : 'tableCell',
  ...spanOf(cell, rowsLeft),
  content: cell.content.length > 0 ? cell.content : [emptyParagraph()],
})

/** Undefined for what the manuscript cannot hold: no rows, or more than a page of a book could show. */
export const tableOfRows = (rows: readonly (readonly ReadCell[])[]): Table | undefined => {
  const columns = rows.map((row) => row.reduce((sum, cell) => sum + columnsOf(cell), 0))
  if (rows.length > MAX_ROWS || columns.some((count) => count > MAX_COLUMNS)) return undefined
  const grid = tableGrid(rows)
  const width = grid[0]?.length ?? 0
  const isHeld =
    width > 0 &&
    width <= MAX_COLUMNS &&
    rows.every((row) => row.every(({ content }) => content.length <= MAX_PARAGRAPHS))
  if (!isHeld) return undefined
  return {
    type: 'table',
    attrs: { id: newId() },
    content: grid.map((row, at) => ({
      type: 'tableRow',
      content: row.flatMap((cell) =>
        cell === 'covered' ? [] : [toCell(cell ?? { isHeader: false, content: [] }, rows.length - at)],
      ),
    })),
  }
}
