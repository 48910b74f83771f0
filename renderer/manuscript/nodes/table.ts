// Tables of the manuscript as editor nodes: rows of cells that hold paragraphs and may reach over others. What menus and
// shortcuts do with them is table-commands.ts.
import { Node } from '@tiptap/core'
import { addRowAfter, goToNextCell, isInTable, tableEditing } from '@tiptap/pm/tables'

/** What the table rules of the editor's library know each node by. */
const ROLES: Readonly<Record<string, string>> = {
  table: 'table',
  tableRow: 'row',
  tableCell: 'cell',
  tableHeader: 'header_cell',
}

const MOST_COLUMNS = 50

const span = (name: 'colspan' | 'rowspan') => ({
  default: 1,
  parseHTML: (cell: HTMLElement): number =>
    Math.min(MOST_COLUMNS, Math.max(1, Math.trunc(Number(cell.getAttribute(name))) || 1)),
  renderHTML: (attributes: Readonly<Record<string, unknown>>): Record<string, string> =>
    Number(attributes[name]) > 1 ? { [name]: String(attributes[name]) } : {},
})

/** Widths are what the library asks for; here they are always the page's business. */
const cellAttributes = () => ({
  colspan: span('colspan'),
  rowspan: span('rowspan'),
  colwidth: { default: null, rendered: false, parseHTML: () => null },
})

export const Table = Node.create({
  name: 'table',
  group: 'block',
  content: 'tableRow+',
  isolating: true,
  parseHTML: () => [{ tag: 'table' }],
  renderHTML: () => ['table', { class: 'text-table' }, ['tbody', 0]],
  extendNodeSchema: ({ name }) => (name in ROLES ? { tableRole: ROLES[name] } : {}),
  addProseMirrorPlugins: () => [tableEditing()],
  addKeyboardShortcuts() {
    const step = (way: 1 | -1): boolean => {
      const { state, view } = this.editor
      if (!isInTable(state)) return false
      if (goToNextCell(way)(state, view.dispatch)) return true
      // After the last cell the table grows, as writers know it from every word processor.
      if (way === 1 && addRowAfter(state, view.dispatch))
        goToNextCell(1)(this.editor.state, this.editor.view.dispatch)
      return true
    }
    return { Tab: () => step(1), 'Shift-Tab': () => step(-1) }
  },
})

export const TableRow = Node.create({
  name: 'tableRow',
  content: '(tableCell | tableHeader)*',
  parseHTML: () => [{ tag: 'tr' }],
  renderHTML: () => ['tr', 0],
})

export const TableCell = Node.create({
  name: 'tableCell',
  content: 'paragraph+',
  isolating: true,
  addAttributes: cellAttributes,
  parseHTML: () => [{ tag: 'td' }],
  renderHTML: ({ HTMLAttributes }) => ['td', HTMLAttributes, 0],
})

export const TableHeader = Node.create({
  name: 'tableHeader',
  content: 'paragraph+',
  isolating: true,
  addAttributes: cellAttributes,
  parseHTML: () => [{ tag: 'th' }],
  renderHTML: ({ HTMLAttributes }) => ['th', HTMLAttributes, 0],
})
