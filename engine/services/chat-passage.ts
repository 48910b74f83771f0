// The stretch of a scene that a question is about, with the ids of its blocks.
import type { Inputs } from '../contract/index.ts'
import type { Passage } from '../domain/chat.ts'
import { EngineError } from '../domain/errors.ts'
import type { ProjectStore } from '../store/project-store.ts'
import { leavesOf, type Leaf } from './text-before-cursor.ts'

type Selection = NonNullable<Inputs['chat']['ask']['selection']>

const indexOf = (leaves: readonly Leaf[], blockId: string): number => {
  const at = leaves.findIndex(({ id }) => id === blockId)
  if (at >= 0) return at
  throw new EngineError('NOT_FOUND', 'This paragraph is not in the scene as it was saved.', { blockId })
}

const selected = (leaves: readonly Leaf[], selection: Selection): Passage['paragraphs'] => {
  const [first, last] = [indexOf(leaves, selection.fromBlockId), indexOf(leaves, selection.toBlockId)]
  return leaves.slice(first, last + 1).map(({ id, text }, at) => {
    const from = at === 0 ? Math.min(selection.from ?? 0, text.length) : 0
    const to = at === last - first ? (selection.to ?? text.length) : text.length
    return { blockId: id, from, text: text.slice(from, to) }
  })
}

/**
 * The selection; without one the whole scene, or its last paragraph where only the place counts. A selection of nothing
 * but space is none. NOT_FOUND.
 */
export const passageOf = (
  { scenes }: Pick<ProjectStore, 'scenes'>,
  sceneId: string,
  selection: Selection | undefined,
  on: 'passage' | 'place',
): Passage => {
  const leaves = [...leavesOf(scenes.get(sceneId).document.content)]
  if (selection) return { sceneId, paragraphs: selected(leaves, selection) }
  const meant = on === 'place' ? leaves.slice(-1) : leaves.filter(({ text }) => text.trim() !== '')
  return { sceneId, paragraphs: meant.map(({ id, text }) => ({ blockId: id, from: 0, text })) }
}

export const textOfPassage = ({ paragraphs }: Passage): string =>
  paragraphs
    .map(({ text }) => text)
    .join('\n\n')
    .trim()
