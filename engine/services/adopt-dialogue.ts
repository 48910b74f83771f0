// Gives a dialogue from elsewhere ids of this project: nodes, options and branches, and whatever names them.
import type { Dialogue, DialogueNode, Target } from '../domain/dialogue/dialogue.ts'

/** In reading order of its nodes, so that ids grow with the script. */
export const adoptDialogue = (dialogue: Dialogue, nextId: (prefix: 'n' | 'o') => string): Dialogue => {
  const ids = new Map<string, string>()
  for (const node of dialogue.nodes) {
    ids.set(node.id, nextId('n'))
    if (node.kind === 'choice') for (const { id } of node.options) ids.set(id, nextId('o'))
    if (node.kind === 'random') for (const { id } of node.branches) ids.set(id, nextId('n'))
  }
  const to = (target: Target): Target => (target === null ? null : (ids.get(target) ?? null))
  const own = (id: string): string => ids.get(id) ?? id
  const inside = (source: string): string =>
    source.replace(/visits\(\s*(\w+)\s*\)/gu, (_all, id: string) => `visits(${own(id)})`)
  const adopt = (node: DialogueNode): DialogueNode => {
    const id = own(node.id)
    switch (node.kind) {
      case 'line':
      case 'jump':
      case 'hub':
        return { ...node, id, next: to(node.next) }
      case 'set':
        return { ...node, id, value: inside(node.value), next: to(node.next) }
      case 'condition':
        return { ...node, id, test: inside(node.test), then: to(node.then), next: to(node.next) }
      case 'choice':
        return {
          ...node,
          id,
          next: to(node.next),
          options: node.options.map((option) => ({
            ...option,
            id: own(option.id),
            condition: inside(option.condition),
            next: to(option.next),
          })),
        }
      case 'random':
        return {
          ...node,
          id,
          branches: node.branches.map((branch) => ({ ...branch, id: own(branch.id), next: to(branch.next) })),
        }
      case 'end':
        return { ...node, id }
    }
  }
  return { ...dialogue, startId: to(dialogue.startId), nodes: dialogue.nodes.map(adopt) }
}
