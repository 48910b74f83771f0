// The report as a table for a spreadsheet: one row for the book, each part, chapter, scene and character. RFC 4180.
import { EMOTIONS } from '../../domain/emotion.ts'
import type { ReportLine } from '../../domain/arc-report.ts'
import { printableLine } from '../printable.ts'
import type { ReportFormat } from './report-format.ts'

const COLUMNS = [
  'kind',
  'level',
  'title',
  'words',
  'emotion',
  'valence',
  'arousal',
  'tension',
  ...EMOTIONS,
  'confidence',
  'uncertain_share',
  'corrected_sentences',
  'gap_to_target',
  'change_from_draft',
] as const

/** A title that a spreadsheet would take for a formula is marked as text. */
const asText = (title: string): string => (/^[=+\-@\t]/u.test(title) ? `'${title}` : title)

const quoted = (cell: string | number | null): string => {
  const text = cell === null ? '' : String(cell)
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

const cellsOf = (line: ReportLine): readonly (string | number | null)[] => [
  line.kind,
  line.level,
  asText(printableLine(line.title)),
  line.words,
  line.feeling?.emotion ?? null,
  line.feeling?.valence ?? null,
  line.feeling?.arousal ?? null,
  line.feeling?.tension ?? null,
  ...EMOTIONS.map((_, index) => line.feeling?.mix[index] ?? null),
  line.feeling?.confidence ?? null,
  line.uncertain,
  line.corrected,
  line.gap,
  line.change,
]

export const csvReport: ReportFormat = {
  id: 'csv',
  title: 'CSV',
  extension: 'csv',
  mime: 'text/csv',
  run: (report) => {
    const rows = [COLUMNS, ...report.lines.map(cellsOf)].map((cells) => cells.map(quoted).join(','))
    // The mark tells spreadsheets that it is UTF-8.
    return Promise.resolve(new TextEncoder().encode(`\uFEFF${rows.join('\r\n')}\r\n`))
  },
}
