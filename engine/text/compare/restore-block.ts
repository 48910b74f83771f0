// One block of a document as it was in another version: put back, taken out or brought in. Pure.
import type { Block, SceneDocument } from '../../domain/document.ts'
import { emptyDocument } from '../../domain/empty-document.ts'
import { attributeOf, type AnyNode } from '../without-origins.ts'

const idOf = (node: AnyNode): unknown => attributeOf(node, 'id')

const find = (node: AnyNode, id: string): AnyNode | null => {
  if (idOf(node) === id) return node
  for (const child of node.content ?? []) {
    const found = find(child, id)
    if (found) return found
  }
  return null
}

const replace = (node: AnyNode, id: string, other: AnyNode): AnyNode => {
  if (idOf(node) === id) return other
  return node.content ? { ...node, content: node.content.map((child) => replace(child, id, other)) } : node
}

const topOf = ({ content }: SceneDocument, id: string): Block | undefined =>
  content.find((block) => find(block, id) !== null)

/**
 * The document with that block as the version has it: the same words where it is in both, out where the version has
 * none, behind its neighbour where only the version has it. Null where neither has it.
 */
export const restoreBlock = (
  document: SceneDocument,
  version: SceneDocument,
  blockId: string,
): SceneDocument | null => {
  const here = topOf(document, blockId)
  const there = topOf(version, blockId)
  if (!here && !there) return null
  const put = (content: readonly Block[]): SceneDocument =>
    content.length > 0 ? { ...document, content } : emptyDocument()
  if (here && there) {
    const wanted = find(there, blockId)!
    // A node of this document with one of the same schema in its place.
    const changed = replace(here, blockId, wanted) as unknown as Block
    return put(document.content.map((block) => (block === here ? changed : block)))
  }
  if (here) {
    const whole = version.content.find((block) => block.attrs.id === here.attrs.id)
    return put(document.content.flatMap((block) => (block === here ? (whole ?? []) : [block])))
  }
  const at = version.content.indexOf(there!)
  if (document.content.some((block) => block.attrs.id === there!.attrs.id))
    return put(document.content.map((block) => (block.attrs.id === there!.attrs.id ? there! : block)))
  const neighbours = new Set(version.content.slice(0, at).map((block) => block.attrs.id))
  const after = document.content.findLastIndex((block) => neighbours.has(block.attrs.id))
  return put(document.content.toSpliced(after + 1, 0, there!))
}
