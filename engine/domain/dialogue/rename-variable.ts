// A variable's new name in every expression of a node; texts within quotes and names of nodes stay.
import type { DialogueNode } from './dialogue.ts'

const renameIn = (source: string, was: string, name: string): string =>
  source.replace(/"[^"]*"|visits\s*\([^)]*\)|[A-Za-z][A-Za-z0-9_]*/gu, (word) => (word === was ? name : word))

export const renameInNode = (node: DialogueNode, was: string, name: string): DialogueNode => {
  const inside = (source: string): string => renameIn(source, was, name)
  switch (node.kind) {
    case 'condition':
      return { ...node, test: inside(node.test) }
    case 'set':
      return {
        ...node,
        variable: node.variable === was ? name : node.variable,
        value: inside(node.value),
      }
    case 'choice':
      return {
        ...node,
        options: node.options.map((option) => ({ ...option, condition: inside(option.condition) })),
      }
    case 'line':
    case 'jump':
    case 'hub':
    case 'random':
    case 'end':
      return node
  }
}
