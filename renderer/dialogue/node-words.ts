// What stands on a node of the graph, and where its ways lead: for the drawing, for screen readers, for lists.
import { t } from '../locales/index.ts'
import type { GraphNode } from './dialogue-store.ts'

export const nodeText = (node: GraphNode): string => {
  switch (node.kind) {
    case 'line':
      return node.text === '' ? t('dialogue:emptyLine') : node.text
    case 'choice':
      return node.options.map(({ text }) => text || '…').join(' / ')
    case 'condition':
      return node.test
    case 'set':
      return `${node.variable} = ${node.value}`
    case 'jump':
    case 'hub':
    case 'random':
    case 'end':
      return node.title
  }
}

/** A speaker's name, else the kind. */
export const nodeHeading = (node: GraphNode): string =>
  node.kind === 'line' && node.speaker.name !== '' ? node.speaker.name : t(`dialogue:kind_${node.kind}`)

export interface Way {
  readonly key: string
  readonly target: string | null
}

export const waysOf = (node: GraphNode): readonly Way[] => {
  switch (node.kind) {
    case 'choice':
      return [
        ...node.options.map(({ id, next }) => ({ key: id, target: next })),
        ...(node.next === null ? [] : [{ key: 'next', target: node.next }]),
      ]
    case 'random':
      return node.branches.map(({ id, next }) => ({ key: id, target: next }))
    case 'condition':
      return [
        { key: 'then', target: node.then },
        { key: 'next', target: node.next },
      ]
    case 'end':
      return []
    case 'line':
    case 'set':
    case 'jump':
    case 'hub':
      return [{ key: 'next', target: node.next }]
  }
}
