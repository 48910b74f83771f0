// One line of the binder: its name (editable in place), its words, a scene's feeling, and the door to its menu.
import { ChevronRight, Ellipsis, FileText, Folder, GripVertical } from 'lucide-react'
import { memo, useEffect, useRef, useState, type ReactElement } from 'react'
import { Button, TreeItemContent } from 'react-aria-components'
import { SceneDraft } from '../history/DraftMark.tsx'
import { formatNumber, useText } from '../locales/index.ts'
import { renameNode } from './binder-acts.ts'
import { nodeLabel, startRenaming, useBinder, wordsOf, type BinderNode } from './binder-store.ts'
import { LabelMark, statusText } from './NodeFields.tsx'
import { Sparkline } from './Sparkline.tsx'

const NameField = ({ node }: { readonly node: BinderNode }): ReactElement => {
  const t = useText()
  const [name, setName] = useState(node.title)
  const input = useRef<HTMLInputElement>(null)
  const done = useRef(false)
  useEffect(() => {
    input.current?.focus()
    input.current?.select()
  }, [])
  const finish = (keep: boolean): void => {
    if (done.current) return
    done.current = true
    if (keep) void renameNode(node.id, name)
    else startRenaming(null)
  }
  /** Ended by a key: the line has the focus again, for the next key. */
  const finishByKey = (keep: boolean): void => {
    const row = input.current?.closest<HTMLElement>('[role="row"]')
    finish(keep)
    requestAnimationFrame(() => row?.focus())
  }
  return (
    <input
      ref={input}
      className="input node-name"
      aria-label={t('binder:nameOf')}
      data-testid="rename-input"
      value={name}
      onChange={(event) => setName(event.target.value)}
      onBlur={() => finish(true)}
      onPointerDown={(event) => event.stopPropagation()}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.nativeEvent.isComposing) return
        if (event.key === 'Enter') finishByKey(true)
        if (event.key === 'Escape') finishByKey(false)
      }}
    />
  )
}

const NodeWords = ({ node }: { readonly node: BinderNode }): ReactElement => {
  const t = useText()
  const words = useBinder((state) => wordsOf(state, node))
  return (
    <small
      className="node-words"
      aria-label={t('binder:nodeWords', { count: words, formatted: formatNumber(words) })}
    >
      {words > 0 ? formatNumber(words) : ''}
    </small>
  )
}

interface BinderRowProps {
  readonly node: BinderNode
  readonly onMenu: (anchor: Element) => void
}

/** A line is drawn anew with every selection; what stands in it only where the node is another. */
const NodeLine = memo(({ node, onMenu }: BinderRowProps): ReactElement => {
  const t = useText()
  const renaming = useBinder((state) => state.renaming === node.id)
  const more = useRef<HTMLButtonElement>(null)
  if (renaming) return <NameField node={node} />
  return (
    <>
      {node.kind === 'note' && <FileText className="kind-icon" aria-label={t('binder:note')} />}
      {node.kind === 'folder' && <Folder className="kind-icon" aria-label={t('binder:folder')} />}
      <LabelMark label={node.label} />
      <SceneDraft sceneId={node.id} />
      <span className={node.title === '' ? 'node-title untitled' : 'node-title'}>{nodeLabel(node)}</span>
      {node.status !== 'none' && (
        <i
          className={`status-dot ${node.status}`}
          role="img"
          aria-label={statusText(node.status, t)}
          title={statusText(node.status, t)}
        />
      )}
      {node.kind === 'scene' && <Sparkline sceneId={node.id} />}
      <NodeWords node={node} />
      <Button
        ref={more}
        className="more"
        aria-label={t('binder:menuFor', { title: nodeLabel(node) })}
        onPress={() => more.current && onMenu(more.current)}
      >
        <Ellipsis aria-hidden />
      </Button>
    </>
  )
})
NodeLine.displayName = 'NodeLine'

/**
 * What changes while one writes is watched inside the line, never here: an item of the tree that renders anew makes the
 * whole collection, and every row with it, render anew.
 */
export const BinderRow = ({ node, onMenu }: BinderRowProps): ReactElement => (
  <TreeItemContent>
    {({ hasChildItems, level }) => (
      <div className={`node ${node.kind}`} style={{ paddingInlineStart: (level - 1) * 13 }}>
        <Button slot="drag" className="drag-handle">
          <GripVertical aria-hidden />
        </Button>
        {hasChildItems ? (
          <Button slot="chevron" className="chevron">
            <ChevronRight aria-hidden />
          </Button>
        ) : (
          <span className="chevron" />
        )}
        <NodeLine node={node} onMenu={onMenu} />
      </div>
    )}
  </TreeItemContent>
)
