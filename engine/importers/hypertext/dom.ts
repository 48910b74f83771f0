// Small questions to a parsed HTML tree. Knows nothing of books.
import type { DefaultTreeAdapterTypes as Tree } from 'parse5'

export type Node = Tree.ChildNode
export type Element = Tree.Element

export const isElement = (node: Node): node is Element => 'tagName' in node

export const isText = (node: Node): node is Tree.TextNode => node.nodeName === '#text'

export const attribute = (element: Element, name: string): string | undefined =>
  element.attrs.find((attr) => attr.name === name)?.value

export const classes = (element: Element): readonly string[] =>
  (attribute(element, 'class') ?? '').split(/\s+/u).filter((name) => name !== '')

export const textOf = (node: Node): string => {
  if (isText(node)) return node.value
  if (!isElement(node)) return ''
  if (node.tagName === 'br') return '\n'
  return node.childNodes.map(textOf).join('')
}

/** Depth first, in document order. */
export function* elementsIn(parent: { readonly childNodes: readonly Node[] }): Generator<Element> {
  const waiting = [...parent.childNodes].reverse()
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (!isElement(node)) continue
    yield node
    for (let i = node.childNodes.length - 1; i >= 0; i -= 1) waiting.push(node.childNodes[i])
  }
}
