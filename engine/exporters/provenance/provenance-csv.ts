// The provenance report as a table: a row for the book, each part, chapter and scene, then a row for each source.
import type { ProvenanceLine, ProvenanceSource } from '../../domain/provenance.ts'
import { csvTable, textCell, type Cell } from '../csv-table.ts'
import type { ProvenanceFormat } from './provenance-format.ts'

const COLUMNS = [
  'row',
  'kind',
  'level',
  'title',
  'words',
  'typed',
  'pasted',
  'imported',
  'generated',
  'typed_within',
  'words_generated',
  'model',
  'model_id',
  'model_sha256',
  'seed',
  'settings',
  'created_at',
] as const

const lineCells = (line: ProvenanceLine): readonly Cell[] => [
  'text',
  line.kind,
  line.level,
  textCell(line.title),
  line.words,
  line.typed,
  line.pasted,
  line.imported,
  line.generated,
  ...COLUMNS.slice(9).map(() => null),
]

const sourceCells = ({ origin, words, typedWithin, generated }: ProvenanceSource): readonly Cell[] => [
  'source',
  origin.by,
  null,
  textCell(origin.by === 'imported' ? origin.of : ''),
  words,
  null,
  ...(['pasted', 'imported', 'generated'] as const).map((by) => (by === origin.by ? words : null)),
  typedWithin,
  generated?.originalWords ?? null,
  textCell(generated?.modelName ?? ''),
  generated?.modelId ?? null,
  generated?.modelHash ?? null,
  generated?.seed ?? null,
  generated ? JSON.stringify(generated.settings) : null,
  generated ? new Date(generated.createdAt).toISOString() : null,
]

export const provenanceCsv: ProvenanceFormat = {
  id: 'csv',
  title: 'CSV',
  extension: 'csv',
  mime: 'text/csv',
  run: ({ lines, sources }) => csvTable([COLUMNS, ...lines.map(lineCells), ...sources.map(sourceCells)]),
}
