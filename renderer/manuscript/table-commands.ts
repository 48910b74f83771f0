// What menus, palette and shortcuts do with tables: insert one at the caret, and change the one the caret stands in.
import {
  addColumnAfter,
  addColumnBefore,
  addRowAfter,
  addRowBefore,
  deleteColumn,
  deleteRow,
  deleteTable,
  isInTable,
  mergeCells,
  splitCell,
  toggleHeaderColumn,
  toggleHeaderRow,
} from '@tiptap/pm/tables'
import { TextSelection, type Command as EditorCommand } from '@tiptap/pm/state'
import { activeEditor } from './formatting.ts'

const ROWS = 3
const COLUMNS = 3

/** In the order menus show them. */
export const TABLE_ACTS = [
  'rowAbove',
  'rowBelow',
  'columnBefore',
  'columnAfter',
  'headerRow',
  'headerColumn',
  'mergeCells',
  'splitCell',
  'deleteRow',
  'deleteColumn',
  'deleteTable',
] as const
export type TableAct = (typeof TABLE_ACTS)[number]

const ACTS = {
  rowAbove: addRowBefore,
  rowBelow: addRowAfter,
  columnBefore: addColumnBefore,
  columnAfter: addColumnAfter,
  headerRow: toggleHeaderRow,
  headerColumn: toggleHeaderColumn,
  mergeCells,
  splitCell,
  deleteRow,
  deleteColumn,
  deleteTable,
} as const satisfies Readonly<Record<TableAct, EditorCommand>>

export const caretInTable = (): boolean => {
  const editor = activeEditor()
  return editor !== null && isInTable(editor.state)
}

/** Cells are joined where several are selected, and divided where one reaches over others. */
export const mayChangeTable = (act: TableAct): boolean => {
  const editor = activeEditor()
  return editor !== null && ACTS[act](editor.state)
}

/** One undo step; nothing where the caret is in no table. */
export const changeTable = (act: TableAct): void => {
  const editor = activeEditor()
  if (!editor) return
  ACTS[act](editor.state, editor.view.dispatch)
  editor.view.focus()
}

/** Three by three with a heading row, after the caret's block (in place of it when that is empty); the caret goes in. */
export const insertTable = (): void => {
  const editor = activeEditor()
  if (!editor || isInTable(editor.state)) return
  const { schema, selection, tr } = editor.state
  const row = (type: 'tableCell' | 'tableHeader') =>
    schema.nodes['tableRow']!.create(
      null,
      Array.from({ length: COLUMNS }, () => schema.nodes[type]!.createAndFill()!),
    )
  const rows = Array.from({ length: ROWS }, (_, index) => row(index === 0 ? 'tableHeader' : 'tableCell'))
  const table = schema.nodes['table']!.create(null, rows)
  const { $head } = selection
  const isEmptyLine = $head.depth === 1 && $head.parent.content.size === 0
  const at = $head.depth === 0 ? $head.pos : isEmptyLine ? $head.before(1) : $head.after(1)
  if (isEmptyLine) tr.replaceWith(at, $head.after(1), table)
  else tr.insert(at, table)
  // A table at the very end would leave no line to go on writing in.
  const after = at + table.nodeSize
  if (after >= tr.doc.content.size) tr.insert(after, schema.nodes['paragraph']!.create())
  tr.setSelection(TextSelection.near(tr.doc.resolve(at + 1)))
  editor.view.dispatch(tr.scrollIntoView())
  editor.view.focus()
}
