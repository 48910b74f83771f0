// Dragging in the binder, by mouse and by keyboard: the tree's drops become acts of the engine.
import { isTextDropItem, useDragAndDrop, type DragAndDropHooks } from 'react-aria-components'
import { binderStore, moveNodes, nodeById, nodeLabel, topmost } from './binder-store.ts'
import { dropPlace, mayStand } from './drop-place.ts'

const DRAG_TYPE = 'application/x-arcwright-nodes'

const KEY_TYPE = 'text/plain'
let dragged: ReadonlySet<string> = new Set()

const titleOf = (id: string): string => {
  const node = nodeById(id)
  return node ? nodeLabel(node) : ''
}

export const useBinderDrag = (): DragAndDropHooks => {
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => {
      dragged = new Set(topmost(binderStore.getState().nodes, new Set([...keys].map(String))))
      return [...keys].map((key) => ({
        [DRAG_TYPE]: String(key),
        [KEY_TYPE]: titleOf(String(key)),
      }))
    },
    acceptedDragTypes: [DRAG_TYPE],
    getDropOperation: (target) => {
      if (target.type === 'root') return 'cancel'
      const { nodes } = binderStore.getState()
      const place = dropPlace(nodes, String(target.key), target.dropPosition, dragged)
      return place && mayStand(nodes, dragged, place.parentId) ? 'move' : 'cancel'
    },
    onMove: (event) => {
      const keys = new Set([...event.keys].map(String))
      const { nodes } = binderStore.getState()
      const place = dropPlace(nodes, String(event.target.key), event.target.dropPosition, keys)
      if (place) void moveNodes(keys, place)
    },
    onInsert: (event) => {
      // The same from another window on this project: the keys travel in the drag.
      void Promise.all(event.items.filter(isTextDropItem).map((item) => item.getText(DRAG_TYPE))).then(
        (ids) => {
          const keys = new Set(ids)
          const { nodes } = binderStore.getState()
          const place = dropPlace(nodes, String(event.target.key), event.target.dropPosition, keys)
          if (place) void moveNodes(keys, place)
        },
      )
    },
  })
  return dragAndDropHooks ?? {}
}
