// Dragging in the binder and among cards, by mouse and by keyboard: drops become acts of the engine.
import {
  isTextDropItem,
  useDragAndDrop,
  type DragAndDropHooks,
  type DragAndDropOptions,
  type DropItem,
} from 'react-aria-components'
import { moveNodes } from './binder-acts.ts'
import { binderStore, nodeById, nodeLabel, topmost } from './binder-store.ts'
import { dropPlace, mayStand, type DropPlace } from './drop-place.ts'

const DRAG_TYPE = 'application/x-arcwright-nodes'
const KEY_TYPE = 'text/plain'
let dragged: ReadonlySet<string> = new Set()

const titleOf = (id: string): string => {
  const node = nodeById(id)
  return node ? nodeLabel(node) : ''
}

type Keys = Iterable<string | number>
interface Target {
  readonly key: string | number
  readonly dropPosition: 'before' | 'after' | 'on'
}

const getItems = (keys: Keys) => {
  const ids = [...keys].map(String)
  dragged = new Set(topmost(binderStore.getState().nodes, new Set(ids)))
  return ids.map((id) => ({ [DRAG_TYPE]: id, [KEY_TYPE]: titleOf(id) }))
}

const drop = (ids: readonly string[], target: Target): void => {
  const keys = new Set(ids)
  const place = dropPlace(binderStore.getState().nodes, String(target.key), target.dropPosition, keys)
  if (place) void moveNodes(keys, place)
}

/** The keys travel in the drag: it may come from another list, or from another window on this project. */
const idsIn = (items: readonly DropItem[]): Promise<string[]> =>
  Promise.all(items.filter(isTextDropItem).map((item) => item.getText(DRAG_TYPE)))

const fits = (place: DropPlace | null): 'move' | 'cancel' =>
  place && mayStand(binderStore.getState().nodes, dragged, place.parentId) ? 'move' : 'cancel'

const inserted: Pick<DragAndDropOptions, 'onInsert'> = {
  onInsert: (event) => void idsIn(event.items).then((ids) => drop(ids, event.target)),
}

/** For the tree: drops go between lines, or onto what may hold them. */
export const useBinderDrag = (): DragAndDropHooks => {
  const { dragAndDropHooks } = useDragAndDrop({
    getItems,
    acceptedDragTypes: [DRAG_TYPE],
    getDropOperation: (target) =>
      target.type === 'root'
        ? 'cancel'
        : fits(dropPlace(binderStore.getState().nodes, String(target.key), target.dropPosition, dragged)),
    onMove: (event) => drop([...event.keys].map(String), event.target),
    ...inserted,
  })
  return dragAndDropHooks ?? {}
}

/** For the cards of one holder: drops go between cards, or behind the last. @param parentId null is the book. */
export const useCardDrag = (parentId: string | null): DragAndDropHooks => {
  const { dragAndDropHooks } = useDragAndDrop({
    getItems,
    acceptedDragTypes: [DRAG_TYPE],
    getDropOperation: (target) =>
      target.type === 'item' && target.dropPosition === 'on' ? 'cancel' : fits({ parentId }),
    onReorder: (event) => drop([...event.keys].map(String), event.target),
    onRootDrop: (event) => void idsIn(event.items).then((ids) => moveNodes(new Set(ids), { parentId })),
    ...inserted,
  })
  return dragAndDropHooks ?? {}
}
