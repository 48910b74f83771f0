// The menu of one binder line or card: everything that can be done with it, or with all that is selected with it.
import { useMemo, type ReactElement } from 'react'
import { shortcutOf } from '../commands/keymap.ts'
import { Menu, MenuItem, MenuPopover, MenuSeparator } from '../ui/index.ts'
import { useText } from '../locales/index.ts'
import { addNode } from './commands.ts'
import { convertNodes, duplicateNodes, mergeNodes, nudgeNodes, removeNodes } from './binder-acts.ts'
import { nodeById, nodeLabel, selectionWith, startRenaming } from './binder-store.ts'
import { openDetails } from './board-store.ts'

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
  const ids = selectionWith(id)
  const several = ids.size > 1 && [...ids].every((other) => nodeById(other)?.kind === node?.kind)
  return (
    <MenuPopover
      triggerRef={triggerRef}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      placement="bottom start"
    >
      <Menu aria-label={t('binder:menuFor', { title })} onClose={onClose} autoFocus="first">
        <MenuItem
          writes
          id="rename"
          label={t('binder:rename')}
          shortcut={shortcutOf('binder.rename')}
          onAction={() => setTimeout(() => startRenaming(id))}
        />
        <MenuItem
          writes
          id="details"
          label={t('binder:details')}
          shortcut={shortcutOf('binder.details')}
          onAction={() => setTimeout(() => openDetails(ids))}
        />
        <MenuSeparator />
        <MenuItem writes id="scene" label={t('binder:newScene')} onAction={() => void addNode('scene', id)} />
        <MenuItem
          writes
          id="chapter"
          label={t('binder:newChapter')}
          onAction={() => void addNode('chapter', id)}
        />
        <MenuItem writes id="part" label={t('binder:newPart')} onAction={() => void addNode('part', id)} />
        <MenuItem writes id="note" label={t('binder:newNote')} onAction={() => void addNode('note', id)} />
        <MenuItem
          writes
          id="folder"
          label={t('binder:newFolder')}
          onAction={() => void addNode('folder', id)}
        />
        <MenuSeparator />
        <MenuItem
          writes
          id="duplicate"
          label={t('binder:duplicate')}
          onAction={() => void duplicateNodes(ids)}
        />
        <MenuItem
          writes
          id="merge"
          label={t('binder:merge')}
          isDisabled={!several}
          onAction={() => void mergeNodes(ids)}
        />
        {node?.kind === 'scene' && (
          <MenuItem
            writes
            id="to-note"
            label={t('binder:toNote')}
            onAction={() => void convertNodes(ids, 'note')}
          />
        )}
        {node?.kind === 'note' && (
          <MenuItem
            writes
            id="to-scene"
            label={t('binder:toScene')}
            onAction={() => void convertNodes(ids, 'scene')}
          />
        )}
        <MenuItem
          writes
          id="up"
          label={t('binder:moveUp')}
          shortcut={shortcutOf('binder.moveUp')}
          onAction={() => void nudgeNodes(ids, -1)}
        />
        <MenuItem
          writes
          id="down"
          label={t('binder:moveDown')}
          shortcut={shortcutOf('binder.moveDown')}
          onAction={() => void nudgeNodes(ids, 1)}
        />
        <MenuSeparator />
        <MenuItem
          writes
          id="remove"
          danger
          label={t('binder:remove')}
          onAction={() => void removeNodes(ids)}
        />
      </Menu>
    </MenuPopover>
  )
}
