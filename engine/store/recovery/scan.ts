// Every row that can still be read in a damaged file, by table. Pages that the file's own trees lead to are believed
// first; leaves that nothing leads to any more are told apart by the shape of their rows.
import { isDerived } from '../derived-tables.ts'
import type { ProjectDatabase } from '../database.ts'
import type { PageFile } from './page-file.ts'
import { childrenOf, PAGE, pageType, readCells, type Record, type Value } from './records.ts'

export interface Table {
  readonly name: string
  readonly columns: readonly {
    readonly name: string
    readonly type: string
    readonly notNull: boolean
    /** Place in the primary key, from 1; 0: not in it. */
    readonly key: number
  }[]
  readonly withoutRowid: boolean
}

export interface FoundRow {
  readonly values: Readonly<{ [column: string]: Value }>
  readonly whole: boolean
}

export interface Scan {
  readonly rows: ReadonlyMap<string, readonly FoundRow[]>
  /** Pages that should be there and make no sense, and cells that could not be read. */
  readonly brokenPages: number
  readonly brokenRows: number
  /** Tables of which something is missing, or may be, since nothing leads to them any more. */
  readonly damaged: ReadonlySet<string>
}

/** The project's own tables as an empty project of the same version has them; no undo; caches where `derived` is true. */
const tablesOf = (db: ProjectDatabase, derived: boolean): readonly Table[] =>
  (db.pragma('table_list') as { schema: string; name: string; type: string; wr: number }[])
    .filter(
      ({ schema, name, type }) =>
        schema === 'main' && type === 'table' && !/^sqlite_|^acts$|^act_steps$/.test(name),
    )
    .filter(({ name }) => isDerived(name) === derived)
    .map(({ name, wr }) => ({
      name,
      withoutRowid: wr === 1,
      columns: (
        db.pragma(`table_info("${name}")`) as { name: string; type: string; notnull: number; pk: number }[]
      ).map((column) => ({
        name: column.name,
        type: column.type,
        notNull: column.notnull === 1 || column.pk > 0,
        key: column.pk,
      })),
    }))

/** What a new file is filled with. */
export const tablesToFind = (db: ProjectDatabase): readonly Table[] => tablesOf(db, false)

/** Paragraphs of scenes, in files that have been searched. */
export const SEARCH_PIECES = 'search_pieces'

/** What is only read, for words that are nowhere else. */
export const tablesToRead = (db: ProjectDatabase): readonly Table[] =>
  tablesOf(db, true).filter(({ name }) => name === SEARCH_PIECES)

/** In a table without row ids the key's columns come first in the record. */
const storedOrder = ({ columns, withoutRowid }: Table): Table['columns'] =>
  withoutRowid
    ? [
        ...columns.filter(({ key }) => key > 0).sort((a, b) => a.key - b.key),
        ...columns.filter(({ key }) => key === 0),
      ]
    : columns

const fits = (type: string, value: Value): boolean => {
  if (value === null) return true
  if (type === 'TEXT') return typeof value === 'string'
  if (type === 'INTEGER') return typeof value === 'number' || typeof value === 'bigint'
  if (type === 'REAL') return typeof value === 'number'
  return Buffer.isBuffer(value)
}

const isRowidAlias = (table: Table, column: Table['columns'][number]): boolean =>
  !table.withoutRowid && column.key === 1 && column.type === 'INTEGER'

/** Whose first columns are worth having without the others. */
const MAY_LACK: ReadonlySet<string> = new Set(['scenes'])

/** Null when the record cannot be of this table. Columns that were added later may be missing at the end. */
const asRow = (table: Table, record: Record): FoundRow | null => {
  const columns = storedOrder(table)
  if (record.values.length > columns.length || record.values.length === 0) return null
  if (record.missing > 0 && !MAY_LACK.has(table.name)) return null
  const values: { [column: string]: Value } = {}
  for (const [index, value] of record.values.entries()) {
    const column = columns[index]
    const known = isRowidAlias(table, column) && value === null ? record.rowid : value
    if (!fits(column.type, known) || (known === null && column.notNull)) return null
    values[column.name] = known
  }
  return { values, whole: record.whole }
}

const NODE_KINDS = ['part', 'chapter', 'scene', 'folder', 'note']

/** Text of every row that tells a table from another of the same shape. */
const WORDS_OF: Readonly<{ [table: string]: (row: FoundRow['values']) => boolean }> = {
  nodes: ({ kind }) => NODE_KINDS.includes(String(kind)),
  scenes: ({ document }) => typeof document === 'string' && document.startsWith('{"type":"doc"'),
  project: ({ language }) => language === 'en' || language === 'zh',
  blobs: ({ hash }) => /^[0-9a-f]{64}$/.test(String(hash)),
  blob_pieces: ({ hash }) => /^[0-9a-f]{64}$/.test(String(hash)),
  snapshots: ({ kind }) => ['hand', 'before', 'schedule', 'draft'].includes(String(kind)),
  node_states: ({ kind }) => NODE_KINDS.includes(String(kind)),
  texts: ({ hash }) => Buffer.isBuffer(hash) && hash.length === 32,
  search_pieces: ({ field }) =>
    ['title', 'synopsis', 'text', 'note', 'footnote', 'caption'].includes(String(field)),
  characters: ({ aliases }) => typeof aliases === 'string' && aliases.startsWith('['),
  media: ({ kind, hash }) =>
    ['image', 'audio', 'video', 'document'].includes(String(kind)) && /^[0-9a-f]{64}$/.test(String(hash)),
}

/** Of a leaf that nothing leads to: only where no doubt is left. */
const tableByShape = (tables: readonly Table[], record: Record, isTable: boolean): Table | null => {
  const possible = tables.filter((table) => {
    const known = WORDS_OF[table.name]
    const row = table.withoutRowid !== isTable ? asRow(table, record) : null
    return known !== undefined && row !== null && known(row.values)
  })
  return possible.length === 1 ? possible[0] : null
}

const freePages = (file: PageFile): ReadonlySet<number> => {
  const free = new Set<number>()
  const first = file.page(1)
  for (let trunk = first?.readUInt32BE(32) ?? 0; trunk !== 0 && !free.has(trunk);) {
    const page = file.page(trunk)
    if (!page) break
    free.add(trunk)
    const count = Math.min(page.readUInt32BE(4), file.usableSize / 4 - 2)
    for (let index = 0; index < count; index += 1) free.add(page.readUInt32BE(8 + index * 4))
    trunk = page.readUInt32BE(0)
  }
  return free
}

const walk = (
  file: PageFile,
  root: number,
  visit: (page: Buffer, number: number) => void,
  seen: Set<number>,
): void => {
  const open = [root]
  for (let number = open.pop(); number !== undefined; number = open.pop()) {
    if (seen.has(number)) continue
    seen.add(number)
    const page = file.page(number)
    if (!page) continue
    const type = pageType(page, number)
    if (type === PAGE.interiorTable || type === PAGE.interiorIndex)
      open.push(...childrenOf(file, page, number).toReversed())
    visit(page, number)
  }
}

const isLeaf = (type: number): boolean => type === PAGE.leafTable || type === PAGE.leafIndex

/** Roots by name, as far as the first page and its tree still tell. */
const readRoots = (
  file: PageFile,
  seen: Set<number>,
): { tables: ReadonlyMap<string, number>; others: readonly number[] } => {
  const tables = new Map<string, number>()
  const others: number[] = []
  walk(
    file,
    1,
    (page, number) => {
      if (pageType(page, number) !== PAGE.leafTable) return
      for (const { values } of readCells(file, page, number).records) {
        const [type, name, , root] = values
        if (typeof name !== 'string' || typeof root !== 'number' || root < 2) continue
        if (type === 'table') tables.set(name, root)
        else others.push(root)
      }
    },
    seen,
  )
  return { tables, others }
}

export const scanPages = (file: PageFile, wanted: readonly Table[]): Scan => {
  const rows = new Map<string, FoundRow[]>(wanted.map(({ name }) => [name, []]))
  const seen = new Set<number>()
  let [brokenPages, brokenRows] = [0, 0]
  const roots = readRoots(file, seen)
  const damaged = new Set(wanted.flatMap(({ name }) => (roots.tables.has(name) ? [] : [name])))
  const take = (table: Table, page: Buffer, number: number): void => {
    const type = pageType(page, number)
    if (type === PAGE.interiorTable && !table.withoutRowid) return
    const right: readonly number[] = table.withoutRowid
      ? [PAGE.leafIndex, PAGE.interiorIndex]
      : [PAGE.leafTable]
    if (!right.includes(type)) {
      brokenPages += 1
      damaged.add(table.name)
      return
    }
    const leaf = readCells(file, page, number)
    brokenRows += leaf.broken
    if (leaf.broken > 0) damaged.add(table.name)
    for (const record of leaf.records) {
      const row = asRow(table, record)
      if (row) rows.get(table.name)!.push(row)
      else {
        brokenRows += 1
        damaged.add(table.name)
      }
    }
  }
  const wantedByName = new Map(wanted.map((table) => [table.name, table]))
  for (const [name, root] of roots.tables) {
    const table = wantedByName.get(name)
    walk(file, root, table ? (page, number) => take(table, page, number) : () => undefined, seen)
  }
  for (const root of roots.others) walk(file, root, () => undefined, seen)
  const free = freePages(file)
  for (let number = 2; number <= file.pageCount; number += 1) {
    if (seen.has(number) || free.has(number)) continue
    const page = file.page(number)
    if (!page || !isLeaf(pageType(page, number))) continue
    const leaf = readCells(file, page, number)
    for (const record of leaf.records) {
      const table = tableByShape(wanted, record, pageType(page, number) === PAGE.leafTable)
      const row = table ? asRow(table, record) : null
      if (table && row) rows.get(table.name)!.push(row)
    }
  }
  return { rows, brokenPages, brokenRows, damaged }
}
