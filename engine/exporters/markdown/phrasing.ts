// Inline content to Markdown phrasing: flat marks become nested ones. Knows no blocks.
import type { PhrasingContent } from 'mdast'
import type { Inline, Mark } from '../../domain/document.ts'
import { printable } from '../printable.ts'

/** Outermost first. Code is innermost: nothing can stand in it. */
const NESTING = ['link', 'bold', 'italic', 'strike', 'underline', 'code'] as const

interface Piece {
  readonly marks: readonly Mark[]
  readonly node: PhrasingContent
}

const markOf = (piece: Piece, type: Mark['type']): Mark | undefined =>
  piece.marks.find((mark) => mark.type === type)

const wrap = (mark: Mark, pieces: readonly Piece[], children: PhrasingContent[]): PhrasingContent[] => {
  switch (mark.type) {
    case 'link':
      return mark.attrs?.href ? [{ type: 'link', url: printable(mark.attrs.href), children }] : children
    case 'bold':
      return [{ type: 'strong', children }]
    case 'italic':
      return [{ type: 'emphasis', children }]
    case 'strike':
      return [{ type: 'delete', children }]
    case 'underline':
      return [{ type: 'html', value: '<u>' }, ...children, { type: 'html', value: '</u>' }]
    case 'code':
      return [
        { type: 'inlineCode', value: pieces.map(({ node }) => ('value' in node ? node.value : '')).join('') },
      ]
  }
}

const nest = (pieces: readonly Piece[], level: number): PhrasingContent[] => {
  const type = NESTING[level]
  if (type === undefined) return joinTexts(pieces.map(({ node }) => node))
  const nodes: PhrasingContent[] = []
  for (let from = 0; from < pieces.length;) {
    const mark = markOf(pieces[from], type)
    let to = from + 1
    while (to < pieces.length && JSON.stringify(markOf(pieces[to], type)) === JSON.stringify(mark)) to += 1
    const run = pieces.slice(from, to)
    const children = nest(run, level + 1)
    nodes.push(...(mark ? wrap(mark, run, children) : children))
    from = to
  }
  return nodes
}

const joinTexts = (nodes: readonly PhrasingContent[]): PhrasingContent[] => {
  const joined: PhrasingContent[] = []
  for (const node of nodes) {
    const last = joined.at(-1)
    if (node.type === 'text' && last?.type === 'text')
      joined[joined.length - 1] = { type: 'text', value: last.value + node.value }
    else joined.push(node)
  }
  return joined
}

/** Breaks at either end have no meaning in Markdown, and none in print. */
const trimBreaks = (pieces: readonly Piece[]): readonly Piece[] => {
  const isBreak = (piece: Piece): boolean => piece.node.type === 'break'
  const from = pieces.findIndex((piece) => !isBreak(piece))
  return from === -1 ? [] : pieces.slice(from, pieces.findLastIndex((piece) => !isBreak(piece)) + 1)
}

/** @param footnote registers a note's text and gives its identifier. */
export const toPhrasing = (
  content: readonly Inline[] = [],
  footnote: (text: string) => string,
): PhrasingContent[] => {
  const pieces = content.flatMap((inline): Piece[] => {
    switch (inline.type) {
      case 'text':
        return printable(inline.text)
          .split('\n')
          .flatMap((line, i): Piece[] => [
            ...(i === 0 ? [] : [{ marks: [], node: { type: 'break' } } as const]),
            ...(line === ''
              ? []
              : [{ marks: inline.marks ?? [], node: { type: 'text', value: line } } as const]),
          ])
      case 'hardBreak':
        return [{ marks: [], node: { type: 'break' } }]
      case 'footnote': {
        const identifier = footnote(inline.attrs.text)
        return [{ marks: [], node: { type: 'footnoteReference', identifier, label: identifier } }]
      }
    }
  })
  return nest(trimBreaks(pieces), 0)
}
