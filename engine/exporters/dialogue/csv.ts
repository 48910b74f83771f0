// Tables as RFC 4180 has them: comma, CRLF, quotes where they are needed.

const cell = (text: string): string =>
  /[",\r\n]|^\s|\s$/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text

export const csv = (rows: readonly (readonly (string | number)[])[]): string =>
  rows.map((row) => `${row.map((value) => cell(String(value))).join(',')}\r\n`).join('')

/** Spreadsheets take a table for UTF-8 when it begins with this mark. */
export const BYTE_ORDER_MARK = '\uFEFF'
