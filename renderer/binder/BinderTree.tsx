// The tree itself: one line a node, only those in sight drawn; choosing, opening, dragging. Its lines are BinderRow's.
import { memo, useCallback, useMemo, type ReactElement } from 'react'
import { Collection, ListLayout, Tree, TreeItem, Virtualizer, type Selection } from 'react-aria-components'
import { manuscriptStore, openScene, showScene } from '../manuscript/manuscript-api.ts'
import { useText } from '../locales/index.ts'
import { useBinderDrag } from './binder-drag.ts'
import { BinderRow } from './BinderRow.tsx'
import {
  isDocument,
  nodeById,
  nodeLabel,
  selectNodes,
  setExpanded,
  useBinder,
  type BinderNode,
} from './binder-store.ts'
import { shownBoard } from './board-store.ts'

interface Branch {
  readonly id: string
  readonly node: BinderNode
  readonly children: readonly Branch[]
}

/** The flat tree in reading order as nested branches. */
const branchesOf = (nodes: readonly BinderNode[]): readonly Branch[] => {
  const below = new Map<string | null, Branch[]>()
  const place = (parentId: string | null): Branch[] => {
    const list = below.get(parentId) ?? []
    below.set(parentId, list)
    return list
  }
  for (const node of nodes) place(node.parentId).push({ id: node.id, node, children: place(node.id) })
  return place(null)
}

const asSet = (selection: Selection, nodes: readonly BinderNode[]): ReadonlySet<string> =>
  new Set(selection === 'all' ? nodes.map((node) => node.id) : [...selection].map(String))

/** Every line is as tall as the next. */
export const ROW_PX = 28
const LAYOUT = { rowSize: ROW_PX, padding: 6 } as const

/** Choosing one text shows it, where the page is what is shown. */
const select = (ids: ReadonlySet<string>): void => {
  selectNodes(ids)
  const [only] = ids
  if (
    ids.size === 1 &&
    only !== undefined &&
    shownBoard() === 'page' &&
    isDocument(nodeById(only) ?? { kind: 'part' }) &&
    manuscriptStore.getState().activeSceneId !== only
  )
    void showScene(only)
}

/**
 * @param onMenu must keep its identity: lines are made once for each state of the book, and all of them anew where it
 *   changes.
 */
export const BinderTree = memo(
  (props: { readonly onMenu: (anchor: Element, id: string) => void }): ReactElement => {
    const t = useText()
    const { onMenu } = props
    const nodes = useBinder((state) => state.nodes)
    const expanded = useBinder((state) => state.expanded)
    const selected = useBinder((state) => state.selected)
    const branches = useMemo(() => branchesOf(nodes), [nodes])
    const dragAndDropHooks = useBinderDrag()

    const renderBranch = useCallback(
      ({ node, children }: Branch): ReactElement => (
        <TreeItem
          key={node.id}
          id={node.id}
          textValue={nodeLabel(node)}
          className="binder-item"
          data-kind={node.kind}
          data-testid="binder-node"
          onContextMenu={(event) => {
            event.preventDefault()
            onMenu(event.currentTarget, node.id)
          }}
        >
          <BinderRow node={node} onMenu={(anchor) => onMenu(anchor, node.id)} />
          <Collection items={children}>{renderBranch}</Collection>
        </TreeItem>
      ),
      [onMenu],
    )

    return (
      <Virtualizer layout={ListLayout} layoutOptions={LAYOUT}>
        <Tree
          className="binder-tree"
          aria-label={t('binder:title')}
          items={branches}
          selectionMode="multiple"
          selectionBehavior="replace"
          selectedKeys={selected}
          onSelectionChange={(selection) => select(asSet(selection, nodes))}
          expandedKeys={expanded}
          onExpandedChange={(keys) => setExpanded(new Set([...keys].map(String)))}
          onAction={(key) => {
            if (isDocument(nodeById(String(key)) ?? { kind: 'part' })) void openScene(String(key))
          }}
          dragAndDropHooks={dragAndDropHooks}
        >
          {renderBranch}
        </Tree>
      </Virtualizer>
    )
  },
)
BinderTree.displayName = 'BinderTree'
