// A table for spreadsheets, RFC 4180. What its cells say is its report's concern.
import { printableLine } from './printable.ts'

export type Cell = string | number | null

/** Text of the writer's: what a spreadsheet would take for a formula is marked as text. */
export const textCell = (text: string): string => {
  const line = printableLine(text)
  return /^[=+\-@\t]/u.test(line) ? `'${line}` : line
}

const quoted = (cell: Cell): string => {
  const text = cell === null ? '' : String(cell)
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** With the mark that tells spreadsheets it is UTF-8. */
export const csvTable = (rows: readonly (readonly Cell[])[]): Uint8Array =>
  new TextEncoder().encode(`\uFEFF${rows.map((cells) => cells.map(quoted).join(',')).join('\r\n')}\r\n`)
