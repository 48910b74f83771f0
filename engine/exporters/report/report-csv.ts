// The report as a table for a spreadsheet: one row for the book, each part, chapter, scene and character. RFC 4180.
import { EMOTIONS } from '../../domain/emotion.ts'
import type { ReportLine } from '../../domain/arc-report.ts'
import { csvTable, textCell, type Cell } from '../csv-table.ts'
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

const cellsOf = (line: ReportLine): readonly Cell[] => [
  line.kind,
  line.level,
  textCell(line.title),
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
  run: (report) => Promise.resolve(csvTable([COLUMNS, ...report.lines.map(cellsOf)])),
}
