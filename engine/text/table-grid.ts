// A table as the grid that its cells cover, as HTML lays it out: each takes the first places that are free in its row.
import type { TableCell } from '../domain/document.ts'

export interface Spanning {
  readonly span?: TableCell['span']
}

export const columnsOf = ({ span }: Spanning): number => span?.colspan ?? 1
export const rowsOf = ({ span }: Spanning): number => span?.rowspan ?? 1

/** A place of the grid: the cell that begins there, `covered` where one reaches over it, undefined where none is. */
export type GridPlace<Cell> = Cell | 'covered' | undefined

/** As many rows as were given; cells that reach below the last one end there. All rows are as long as the longest. */
export const tableGrid = <Cell extends Spanning>(rows: readonly (readonly Cell[])[]): GridPlace<Cell>[][] => {
  const grid: GridPlace<Cell>[][] = rows.map(() => [])
  rows.forEach((cells, at) => {
    let column = 0
    for (const cell of cells) {
      while (grid[at][column] !== undefined) column += 1
      const last = Math.min(rows.length, at + rowsOf(cell))
      for (let row = at; row < last; row += 1)
        for (let place = column; place < column + columnsOf(cell); place += 1)
          grid[row][place] = row === at && place === column ? cell : 'covered'
      column += columnsOf(cell)
    }
  })
  const width = Math.max(0, ...grid.map(({ length }) => length))
  return grid.map((row) => Array.from({ length: width }, (_, column) => row[column]))
}
