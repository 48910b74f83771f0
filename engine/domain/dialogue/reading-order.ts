// The order in which a dialogue is read: down each way from the start, then what nothing leads to. Tables follow it.
import { exitsOf, nodesById, optionText, type Dialogue, type DialogueNode } from './dialogue.ts'
import type { LineEmotion, Speaker } from './dialogue.ts'

/** Depth first along the ways out, each node once; nodes that nothing leads to come last, in the order they were made. */
export const readingOrder = (dialogue: Dialogue): readonly DialogueNode[] => {
  const nodes = nodesById(dialogue)
  const seen = new Set<string>()
  const order: DialogueNode[] = []
  const follow = (startId: string): void => {
    const stack = [startId]
    while (stack.length > 0) {
      const node = nodes.get(stack.pop() ?? '')
      if (!node || seen.has(node.id)) continue
      seen.add(node.id)
      order.push(node)
      for (const { target } of exitsOf(node).toReversed()) if (target !== null) stack.push(target)
    }
  }
  if (dialogue.startId !== null) follow(dialogue.startId)
  for (const { id } of dialogue.nodes) follow(id)
  return order
}

/** Something with a text of its own: what translators translate and actors say. */
export interface SpokenLine {
  readonly id: string
  readonly nodeId: string
  readonly kind: 'line' | 'option'
  /** Null of options: the player says them. */
  readonly speaker: Speaker | null
  readonly text: string
  readonly emotion: LineEmotion | null
  readonly direction: string
  readonly tags: readonly string[]
}

export const linesOf = (node: DialogueNode): readonly SpokenLine[] => {
  if (node.kind === 'line') {
    const { id, speaker, text, emotion, direction, tags } = node
    return text === '' ? [] : [{ id, nodeId: id, kind: 'line', speaker, text, emotion, direction, tags }]
  }
  if (node.kind !== 'choice') return []
  return node.options.map((option) => ({
    id: option.id,
    nodeId: node.id,
    kind: 'option',
    speaker: null,
    text: optionText(option),
    emotion: option.emotion,
    direction: '',
    tags: option.tags,
  }))
}

export const spokenLines = (dialogue: Dialogue): readonly SpokenLine[] =>
  readingOrder(dialogue).flatMap(linesOf)
