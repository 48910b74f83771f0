// The menu of one binder line: everything that can be done with it.
import { useMemo, type ReactElement } from 'react'
import { Menu, MenuItem, MenuPopover, MenuSeparator } from '../ui/index.ts'
import { useText } from '../locales/index.ts'
import { addNode } from './commands.ts'
import { binderStore, nodeById, nodeLabel, nudgeNode, removeNodes, startRenaming } from './binder-store.ts'

export const NodeMenu = (props: {
  readonly anchor: Element
  readonly id: string
  readonly onClose: () => void
}): ReactElement => {
  const { anchor, id, onClose } = props
  const t = useText()
  const triggerRef = useMemo(() => ({ current: anchor }), [anchor])
  const node = nodeById(id)
  const title = node ? nodeLabel(node) : ''
  return (
    <MenuPopover
      triggerRef={triggerRef}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      placement="bottom start"
    >
      <Menu aria-label={t('binder:menuFor', { title })} onClose={onClose} autoFocus="first">
        <MenuItem
          id="rename"
          label={t('binder:rename')}
          shortcut="F2"
          onAction={() => setTimeout(() => startRenaming(id))}
        />
        <MenuSeparator />
        <MenuItem id="scene" label={t('binder:newScene')} onAction={() => void addNode('scene', id)} />
        <MenuItem id="chapter" label={t('binder:newChapter')} onAction={() => void addNode('chapter', id)} />
        <MenuItem id="part" label={t('binder:newPart')} onAction={() => void addNode('part', id)} />
        <MenuSeparator />
        <MenuItem id="up" label={t('binder:moveUp')} onAction={() => void nudgeNode(id, -1)} />
        <MenuItem id="down" label={t('binder:moveDown')} onAction={() => void nudgeNode(id, 1)} />
        <MenuSeparator />
        <MenuItem
          id="remove"
          danger
          label={t('binder:remove')}
          onAction={() => {
            const { selected } = binderStore.getState()
            void removeNodes(selected.has(id) ? selected : new Set([id]))
          }}
        />
      </Menu>
    </MenuPopover>
  )
}
