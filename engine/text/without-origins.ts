// A document as its words alone: where they came from is left out, and what that had cut in pieces is one again. For
// readers and formats that have no place for origins.
import type { Block, SceneDocument } from '../domain/document.ts'

/** Any node of a document, looked at without knowing its type. */
export interface AnyNode {
  readonly type: string
  readonly attrs?: object
  readonly content?: readonly AnyNode[]
  readonly text?: string
  readonly marks?: unknown
  readonly origin?: unknown
}

/** An attribute of a node, undefined where it has none of that name. */
export const attributeOf = (node: AnyNode, name: string): unknown =>
  (node.attrs as Readonly<Record<string, unknown>> | undefined)?.[name]

const sameForm = (one: AnyNode, other: AnyNode): boolean =>
  JSON.stringify(one.marks ?? []) === JSON.stringify(other.marks ?? [])

const bare = (node: AnyNode): AnyNode => {
  if (node.content) {
    const content: AnyNode[] = []
    for (const child of node.content.map(bare)) {
      const last = content.at(-1)
      if (child.type === 'text' && last?.type === 'text' && sameForm(last, child))
        content[content.length - 1] = { ...last, text: (last.text ?? '') + (child.text ?? '') }
      else content.push(child)
    }
    return { ...node, content }
  }
  if (node.origin === undefined) return node
  const { type, text, marks } = node
  return { type, ...(text === undefined ? {} : { text }), ...(marks === undefined ? {} : { marks }) }
}

export const withoutOrigins = (document: SceneDocument): SceneDocument => ({
  ...document,
  // The same node types as before, with fewer text nodes.
  content: document.content.map((block) => bare(block) as unknown as Block),
})
