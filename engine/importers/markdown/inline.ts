// Markdown phrasing to the manuscript's inline content: marks, breaks, footnotes; what it cannot hold is remarked on.
import type { PhrasingContent, RootContent } from 'mdast'
import type { Inline, Mark } from '../../domain/document.ts'
import type { RemarkList } from '../imported-book.ts'
import { linkMark } from '../link-mark.ts'

export interface InlineContext {
  readonly definitions: Readonly<Record<string, RootContent>>
  readonly remarks: RemarkList
  /** The key of a picture that came with the text, undefined when it is not there. */
  readonly picture: (url: string) => string | undefined
}

const MARK_ORDER = ['link', 'bold', 'italic', 'underline', 'strike', 'code'] as const

const addMark = (marks: readonly Mark[], mark: Mark): Mark[] =>
  [...marks.filter(({ type }) => type !== mark.type), mark].sort(
    (a, b) => MARK_ORDER.indexOf(a.type) - MARK_ORDER.indexOf(b.type),
  )

const withLink = (marks: readonly Mark[], address: string): readonly Mark[] => {
  const link = linkMark(address)
  return link ? addMark(marks, link) : marks
}

const sameMarks = (a: readonly Mark[] = [], b: readonly Mark[] = []): boolean =>
  JSON.stringify(a) === JSON.stringify(b)

/** Joins neighbours with the same marks: the editor and the tests see one canonical form. */
const push = (inlines: Inline[], text: string, marks: readonly Mark[]): void => {
  if (text === '') return
  const last = inlines.at(-1)
  if (last?.type === 'text' && sameMarks(last.marks, marks))
    inlines[inlines.length - 1] = { ...last, text: last.text + text }
  else inlines.push({ type: 'text', text, ...(marks.length > 0 ? { marks } : {}) })
}

/** Plain text of any node, a paragraph a line. */
export const nodeText = (node: RootContent | PhrasingContent): string => {
  if (node.type === 'break') return '\n'
  if ('value' in node) return node.type === 'html' ? '' : node.value.replaceAll('\n', ' ')
  if (!('children' in node)) return ''
  const glue = node.type === 'footnoteDefinition' || node.type === 'blockquote' ? '\n' : ''
  return node.children.map(nodeText).join(glue)
}

export const readInlines = (nodes: readonly PhrasingContent[], context: InlineContext): Inline[] => {
  const inlines: Inline[] = []
  // `<u>` opens and closes as two siblings, possibly at different depths: a state, not a nesting.
  let isUnderlined = false
  const walk = (children: readonly PhrasingContent[], outer: readonly Mark[]): void => {
    for (const node of children) {
      const marks = isUnderlined ? addMark(outer, { type: 'underline' }) : outer
      switch (node.type) {
        case 'text':
          push(inlines, node.value.replace(/[ \t]*\n[ \t]*/gu, ' '), marks)
          break
        case 'emphasis':
          walk(node.children, addMark(outer, { type: 'italic' }))
          break
        case 'strong':
          walk(node.children, addMark(outer, { type: 'bold' }))
          break
        case 'delete':
          walk(node.children, addMark(outer, { type: 'strike' }))
          break
        case 'inlineCode':
          push(inlines, node.value, addMark(marks, { type: 'code' }))
          break
        case 'link':
          walk(node.children, withLink(outer, node.url))
          break
        case 'linkReference': {
          const target = context.definitions[`definition ${node.identifier}`]
          walk(node.children, withLink(outer, target?.type === 'definition' ? target.url : ''))
          break
        }
        case 'footnoteReference': {
          const note = context.definitions[`footnoteDefinition ${node.identifier}`]
          if (note) inlines.push({ type: 'footnote', attrs: { text: nodeText(note).trim() } })
          break
        }
        case 'break':
          inlines.push({ type: 'hardBreak' })
          break
        case 'image':
        case 'imageReference':
          context.remarks.add('images', node.type === 'image' ? node.url : node.identifier)
          push(inlines, node.alt ?? '', marks)
          break
        case 'html': {
          const tag = node.value.trim().toLowerCase()
          if (tag === '<u>') isUnderlined = true
          else if (tag === '</u>') isUnderlined = false
          else if (/^<br\s*\/?>$/u.test(tag)) inlines.push({ type: 'hardBreak' })
          else context.remarks.add('html', node.value)
        }
      }
    }
  }
  walk(nodes, [])
  return inlines
}
