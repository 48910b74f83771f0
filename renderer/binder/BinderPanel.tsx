// The binder: the book as a tree of parts, chapters and scenes; it follows the caret, and the page follows it.
import { ChevronsDownUp, ChevronsUpDown, Plus } from 'lucide-react'
import { useEffect, useMemo, useRef, useState, type ReactElement } from 'react'
import {
  Collection,
  ListLayout,
  MenuTrigger,
  Tree,
  TreeItem,
  Virtualizer,
  type Selection,
} from 'react-aria-components'
import { runCommand } from '../commands/run-command.ts'
import { manuscriptStore, openScene, showScene, useManuscript } from '../manuscript/manuscript-api.ts'
import { Button, Empty, IconButton, Menu, MenuItem, MenuPopover, MenuSeparator } from '../ui/index.ts'
import { useText } from '../locales/index.ts'
import { useBinderDrag } from './binder-drag.ts'
import { addNode } from './commands.ts'
import {
  binderStore,
  nodeById,
  removeNodes,
  revealNode,
  selectNodes,
  setExpanded,
  startRenaming,
  useBinder,
  type BinderNode,
} from './binder-store.ts'
import { BinderRow } from './BinderRow.tsx'
import { NodeMenu } from './NodeMenu.tsx'
import './binder.css'

interface Branch {
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
  for (const node of nodes) place(node.parentId).push({ node, children: place(node.id) })
  return place(null)
}

const asSet = (selection: Selection, nodes: readonly BinderNode[]): ReadonlySet<string> =>
  new Set(selection === 'all' ? nodes.map((node) => node.id) : [...selection].map(String))

/** Every line is as tall as the next: only those in sight are drawn. */
const ROW_PX = 28
const LAYOUT = { rowSize: ROW_PX, padding: 6 } as const

/** Lines above a node, as far as the tree is open. */
const lineOf = (nodes: readonly BinderNode[], expanded: ReadonlySet<string>, id: string): number => {
  const shown = new Set<string>()
  let line = 0
  for (const node of nodes) {
    if (node.id === id) return line
    if (node.parentId === null || (shown.has(node.parentId) && expanded.has(node.parentId))) {
      shown.add(node.id)
      line += 1
    }
  }
  return line
}

const scrollToLine = (tree: Element | null, line: number): void => {
  if (!tree) return
  const top = line * ROW_PX
  if (top < tree.scrollTop) tree.scrollTop = top
  else if (top + ROW_PX > tree.scrollTop + tree.clientHeight)
    tree.scrollTop = top + ROW_PX - tree.clientHeight
}

/** Keeps the line of the scene one writes in selected and in sight. */
const useFollowCaret = (panel: React.RefObject<HTMLElement | null>): void => {
  const activeSceneId = useManuscript((state) => state.activeSceneId)
  useEffect(() => {
    if (activeSceneId === null || !nodeById(activeSceneId)) return
    // A selection of several made on purpose is not taken away.
    if (!panel.current?.contains(document.activeElement)) selectNodes(new Set([activeSceneId]))
    revealNode(activeSceneId)
    requestAnimationFrame(() => {
      const { nodes, expanded } = binderStore.getState()
      scrollToLine(
        panel.current?.querySelector('.binder-tree') ?? null,
        lineOf(nodes, expanded, activeSceneId),
      )
    })
  }, [activeSceneId, panel])
}

export const BinderPanel = (): ReactElement => {
  const t = useText()
  const nodes = useBinder((state) => state.nodes)
  const loaded = useBinder((state) => state.loaded)
  const expanded = useBinder((state) => state.expanded)
  const selected = useBinder((state) => state.selected)
  const [menu, setMenu] = useState<{ readonly anchor: Element; readonly id: string } | null>(null)
  const panel = useRef<HTMLElement>(null)
  const branches = useMemo(() => branchesOf(nodes), [nodes])
  const dragAndDropHooks = useBinderDrag()
  useFollowCaret(panel)

  const openMenu = (anchor: Element, id: string): void => {
    if (!selected.has(id)) selectNodes(new Set([id]))
    setMenu({ anchor, id })
  }
  const renderBranch = ({ node, children }: Branch): ReactElement => (
    <TreeItem
      key={node.id}
      id={node.id}
      textValue={node.title}
      className="binder-item"
      data-kind={node.kind}
      data-testid="binder-node"
      onContextMenu={(event) => {
        event.preventDefault()
        openMenu(event.currentTarget, node.id)
      }}
    >
      <BinderRow node={node} onMenu={(anchor) => openMenu(anchor, node.id)} />
      <Collection
        items={children.map((branch) => ({ ...branch, id: branch.node.id }))}
        dependencies={[selected]}
      >
        {renderBranch}
      </Collection>
    </TreeItem>
  )

  const onKeyDown = (event: React.KeyboardEvent): void => {
    const row = event.target instanceof HTMLElement && event.target.role === 'row' ? event.target : null
    const id = row?.dataset['key']
    if (!id) return
    if (event.key === 'F2') startRenaming(id)
    if (event.key === 'Delete' || event.key === 'Backspace')
      void removeNodes(selected.has(id) ? selected : new Set([id]))
    else if (event.key !== 'F2') return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <nav
      onKeyDown={onKeyDown}
      className="binder"
      aria-label={t('binder:title')}
      ref={panel}
      data-tour="binder"
      data-testid="binder"
    >
      <div className="binder-head">
        <h2>{t('binder:title')}</h2>
        <MenuTrigger>
          <IconButton label={t('binder:add')} className="small-icon">
            <Plus />
          </IconButton>
          <MenuPopover>
            <Menu aria-label={t('binder:add')}>
              <MenuItem
                id="scene"
                label={t('binder:newScene')}
                shortcut="Mod+Shift+N"
                onAction={() => void addNode('scene')}
              />
              <MenuItem
                id="chapter"
                label={t('binder:newChapter')}
                onAction={() => void addNode('chapter')}
              />
              <MenuItem id="part" label={t('binder:newPart')} onAction={() => void addNode('part')} />
              <MenuSeparator />
              <MenuItem
                id="import"
                label={t('binder:importBook')}
                onAction={() => void runCommand('manuscript.import')}
              />
            </Menu>
          </MenuPopover>
        </MenuTrigger>
        <IconButton
          label={t('binder:expandAll')}
          className="small-icon"
          onPress={() => setExpanded(new Set(nodes.map((node) => node.id)))}
        >
          <ChevronsUpDown />
        </IconButton>
        <IconButton
          label={t('binder:collapseAll')}
          className="small-icon"
          onPress={() => setExpanded(new Set())}
        >
          <ChevronsDownUp />
        </IconButton>
      </div>
      {loaded && nodes.length === 0 ? (
        <Empty title={t('binder:emptyTitle')}>
          <p>{t('binder:emptyText')}</p>
          <Button onPress={() => void addNode('scene', null)}>{t('binder:newScene')}</Button>
          <Button onPress={() => void runCommand('manuscript.import')}>{t('binder:importBook')}</Button>
        </Empty>
      ) : (
        <Virtualizer layout={ListLayout} layoutOptions={LAYOUT}>
          <Tree
            className="binder-tree"
            aria-label={t('binder:title')}
            items={branches.map((branch) => ({ ...branch, id: branch.node.id }))}
            dependencies={[selected]}
            selectionMode="multiple"
            selectionBehavior="replace"
            selectedKeys={selected}
            onSelectionChange={(selection) => {
              const ids = asSet(selection, nodes)
              selectNodes(ids)
              const [only] = ids
              if (
                ids.size === 1 &&
                only &&
                nodeById(only)?.kind === 'scene' &&
                manuscriptStore.getState().activeSceneId !== only
              )
                void showScene(only)
            }}
            expandedKeys={expanded}
            onExpandedChange={(keys) => setExpanded(new Set([...keys].map(String)))}
            onAction={(key) => {
              if (nodeById(String(key))?.kind === 'scene') void openScene(String(key))
            }}
            dragAndDropHooks={dragAndDropHooks}
          >
            {renderBranch}
          </Tree>
        </Virtualizer>
      )}
      {menu && <NodeMenu anchor={menu.anchor} id={menu.id} onClose={() => setMenu(null)} />}
    </nav>
  )
}
