// Two versions compared: what differs in the binder on the left, the words of one scene on the right.
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useRef, type ReactElement } from 'react'
import { nodeLabel } from '../binder/binder-store.ts'
import { formatNumber, useText } from '../locales/index.ts'
import { Button, Dialog, IconButton, Progress, Segmented, Select } from '../ui/index.ts'
import {
  chooseVersions,
  closeCompare,
  compareAgain,
  lookInto,
  setLayout,
  useCompare,
  type ChangedNode,
} from './compare-store.ts'
import { ComparedRows } from './ComparedRows.tsx'
import { restoreBlock, restoreVersion, useHistory } from './history-store.ts'
import { versionName } from './version-name.ts'

const NodeLine = ({
  node,
  selected,
}: {
  readonly node: ChangedNode
  readonly selected: boolean
}): ReactElement => {
  const t = useText()
  const facts = [
    node.change === 'same' ? '' : t(`history:node_${node.change}`),
    node.moved ? t('history:moved') : '',
    node.formerTitle === null ? '' : t('history:formerTitle', { title: node.formerTitle }),
    node.added + node.removed > 0
      ? t('history:plusMinus', { added: formatNumber(node.added), removed: formatNumber(node.removed) })
      : '',
  ]
  return (
    <li>
      <button
        className="changed-node"
        aria-current={selected}
        data-testid="changed-node"
        onClick={() => void lookInto(node.id)}
        disabled={node.kind !== 'scene' && node.kind !== 'note'}
      >
        <strong>{nodeLabel(node)}</strong>
        <small>{facts.filter(Boolean).join(' · ')}</small>
      </button>
    </li>
  )
}

/** Goes to the change after (or before) the one that has the focus, or that is in sight. */
const step = (place: HTMLElement | null, way: 1 | -1): void => {
  const rows = [...(place?.querySelectorAll<HTMLElement>('[data-changed="true"]') ?? [])]
  const at = rows.findIndex((row) => row.contains(document.activeElement))
  const next = at < 0 ? (way === 1 ? 0 : rows.length - 1) : (at + way + rows.length) % rows.length
  rows[next]?.focus({ preventScroll: true })
  rows[next]?.scrollIntoView({ block: 'center' })
}

const Versions = (): ReactElement => {
  const t = useText()
  const history = useHistory((state) => state)
  const from = useCompare((state) => state.from)
  const to = useCompare((state) => state.to)
  const waiting = new Set(history.drafts.map(({ snapshotId }) => snapshotId))
  const ids = [
    'now',
    ...history.drafts.filter(({ snapshotId }) => snapshotId !== null).map(({ id }) => id),
    ...history.snapshots.filter(({ id }) => !waiting.has(id)).map(({ id }) => id),
  ]
  const choices = ids.map((id) => ({ id, label: versionName(id, history) }))
  return (
    <div className="compare-versions">
      <Select
        label={t('history:from')}
        value={from}
        choices={choices}
        onChange={(id) => chooseVersions({ from: id })}
      />
      <Select
        label={t('history:to')}
        value={to}
        choices={choices}
        onChange={(id) => chooseVersions({ to: id })}
      />
    </div>
  )
}

const Body = (): ReactElement => {
  const t = useText()
  const place = useRef<HTMLDivElement>(null)
  const { from, to, compared, nodeId, text, layout } = useCompare((state) => state)
  const canRestore = to === 'now' && from !== 'now'
  const node = compared?.nodes.find(({ id }) => id === nodeId)
  const restore = async (run: Promise<void>): Promise<void> => {
    await run
    await compareAgain()
  }
  return (
    <div
      className="compare"
      onKeyDown={(event) => {
        if (event.key !== 'F7') return
        event.preventDefault()
        step(place.current, event.shiftKey ? -1 : 1)
      }}
    >
      <Versions />
      {!compared ? (
        <Progress label={t('history:comparing')} done={0} total={0} />
      ) : compared.nodes.length === 0 ? (
        <p className="compare-same" role="status">
          {t('history:noDifference')}
        </p>
      ) : (
        <div className="compare-both">
          <nav aria-label={t('history:differences')}>
            <p className="hint" role="status">
              {t('history:plusMinus', {
                added: formatNumber(compared.totals.added),
                removed: formatNumber(compared.totals.removed),
              })}
            </p>
            <ul>
              {compared.nodes.map((each) => (
                <NodeLine key={each.id} node={each} selected={each.id === nodeId} />
              ))}
            </ul>
          </nav>
          <div className="compare-text" ref={place}>
            {nodeId !== null && (
              <header>
                <Segmented
                  label={t('history:layout')}
                  value={layout}
                  choices={[
                    { id: 'inline', label: t('history:inline') },
                    { id: 'side', label: t('history:side') },
                  ]}
                  onChange={setLayout}
                />
                <span className="spacer" />
                <IconButton
                  label={t('history:previousChange')}
                  shortcut="⇧F7"
                  onPress={() => step(place.current, -1)}
                >
                  <ArrowUp />
                </IconButton>
                <IconButton
                  label={t('history:nextChange')}
                  shortcut="F7"
                  onPress={() => step(place.current, 1)}
                >
                  <ArrowDown />
                </IconButton>
                {canRestore && node && node.change !== 'added' && (
                  <Button
                    writes
                    onPress={() => void restore(restoreVersion(from, [node.id]))}
                    data-testid="restore-scene"
                  >
                    {t('history:restoreScene')}
                  </Button>
                )}
              </header>
            )}
            {text && nodeId !== null ? (
              <ComparedRows
                key={`${from} ${to} ${nodeId}`}
                rows={text.rows}
                layout={layout}
                onRestore={
                  canRestore && node?.change === 'changed'
                    ? (blockId) => void restore(restoreBlock(from, nodeId, blockId))
                    : null
                }
              />
            ) : (
              nodeId === null && <p className="hint">{t('history:chooseScene')}</p>
            )}
          </div>
        </div>
      )}
    </div>
  )
}

export const CompareDialog = (): ReactElement | null => {
  const t = useText()
  const open = useCompare((state) => state.open)
  return open ? (
    <Dialog title={t('history:compare')} isOpen onClose={closeCompare} widthPx={1120} testId="compare-dialog">
      <Body />
    </Dialog>
  ) : null
}
