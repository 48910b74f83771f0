// Reads a table as RFC 4180 has it, also with semicolons or tabs, as spreadsheets of some countries write them.

/** @returns rows of cells; a quote that never closes takes the rest of the text. */
export const readCsv = (source: string): string[][] => {
  const text = source.replace(/^\uFEFF/u, '')
  const heading = text.slice(0, text.search(/[\r\n]|$/u))
  const counts = [',', ';', '\t'].map((sign) => heading.split(sign).length)
  const separator = [',', ';', '\t'][counts.indexOf(Math.max(...counts))]
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let isQuoted = false
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? ''
    if (isQuoted) {
      if (sign !== '"') cell += sign
      else if (text[at + 1] === '"') {
        cell += '"'
        at += 1
      } else isQuoted = false
    } else if (sign === '"' && cell === '') isQuoted = true
    else if (sign === separator) {
      row.push(cell)
      cell = ''
    } else if (sign === '\n' || sign === '\r') {
      if (sign === '\r' && text[at + 1] === '\n') at += 1
      rows.push([...row, cell])
      row = []
      cell = ''
    } else cell += sign
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell])
  return rows.filter((each) => each.some((value) => value !== ''))
}
