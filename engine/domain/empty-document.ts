// The text of a scene that nobody has written yet.
import type { SceneDocument } from './document.ts'
import { newId } from './ids.ts'

/** One empty paragraph: a scene's content is never empty. */
export const emptyDocument = (): SceneDocument => ({
  type: 'doc',
  content: [{ type: 'paragraph', attrs: { id: newId() } }],
})
