// The corkboard: a card for every scene, by chapter; what is dragged here is moved in the book.
import { Ellipsis, FileText } from 'lucide-react'
import { useMemo, useRef, useState, type ReactElement } from 'react'
import { Button, GridList, GridListItem } from 'react-aria-components'
import { Button as PlainButton } from '../ui/index.ts'
import { formatNumber, useText } from '../locales/index.ts'
import { openScene } from '../manuscript/manuscript-api.ts'
import { describeNodes, removeNodes, renameNode } from './binder-acts.ts'
import { useCardDrag } from './binder-drag.ts'
import {
  isDocument,
  nodeLabel,
  selectionWith,
  selectNodes,
  startRenaming,
  useBinder,
  wordsOf,
  type BinderNode,
} from './binder-store.ts'
import { addNode } from './commands.ts'
import { EditableText } from './EditableText.tsx'
import { LabelMenu, StatusMenu, statusText } from './NodeFields.tsx'
import { NodeMenu } from './NodeMenu.tsx'
import { NoScenes } from './NoScenes.tsx'
import { Sparkline } from './Sparkline.tsx'

interface Group {
  /** Null: the book itself. */
  readonly holder: BinderNode | null
  readonly cards: readonly BinderNode[]
}

/** Parts and chapters in reading order, each with the documents right in it. Research stays in the binder. */
const groupsOf = (nodes: readonly BinderNode[]): readonly Group[] => {
  const cardsIn = (id: string | null): readonly BinderNode[] =>
    nodes.filter((node) => node.parentId === id && isDocument(node))
  const loose = cardsIn(null)
  const groups = nodes
    .filter(({ kind }) => kind === 'part' || kind === 'chapter')
    .map((holder) => ({ holder, cards: cardsIn(holder.id) }))
  return loose.length > 0 ? [...groups, { holder: null, cards: loose }] : groups
}

interface CardProps {
  readonly node: BinderNode
  readonly onMenu: (anchor: Element) => void
}

const Card = ({ node, onMenu }: CardProps): ReactElement => {
  const t = useText()
  const words = useBinder((state) => wordsOf(state, node))
  const renaming = useBinder((state) => state.renaming === node.id)
  const more = useRef<HTMLButtonElement>(null)
  const title = nodeLabel(node)
  return (
    <>
      <div
        className={node.label === '' ? 'card-stripe' : `card-stripe label-mark ${node.label}`}
        aria-hidden
      />
      <div className="card-head">
        {node.kind === 'note' && <FileText className="kind-icon" aria-label={t('binder:note')} />}
        <EditableText
          key={renaming ? 'renaming' : 'still'}
          label={t('binder:nameOf')}
          value={node.title}
          placeholder={title}
          className="card-title"
          startEditing={renaming}
          onCommit={(name) => void renameNode(node.id, name)}
          onEnd={() => startRenaming(null)}
        />
        <Button slot="drag" className="drag-handle card-drag" aria-label={t('binder:dragCard', { title })}>
          ⠿
        </Button>
        <Button
          ref={more}
          className="more"
          aria-label={t('binder:menuFor', { title })}
          onPress={() => more.current && onMenu(more.current)}
        >
          <Ellipsis aria-hidden />
        </Button>
      </div>
      <EditableText
        label={t('binder:synopsis')}
        value={node.synopsis}
        placeholder={t('binder:noSynopsis')}
        className="card-synopsis"
        multiline
        maxLength={10_000}
        onCommit={(synopsis) => void describeNodes(new Set([node.id]), { synopsis })}
      />
      <div className="card-foot">
        <StatusMenu node={node} />
        <LabelMenu node={node} />
        {node.pov !== '' && <span className="card-pov">{node.pov}</span>}
        <span className="spacer" />
        {node.kind === 'scene' && <Sparkline sceneId={node.id} />}
        <small>{t('binder:nodeWords', { count: words, formatted: formatNumber(words) })}</small>
      </div>
    </>
  )
}

const Board = (props: {
  readonly group: Group
  readonly onMenu: (anchor: Element, id: string) => void
}): ReactElement => {
  const { group, onMenu } = props
  const t = useText()
  const selected = useBinder((state) => state.selected)
  const dragAndDropHooks = useCardDrag(group.holder?.id ?? null)
  const title = group.holder ? nodeLabel(group.holder) : t('binder:looseCards')
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const card = event.target instanceof HTMLElement && event.target.role === 'row' ? event.target : null
    const id = card?.dataset['key']
    if (!id || (event.key !== 'F2' && event.key !== 'Delete' && event.key !== 'Backspace')) return
    if (event.key === 'F2') startRenaming(id)
    else void removeNodes(selectionWith(id))
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <section className="card-group" onKeyDownCapture={onKeyDown}>
      <h3 className={group.holder?.kind === 'part' ? 'card-group-title of-part' : 'card-group-title'}>
        {title}
        {group.holder && (
          <small>
            {t('binder:nodeWords', {
              count: group.holder.words,
              formatted: formatNumber(group.holder.words),
            })}
          </small>
        )}
      </h3>
      {!(group.holder?.kind === 'part' && group.cards.length === 0) && (
        <GridList
          className="card-grid"
          layout="grid"
          aria-label={t('binder:cardsOf', { title })}
          items={group.cards}
          selectionMode="multiple"
          selectionBehavior="replace"
          keyboardNavigationBehavior="tab"
          selectedKeys={group.cards.filter(({ id }) => selected.has(id)).map(({ id }) => id)}
          onSelectionChange={(keys) =>
            selectNodes(new Set(keys === 'all' ? group.cards.map(({ id }) => id) : [...keys].map(String)))
          }
          onAction={(key) => void openScene(String(key))}
          dragAndDropHooks={dragAndDropHooks}
          renderEmptyState={() => (
            <p className="card-none">
              {t('binder:cardsEmpty')}
              <PlainButton
                look="quiet"
                className="small"
                onPress={() => void addNode('scene', group.holder?.id ?? null)}
              >
                {t('binder:newScene')}
              </PlainButton>
            </p>
          )}
        >
          {(node) => (
            <GridListItem
              id={node.id}
              className="scene-card"
              textValue={t('binder:cardLabel', {
                title: nodeLabel(node),
                status: statusText(node.status, t),
                words: formatNumber(node.words),
              })}
              data-testid="card"
            >
              <Card node={node} onMenu={(anchor) => onMenu(anchor, node.id)} />
            </GridListItem>
          )}
        </GridList>
      )}
    </section>
  )
}

export const Cards = (): ReactElement => {
  const nodes = useBinder((state) => state.nodes)
  const selected = useBinder((state) => state.selected)
  const [menu, setMenu] = useState<{ readonly anchor: Element; readonly id: string } | null>(null)
  const groups = useMemo(() => groupsOf(nodes), [nodes])
  const openMenu = (anchor: Element, id: string): void => {
    if (!selected.has(id)) selectNodes(new Set([id]))
    setMenu({ anchor, id })
  }
  if (groups.length === 0) return <NoScenes />
  return (
    <div className="cards" data-testid="cards">
      {groups.map((group) => (
        <Board key={group.holder?.id ?? 'book'} group={group} onMenu={openMenu} />
      ))}
      {menu && <NodeMenu anchor={menu.anchor} id={menu.id} onClose={() => setMenu(null)} />}
    </div>
  )
}
