// The text before a place in the book: what a model continues, and how far into its scene that place is.
import type { SceneDocument, TreeNode } from '../domain/document.ts'
import { EngineError } from '../domain/errors.ts'
import { blockText } from '../text/plain-text.ts'
import { countWords } from '../text/words.ts'
import type { ProjectStore } from '../store/project-store.ts'

export interface Cursor {
  readonly sceneId: string
  /** The end of the scene without one. */
  readonly blockId?: string | undefined
  /** Characters into the block's plain text; its end without one. */
  readonly offset?: number | undefined
}

export interface TextBefore {
  /** Paragraphs in reading order; the last is the cursor's own, up to the cursor, and may be empty. */
  readonly paragraphs: readonly string[]
  /** Words of the scene before the cursor. */
  readonly wordsBefore: number
  /** The block the cursor stands in; null in a scene without one. */
  readonly blockId: string | null
}

export interface Leaf {
  readonly id: string
  readonly text: string
}

/** Paragraphs and headings, also the empty ones: a cursor may stand there. */
export function* leavesOf(blocks: readonly TreeNode[]): Generator<Leaf> {
  for (const block of blocks) {
    switch (block.type) {
      case 'paragraph':
      case 'heading':
        yield { id: block.attrs.id, text: blockText(block) }
        break
      case 'bulletList':
      case 'orderedList':
      case 'blockquote':
      case 'listItem':
      case 'table':
      case 'tableRow':
      case 'tableHeader':
      case 'tableCell':
        yield* leavesOf(block.content)
        break
      case 'sceneBreak':
      case 'image':
      case 'note':
    }
  }
}

const inScene = (document: SceneDocument, { blockId, offset }: Cursor): readonly Leaf[] => {
  const leaves = [...leavesOf(document.content)]
  if (blockId === undefined) return leaves
  const at = leaves.findIndex((leaf) => leaf.id === blockId)
  const own = leaves[at]
  if (!own)
    throw new EngineError('NOT_FOUND', 'This paragraph is not in the scene as it was saved.', { blockId })
  return [...leaves.slice(0, at), { id: own.id, text: own.text.slice(0, offset ?? own.text.length) }]
}

/** Reads back over earlier scenes until there are `budget` characters. NOT_FOUND. */
export const textBeforeCursor = (
  { binder, scenes }: Pick<ProjectStore, 'binder' | 'scenes'>,
  cursor: Cursor,
  budget: number,
): TextBefore => {
  const own = inScene(scenes.get(cursor.sceneId).document, cursor)
  const texts = own.map(({ text }) => text)
  const paragraphs = texts.length > 0 ? [...texts] : ['']
  const order = binder.tree().filter((node) => node.kind === 'scene')
  let size = paragraphs.reduce((sum, text) => sum + text.length, 0)
  for (let i = order.findIndex((node) => node.id === cursor.sceneId) - 1; i >= 0 && size < budget; i--) {
    const scene = scenes.find(order[i].id)
    const earlier = scene ? [...leavesOf(scene.document.content)].map(({ text }) => text) : []
    paragraphs.unshift(...earlier)
    size += earlier.reduce((sum, text) => sum + text.length, 0)
  }
  return {
    paragraphs,
    wordsBefore: texts.reduce((sum, text) => sum + countWords(text), 0),
    blockId: own.at(-1)?.id ?? null,
  }
}
