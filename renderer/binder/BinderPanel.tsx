// The binder: the book as a tree of parts, chapters and scenes; it follows the caret, and the page follows it.
import { ChevronsDownUp, ChevronsUpDown, Plus, Trash2 } from 'lucide-react'
import { useCallback, useEffect, useRef, useState, type ReactElement } from 'react'
import { MenuTrigger } from 'react-aria-components'
import { shortcutOf } from '../commands/keymap.ts'
import { runCommand } from '../commands/run-command.ts'
import { BookDraft } from '../history/DraftMark.tsx'
import { useManuscript } from '../manuscript/manuscript-api.ts'
import { Button, Empty, IconButton, Menu, MenuItem, MenuPopover, MenuSeparator } from '../ui/index.ts'
import { useText } from '../locales/index.ts'
import { addNode, writeFirstScene } from './commands.ts'
import { nudgeNodes, removeNodes } from './binder-acts.ts'
import {
  binderStore,
  nodeById,
  revealNode,
  selectionWith,
  selectNodes,
  setExpanded,
  startRenaming,
  useBinder,
  type BinderNode,
} from './binder-store.ts'
import { openTrash } from './board-store.ts'
import { BoardSwitch } from './BoardPanel.tsx'
import { BinderTree, ROW_PX } from './BinderTree.tsx'
import { NodeMenu } from './NodeMenu.tsx'
import './binder.css'

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

/** Moves what is selected a step and keeps the keyboard on the line it was on. */
const moveAndFollow = async (id: string, way: -1 | 1): Promise<void> => {
  await nudgeNodes(selectionWith(id), way)
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>(`.binder-tree [data-key="${CSS.escape(id)}"]`)?.focus(),
  )
}

const TrashButton = (): ReactElement | null => {
  const t = useText()
  const count = useBinder((state) => state.trash.length)
  return count === 0 ? null : (
    <Button look="quiet" className="trash-button" onPress={openTrash} data-testid="open-trash">
      <Trash2 aria-hidden />
      {t('binder:trash')}
      <small aria-label={t('binder:trashCount', { count })}>{count}</small>
    </Button>
  )
}

export const BinderPanel = (): ReactElement => {
  const t = useText()
  const nodes = useBinder((state) => state.nodes)
  const loaded = useBinder((state) => state.loaded)
  const [menu, setMenu] = useState<{ readonly anchor: Element; readonly id: string } | null>(null)
  const panel = useRef<HTMLElement>(null)
  useFollowCaret(panel)

  const openMenu = useCallback((anchor: Element, id: string): void => {
    if (!binderStore.getState().selected.has(id)) selectNodes(new Set([id]))
    setMenu({ anchor, id })
  }, [])

  const onKeyDown = (event: React.KeyboardEvent): void => {
    const row = event.target instanceof HTMLElement && event.target.role === 'row' ? event.target : null
    const id = row?.dataset['key']
    if (!id) return
    const way = event.altKey ? ({ ArrowUp: -1, ArrowDown: 1 } as const)[event.key] : undefined
    if (event.key === 'F2') startRenaming(id)
    else if (event.key === 'Delete' || event.key === 'Backspace') void removeNodes(selectionWith(id))
    else if (way !== undefined) void moveAndFollow(id, way)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <nav
      onKeyDownCapture={onKeyDown}
      className="binder"
      aria-label={t('binder:title')}
      ref={panel}
      data-tour="binder"
      data-testid="binder"
    >
      <div className="binder-head">
        <h2>{t('binder:title')}</h2>
        <MenuTrigger>
          <IconButton writes label={t('binder:add')} className="small-icon">
            <Plus />
          </IconButton>
          <MenuPopover>
            <Menu aria-label={t('binder:add')}>
              <MenuItem
                id="scene"
                label={t('binder:newScene')}
                shortcut={shortcutOf('binder.newScene')}
                onAction={() => void addNode('scene')}
              />
              <MenuItem
                id="chapter"
                label={t('binder:newChapter')}
                onAction={() => void addNode('chapter')}
              />
              <MenuItem id="part" label={t('binder:newPart')} onAction={() => void addNode('part')} />
              <MenuItem id="note" label={t('binder:newNote')} onAction={() => void addNode('note')} />
              <MenuItem id="folder" label={t('binder:newFolder')} onAction={() => void addNode('folder')} />
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
      <BoardSwitch />
      <BookDraft />
      {loaded && nodes.length === 0 ? (
        <Empty title={t('binder:emptyTitle')}>
          <p>{t('binder:emptyText')}</p>
          <Button writes onPress={() => void writeFirstScene()}>
            {t('binder:firstScene')}
          </Button>
          <Button writes onPress={() => void runCommand('manuscript.import')}>
            {t('binder:importBook')}
          </Button>
        </Empty>
      ) : (
        <BinderTree onMenu={openMenu} />
      )}
      <TrashButton />
      {menu && <NodeMenu anchor={menu.anchor} id={menu.id} onClose={() => setMenu(null)} />}
    </nav>
  )
}
