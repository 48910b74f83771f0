// The outline: every line of the binder as a row of a table, edited in place, sorted for the eye only.
import { useMemo, useState, type ReactElement } from 'react'
import {
  Cell,
  Column,
  Row,
  Table,
  TableBody,
  TableHeader,
  TableLayout,
  Virtualizer,
} from 'react-aria-components'
import { Button } from '../ui/index.ts'
import { formatNumber, useLocale, useText, type TextKey } from '../locales/index.ts'
import { openScene } from '../manuscript/manuscript-api.ts'
import { sceneSparkline } from '../timeline/timeline-store.ts'
import { describeNodes, removeNodes, renameNode } from './binder-acts.ts'
import {
  isDocument,
  nodeById,
  nodeLabel,
  selectionWith,
  selectNodes,
  useBinder,
  wordsOf,
  type BinderNode,
} from './binder-store.ts'
import { NoScenes } from './NoScenes.tsx'
import { EditableText } from './EditableText.tsx'
import { LabelMenu, StatusMenu } from './NodeFields.tsx'
import { outlineRows, type OutlineColumn, type OutlineSort } from './outline-rows.ts'
import { Sparkline } from './Sparkline.tsx'

const LAYOUT = { rowHeight: 38, headingHeight: 34 } as const

/** What is read gets the room; what is a sign or a number as much as it needs. */
const COLUMNS = [
  ['title', 'binder:columnTitle', '2.6fr', 180],
  ['label', 'binder:label', '0.7fr', 66],
  ['status', 'binder:status', '0.7fr', 76],
  ['pov', 'binder:columnPov', '0.8fr', 58],
  ['synopsis', 'binder:synopsis', '1.8fr', 96],
  ['words', 'binder:columnWords', '0.5fr', 76],
  ['arc', 'binder:columnArc', '0.5fr', 66],
] as const satisfies readonly (readonly [OutlineColumn, TextKey, `${number}fr`, minPx: number])[]

const riseOf = ({ id, kind }: BinderNode): number | null => {
  const values = kind === 'scene' ? sceneSparkline(id) : []
  return values.length > 1 ? (values.at(-1) ?? 0) - (values[0] ?? 0) : null
}

const Words = ({ node }: { readonly node: BinderNode }): ReactElement => {
  const words = useBinder((state) => wordsOf(state, node))
  return <span className="plan-words">{formatNumber(words)}</span>
}

const cellOf = (
  node: BinderNode,
  depth: number,
  column: OutlineColumn,
  t: ReturnType<typeof useText>,
): ReactElement => {
  const only = new Set([node.id])
  switch (column) {
    case 'title':
      return (
        <div className={`plan-title is-${node.kind}`} style={{ paddingInlineStart: depth * 14 }}>
          <EditableText
            label={t('binder:nameOf')}
            value={node.title}
            placeholder={nodeLabel(node)}
            onCommit={(name) => void renameNode(node.id, name)}
          />
        </div>
      )
    case 'label':
      return <LabelMenu node={node} />
    case 'status':
      return <StatusMenu node={node} />
    case 'pov':
      return (
        <EditableText
          label={t('binder:pov')}
          value={node.pov}
          placeholder="–"
          maxLength={200}
          onCommit={(pov) => void describeNodes(only, { pov })}
        />
      )
    case 'synopsis':
      return (
        <EditableText
          label={t('binder:synopsis')}
          value={node.synopsis}
          placeholder="–"
          maxLength={10_000}
          onCommit={(synopsis) => void describeNodes(only, { synopsis })}
        />
      )
    case 'words':
      return <Words node={node} />
    case 'arc':
      return node.kind === 'scene' ? <Sparkline sceneId={node.id} /> : <span />
  }
}

export const Outline = (): ReactElement => {
  const t = useText()
  const locale = useLocale()
  const nodes = useBinder((state) => state.nodes)
  const selected = useBinder((state) => state.selected)
  const [sort, setSort] = useState<OutlineSort | null>(null)
  const rows = useMemo(
    () => outlineRows(nodes, sort, nodeLabel, riseOf, new Intl.Collator(locale).compare),
    [nodes, sort, locale],
  )
  if (nodes.length === 0) return <NoScenes />
  return (
    <div
      className="plan"
      data-testid="outline"
      onKeyDownCapture={(event) => {
        const row =
          event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[role="row"]') : null
        const id = row?.dataset['key']
        const isTyping = event.target instanceof HTMLInputElement
        if (!id || isTyping || event.key !== 'Delete') return
        event.preventDefault()
        void removeNodes(selectionWith(id))
      }}
    >
      {sort && (
        <div className="plan-sorted" role="status">
          {t('binder:sortedView')}
          <Button look="quiet" className="small" onPress={() => setSort(null)} data-testid="book-order">
            {t('binder:bookOrder')}
          </Button>
        </div>
      )}
      <Virtualizer layout={TableLayout} layoutOptions={LAYOUT}>
        <Table
          className="plan-table"
          aria-label={t('binder:outlineLabel')}
          selectionMode="multiple"
          selectionBehavior="replace"
          selectedKeys={selected}
          onSelectionChange={(keys) =>
            selectNodes(new Set(keys === 'all' ? nodes.map(({ id }) => id) : [...keys].map(String)))
          }
          onRowAction={(key) => {
            const node = nodeById(String(key))
            if (node && isDocument(node)) void openScene(node.id)
          }}
          {...(sort ? { sortDescriptor: sort } : {})}
          onSortChange={({ column, direction }) => setSort({ column: column as OutlineColumn, direction })}
        >
          <TableHeader>
            {COLUMNS.map(([id, title, width, minPx]) => (
              <Column
                key={id}
                id={id}
                isRowHeader={id === 'title'}
                allowsSorting
                width={width}
                minWidth={minPx}
                className="plan-column"
              >
                {({ sortDirection }) => (
                  <>
                    {t(title)}
                    {sortDirection && <i aria-hidden>{sortDirection === 'ascending' ? ' ↑' : ' ↓'}</i>}
                  </>
                )}
              </Column>
            ))}
          </TableHeader>
          <TableBody items={rows} dependencies={[t]}>
            {({ id, node, depth }) => (
              <Row id={id} className="plan-row" data-testid="outline-row" textValue={nodeLabel(node)}>
                {COLUMNS.map(([column]) => (
                  <Cell key={column} className="plan-cell">
                    {cellOf(node, depth, column, t)}
                  </Cell>
                ))}
              </Row>
            )}
          </TableBody>
        </Table>
      </Virtualizer>
    </div>
  )
}
