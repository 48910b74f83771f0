// Footnotes in HTML: which links refer to one, and what it says. Every format writes them a little differently.
import type { DefaultTreeAdapterTypes as Tree } from 'parse5'
import { attribute, elementsIn, isElement, isText, textOf, type Element, type Node } from './dom.ts'

export interface Notes {
  readonly noteOf: (reference: Element) => string | undefined
  /** Whether this element is a note or holds nothing else: it is not part of the running text. */
  readonly isNote: (element: Element) => boolean
}

const NUMBER = /^\s*[[(]?(?:\d{1,4}|[*†‡§¶]{1,3}|[ivxlc]{1,6})[\])]?\s*$/iu

const isReference = (link: Element): boolean => {
  const type = `${attribute(link, 'epub:type') ?? ''} ${attribute(link, 'role') ?? ''}`
  if (/\b(?:backlink|doc-backlink)\b/u.test(type)) return false
  if (/\bnoteref\b|doc-noteref/u.test(type)) return true
  if (/^(?:footnote|endnote)-ref-/u.test(attribute(link, 'id') ?? '')) return true
  const isRaised =
    (link.parentNode as Partial<Element> | null)?.tagName === 'sup' ||
    link.childNodes.some((child) => isElement(child) && child.tagName === 'sup')
  return isRaised && NUMBER.test(textOf(link))
}

/** Links back to the text, and the number that many formats repeat, are not what the note says. */
const noteText = (note: Element): string => {
  const parts: string[] = []
  const walk = (node: Node): void => {
    if (isText(node)) parts.push(node.value.replace(/\s+/gu, ' '))
    if (!isElement(node)) return
    if (node.tagName === 'br') parts.push('\n')
    if (
      node.tagName === 'a' &&
      (attribute(node, 'href') ?? '').includes('#') &&
      /^\W*\w{0,4}\W*$/u.test(textOf(node))
    )
      return
    const isBlock = /^(?:p|div|li|blockquote)$/u.test(node.tagName)
    if (isBlock && parts.join('').trim() !== '') parts.push('\n')
    node.childNodes.forEach(walk)
  }
  note.childNodes.forEach(walk)
  return parts
    .join('')
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .trim()
}

/** @param byId every element with an id, also of other documents of the same book when the link names them. */
export const findNotes = (
  document: { readonly childNodes: readonly Node[] },
  byId: (href: string) => Element | undefined,
): Notes => {
  const texts = new Map<Element, string>()
  const notes = new Set<Element>()
  for (const link of elementsIn(document)) {
    const href = attribute(link, 'href') ?? ''
    if (link.tagName !== 'a' || !href.includes('#') || !isReference(link)) continue
    const target = byId(href)
    if (!target || target === link) continue
    texts.set(link, noteText(target))
    notes.add(target)
  }
  for (const element of elementsIn(document)) {
    const type = `${attribute(element, 'epub:type') ?? ''} ${attribute(element, 'role') ?? ''}`
    if (/\b(?:footnote|endnote|footnotes|endnotes|doc-footnote|doc-endnotes?)\b/u.test(type))
      notes.add(element)
  }
  const holdsOnlyNotes = (element: Element): boolean => {
    const inside = element.childNodes.filter(
      (node) => isElement(node) || (isText(node) && node.value.trim() !== ''),
    )
    return inside.length > 0 && inside.every((node: Tree.ChildNode) => isElement(node) && notes.has(node))
  }
  return {
    noteOf: (reference) => texts.get(reference),
    isNote: (element) => notes.has(element) || holdsOnlyNotes(element),
  }
}

/** Ids of one document, as links inside it name them. */
export const idsOf = (document: { readonly childNodes: readonly Node[] }): ReadonlyMap<string, Element> => {
  const found = new Map<string, Element>()
  for (const element of elementsIn(document)) {
    const id = attribute(element, 'id')
    if (id !== undefined && !found.has(id)) found.set(id, element)
  }
  return found
}
