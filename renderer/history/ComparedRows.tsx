// A scene in two versions: blocks one below the other or side by side, changes marked by line and colour.
import { Undo2 } from 'lucide-react'
import { useState, type ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { Button } from '../ui/index.ts'
import type { ComparedRow } from './compare-store.ts'

/** So many unchanged blocks are shown around a change. */
const CONTEXT = 1

type Group = { readonly rows: readonly ComparedRow[]; readonly folded: boolean }

/** Runs of unchanged blocks that are longer than what is shown around changes fold up. */
const groupsOf = (rows: readonly ComparedRow[]): Group[] => {
  const isNear = rows.map((_, index) =>
    rows.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some(({ change }) => change !== 'same'),
  )
  const groups: { rows: ComparedRow[]; folded: boolean }[] = []
  rows.forEach((row, index) => {
    const folded = !isNear[index]
    const last = groups.at(-1)
    if (last?.folded === folded) last.rows.push(row)
    else groups.push({ rows: [row], folded })
  })
  return groups
}

const Pieces = (props: {
  readonly row: ComparedRow
  readonly without?: 'added' | 'removed'
}): ReactElement => (
  <>
    {props.row.pieces.map(({ kind, text }, index) =>
      kind === props.without ? null : kind === 'added' ? (
        <ins key={index}>{text}</ins>
      ) : kind === 'removed' ? (
        <del key={index}>{text}</del>
      ) : (
        <span key={index}>{text}</span>
      ),
    )}
  </>
)

const Row = (props: {
  readonly row: ComparedRow
  readonly layout: 'inline' | 'side'
  readonly onRestore: ((blockId: string) => void) | null
}): ReactElement => {
  const t = useText()
  const { row, layout, onRestore } = props
  const isChanged = row.change !== 'same'
  const what = row.change === 'same' ? undefined : t(`history:row_${row.change}`)
  return (
    <li
      className={`compared-row ${row.change} ${row.type}`}
      data-testid="compared-row"
      data-changed={isChanged}
      tabIndex={isChanged ? -1 : undefined}
      aria-label={what}
    >
      {what !== undefined && <span className="compared-kind">{what}</span>}
      {layout === 'inline' ? (
        <p>
          <Pieces row={row} />
        </p>
      ) : (
        <div className="compared-sides">
          <p>
            <Pieces row={row} without="added" />
          </p>
          <p>
            <Pieces row={row} without="removed" />
          </p>
        </div>
      )}
      {isChanged && onRestore && (
        <Button
          writes
          look="quiet"
          className="small"
          onPress={() => onRestore(row.blockId)}
          data-testid="restore-block"
        >
          <Undo2 aria-hidden /> {t(row.change === 'added' ? 'history:takeOut' : 'history:restoreParagraph')}
        </Button>
      )}
    </li>
  )
}

export const ComparedRows = (props: {
  readonly rows: readonly ComparedRow[]
  readonly layout: 'inline' | 'side'
  /** Puts one block back; null where neither version is the one in the binder. */
  readonly onRestore: ((blockId: string) => void) | null
}): ReactElement => {
  const t = useText()
  const { rows, ...rest } = props
  const [unfolded, setUnfolded] = useState<ReadonlySet<number>>(new Set())
  return (
    <ul className="compared-rows" data-layout={props.layout}>
      {groupsOf(rows).map(({ rows: group, folded }, index) =>
        folded && !unfolded.has(index) ? (
          <li key={index} className="compared-fold">
            <Button look="quiet" className="small" onPress={() => setUnfolded(new Set([...unfolded, index]))}>
              {t('history:unchanged', { count: group.length })}
            </Button>
          </li>
        ) : (
          group.map((row, at) => <Row key={`${index}-${at}`} row={row} {...rest} />)
        ),
      )}
    </ul>
  )
}
