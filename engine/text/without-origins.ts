// A document as its words alone: where they came from and what was said of them is left out, and what that had cut in
// pieces is one again. For readers and formats that have no place for origins.
import type { Block, SceneDocument } from '../domain/document.ts'

/** Any node of a document, looked at without knowing its type. */
export interface AnyNode {
  readonly type: string
  readonly attrs?: object
  readonly content?: readonly AnyNode[]
  readonly text?: string
  readonly marks?: unknown
  readonly origin?: unknown
  readonly comments?: unknown
}

/** An attribute of a node, undefined where it has none of that name. */
export const attributeOf = (node: AnyNode, name: string): unknown =>
  (node.attrs as Readonly<Record<string, unknown>> | undefined)?.[name]

const sameForm = (one: AnyNode, other: AnyNode): boolean =>
  JSON.stringify([one.marks ?? [], one.comments ?? []]) ===
  JSON.stringify([other.marks ?? [], other.comments ?? []])

const bare = (node: AnyNode, keepsComments: boolean): AnyNode => {
  if (node.content) {
    const content: AnyNode[] = []
    for (const child of node.content.map((each) => bare(each, keepsComments))) {
      const last = content.at(-1)
      if (child.type === 'text' && last?.type === 'text' && sameForm(last, child))
        content[content.length - 1] = { ...last, text: (last.text ?? '') + (child.text ?? '') }
      else content.push(child)
    }
    return { ...node, content }
  }
  if (node.origin === undefined && node.comments === undefined) return node
  const { type, text, marks, comments } = node
  return {
    type,
    ...(text === undefined ? {} : { text }),
    ...(marks === undefined ? {} : { marks }),
    ...(keepsComments && comments !== undefined ? { comments } : {}),
  }
}

const stripped = (document: SceneDocument, keepsComments: boolean): SceneDocument => ({
  ...document,
  // The same node types as before, with fewer text nodes.
  content: document.content.map((block) => bare(block, keepsComments) as unknown as Block),
})

export const withoutOrigins = (document: SceneDocument): SceneDocument => stripped(document, false)

/** For formats that can say what was said of the words. */
export const withCommentsOnly = (document: SceneDocument): SceneDocument => stripped(document, true)
