// Search and replace over what is written in dialogues: texts, speakers' free names, directions.
import { completeNode } from '../domain/dialogue/complete-node.ts'
import type { Dialogue, DialogueNode } from '../domain/dialogue/dialogue.ts'
import type { ProjectStore } from '../store/project-store.ts'

export interface SearchWish {
  /** Null: all dialogues. */
  readonly dialogueId: string | null
  readonly query: string
  readonly matchCase: boolean
}

export interface SearchHit {
  readonly dialogueId: string
  readonly nodeId: string
  /** The option, else null. */
  readonly part: string | null
  readonly field: string
  readonly text: string
}

type Store = Pick<ProjectStore, 'dialogues'>

const patternOf = ({ query, matchCase }: SearchWish): RegExp =>
  new RegExp(query.replace(/[\\^$.*+?()[\]{}|/-]/gu, '\\$&'), matchCase ? 'gu' : 'giu')

const dialoguesOf = ({ dialogues }: Store, { dialogueId }: SearchWish): readonly Dialogue[] =>
  dialogueId === null ? dialogues.list() : [dialogues.get(dialogueId)]

type Texts = readonly { readonly part: string | null; readonly field: string; readonly text: string }[]

const textsOf = (node: DialogueNode): Texts => {
  const title = { part: null, field: 'title', text: node.title }
  if (node.kind === 'choice')
    return [title, ...node.options.map(({ id, text }) => ({ part: id, field: 'text', text }))]
  if (node.kind !== 'line') return [title]
  return [
    title,
    { part: null, field: 'speaker', text: node.speaker.characterId === null ? node.speaker.name : '' },
    { part: null, field: 'text', text: node.text },
    { part: null, field: 'direction', text: node.direction },
  ]
}

const changed = (node: DialogueNode, swap: (text: string) => string): DialogueNode => {
  const title = swap(node.title)
  // Ids are never given here: every option keeps its own.
  const whole = (fields: Parameters<typeof completeNode>[2]): DialogueNode =>
    completeNode(node.kind, node.id, fields, () => '', node)
  if (node.kind === 'choice')
    return whole({
      ...node,
      title,
      options: node.options.map((option) => ({ ...option, text: swap(option.text) })),
    })
  if (node.kind !== 'line') return whole({ ...node, title })
  const { characterId, name } = node.speaker
  return whole({
    ...node,
    title,
    speaker: characterId === null ? { characterId, name: swap(name) } : node.speaker,
    text: swap(node.text),
    direction: swap(node.direction),
  })
}

export const findInDialogues = (store: Store, wish: SearchWish): SearchHit[] => {
  const pattern = patternOf(wish)
  return dialoguesOf(store, wish).flatMap((dialogue) =>
    dialogue.nodes.flatMap((node) =>
      textsOf(node)
        .filter(({ text }) => text.search(pattern) >= 0)
        .map((found) => ({ dialogueId: dialogue.id, nodeId: node.id, ...found })),
    ),
  )
}

/** @returns how many places were changed. */
export const replaceInDialogues = (
  store: Store,
  wish: SearchWish & { readonly replacement: string },
): number => {
  const pattern = patternOf(wish)
  let replaced = 0
  const swap = (text: string): string =>
    text.replace(pattern, () => {
      replaced += 1
      return wish.replacement
    })
  for (const dialogue of dialoguesOf(store, wish)) {
    const before = replaced
    const nodes = dialogue.nodes.map((node) =>
      textsOf(node).some(({ text }) => text.search(pattern) >= 0) ? changed(node, swap) : node,
    )
    if (replaced > before) store.dialogues.save({ ...dialogue, nodes })
  }
  return replaced
}
