// One parsed HTML document to headings, breaks and blocks. Where the document came from is the importers' business.
import type { Block, FigureSize, Inline, List, ListItem, Paragraph } from '../../domain/document.ts'
import { newId } from '../../domain/ids.ts'
import type { BookItem } from '../book-items.ts'
import type { RemarkList } from '../imported-book.ts'
import { isSceneBreak } from '../scene-break.ts'
import { tableOfRows, type ReadCell } from '../table-of-rows.ts'
import { attribute, classes, elementsIn, isElement, isText, textOf, type Element } from './dom.ts'
import type { Notes } from './notes.ts'
import type { CommentMarks } from './comment-marks.ts'
import { InlineReader } from './read-inlines.ts'

export interface HypertextContext {
  readonly remarks: RemarkList
  readonly notes: Notes
  /** Keeps a picture and gives its key; undefined when it is not in the file. */
  readonly picture: (image: Element) => string | undefined
  /** Arcwright's own file: its classes say exactly what is what. */
  readonly isOwn: boolean
  /** Whether a line of ornaments means a new scene; our own files say so by class or style. */
  readonly guessesBreaks: boolean
  /** White space means what it says: the file came from a program that does not collapse it. */
  readonly isExact?: boolean
  /** Where the text carries marks of comments. */
  readonly comments?: CommentMarks
}

const SKIPPED = new Set(
  'script style template noscript head nav iframe object embed svg math audio video form'.split(' '),
)
const BLOCKS = new Set(
  'p div section article main body header footer aside h1 h2 h3 h4 h5 h6 blockquote ul ol dl dt dd li hr figure figcaption table pre center address details summary fieldset'.split(
    ' ',
  ),
)
const OWN_DEPTH: Readonly<Record<string, number>> = { part: 1, chapter: 2, loose: 2 }
const SCENE_DEPTH = 3
const MAX_SPAN = 50

/** Our own files say how wide a figure is. */
const sizeIn = (names: readonly string[]): FigureSize | undefined =>
  names.includes('small') ? 'small' : names.includes('half') ? 'half' : undefined

const withContent = (content: readonly Inline[]): { content?: readonly Inline[] } =>
  content.length > 0 ? { content } : {}

const paragraph = (content: readonly Inline[]): Paragraph => ({
  type: 'paragraph',
  attrs: { id: newId() },
  ...withContent(content),
})

const inlineText = (content: readonly Inline[]): string =>
  content
    .map((inline) => (inline.type === 'text' ? inline.text : inline.type === 'hardBreak' ? '\n' : ''))
    .join('')

const isPre = (element: Element): boolean =>
  element.tagName === 'pre' || /white-space\s*:\s*pre/u.test(attribute(element, 'style') ?? '')

const blockHolders = new WeakMap<Element, boolean>()

/** Asked on every level of the tree, so remembered. */
const hasBlocks = (element: Element): boolean => {
  const known = blockHolders.get(element)
  if (known !== undefined) return known
  const found = element.childNodes.some(
    (child) => isElement(child) && (BLOCKS.has(child.tagName) || hasBlocks(child)),
  )
  blockHolders.set(element, found)
  return found
}

export const readHypertext = (body: Element, context: HypertextContext): BookItem[] => {
  const items: BookItem[] = []
  const isExact = context.isExact === true
  const inlineContext = {
    noteOf: context.notes.noteOf,
    onImage: (image: Element) => context.remarks.add('images', attribute(image, 'src') ?? ''),
    ...(context.comments ? { comments: context.comments } : {}),
  }
  const block = (one: Block): void => void items.push({ kind: 'block', block: one })

  const inlinesOf = (element: Element): Inline[] => {
    const reader = new InlineReader(inlineContext)
    const isPreformatted = isExact || isPre(element)
    for (const child of element.childNodes) reader.read(child, [], isPreformatted)
    return reader.take(isPreformatted)
  }

  /** What may stand in a quote or a list item: paragraphs and lists; anything else becomes those. */
  const simple = (element: Element): (Paragraph | List)[] => {
    const found: (Paragraph | List)[] = []
    const reader = new InlineReader(inlineContext)
    const flush = (): void => {
      const content = reader.take(isExact)
      if (content.length > 0) found.push(paragraph(content))
    }
    for (const child of element.childNodes) {
      if (!isElement(child) || (!BLOCKS.has(child.tagName) && !hasBlocks(child))) {
        reader.read(child, [], isExact)
        continue
      }
      flush()
      if (context.notes.isNote(child)) continue
      if (child.tagName === 'ul' || child.tagName === 'ol') found.push(list(child))
      else if (hasBlocks(child)) found.push(...simple(child))
      else {
        const content = inlinesOf(child)
        if (content.length > 0) found.push(paragraph(content))
      }
    }
    flush()
    return found
  }

  const list = (element: Element): List => ({
    type: element.tagName === 'ol' ? 'orderedList' : 'bulletList',
    attrs: { id: newId() },
    content: element.childNodes.flatMap((child): ListItem[] => {
      if (!isElement(child) || context.notes.isNote(child)) return []
      const content = simple(child)
      return [{ type: 'listItem', content: content.length > 0 ? content : [paragraph([])] }]
    }),
  })

  const image = (element: Element, caption: string, size?: FigureSize): void => {
    const mediaId = context.picture(element)
    const alt = (attribute(element, 'alt') ?? '').slice(0, 2000)
    if (mediaId !== undefined)
      block({
        type: 'image',
        attrs: {
          id: newId(),
          mediaId,
          alt,
          caption: caption.slice(0, 2000),
          ...(size === undefined ? {} : { size }),
        },
      })
    else {
      context.remarks.add('images', attribute(element, 'src') ?? '')
      if (caption !== '') block(paragraph([{ type: 'text', text: caption }]))
    }
  }

  /** Of bookmarks and comments: it shows nothing. */
  const isAnchor = (node: Element): boolean => node.tagName === 'a' && node.childNodes.length === 0

  const onlyImage = (element: Element): Element | undefined => {
    const inside = element.childNodes.filter(
      (node) => (isElement(node) && !isAnchor(node)) || (isText(node) && node.value.trim() !== ''),
    )
    const [only] = inside
    if (inside.length !== 1 || !isElement(only)) return undefined
    return only.tagName === 'img'
      ? only
      : ['span', 'a', 'div'].includes(only.tagName)
        ? onlyImage(only)
        : undefined
  }

  const heading = (element: Element, section: string): void => {
    const content = inlinesOf(element)
    const text = inlineText(content).trim()
    if (text === '') return
    const own = classes(element)
    const level = context.isOwn ? own.find((name) => /^heading-[123]$/u.test(name))?.at(-1) : undefined
    if (level !== undefined) {
      block({
        type: 'heading',
        attrs: { id: newId(), level: Number(level) as 1 | 2 | 3 },
        ...withContent(content),
      })
      return
    }
    const depth = !context.isOwn
      ? Number(element.tagName[1])
      : own.includes('scene-title')
        ? SCENE_DEPTH
        : (OWN_DEPTH[section] ?? 2)
    items.push({ kind: 'heading', depth, text, content })
  }

  const textBlock = (element: Element): void => {
    const only = onlyImage(element)
    if (only) {
      for (const each of elementsIn(element))
        if (isAnchor(each)) context.comments?.meet(attribute(each, 'id') ?? '', undefined)
      image(only, '')
      return
    }
    const content = inlinesOf(element)
    if (content.length === 0) return
    const names = classes(element)
    const last = items.at(-1)
    if (names.includes('book-author') || names.includes('book-front')) return
    if (names.includes('book-title')) {
      items.push({ kind: 'heading', depth: 0, text: inlineText(content).trim(), content })
      return
    }
    if (names.includes('caption') && last?.kind === 'block' && last.block.type === 'image') {
      const attrs = { ...last.block.attrs, caption: inlineText(content).slice(0, 2000) }
      items[items.length - 1] = { kind: 'block', block: { type: 'image', attrs } }
    } else if (names.includes('pause')) block({ type: 'sceneBreak', attrs: { id: newId() } })
    else if (names.includes('scene-break') || (context.guessesBreaks && isSceneBreak(inlineText(content))))
      items.push({ kind: 'break' })
    else block(paragraph(content))
  }

  const figure = (element: Element): void => {
    const caption = element.childNodes.find((child) => isElement(child) && child.tagName === 'figcaption')
    const words = caption ? textOf(caption).replace(/\s+/gu, ' ').trim() : ''
    const picture = element.childNodes
      .filter(isElement)
      .map((child) => (child.tagName === 'img' ? child : onlyImage(child)))
      .find((found) => found !== undefined)
    if (picture) image(picture, words, sizeIn(classes(element)))
    else element.childNodes.forEach((child) => isElement(child) && walk(child, ''))
  }

  const isPullQuote = (element: Element): boolean => classes(element).includes('pull-quote')

  const quote = (element: Element): void => {
    const content = simple(element)
    const pull = isPullQuote(element) ? ({ pull: true } as const) : {}
    if (content.length > 0) block({ type: 'blockquote', attrs: { id: newId(), ...pull }, content })
  }

  const rowsOf = (parent: Element): Element[] =>
    parent.childNodes.filter(isElement).flatMap((child) => (child.tagName === 'tr' ? [child] : rowsOf(child)))

  const paragraphsOf = (blocks: readonly (Paragraph | List)[]): Paragraph[] =>
    blocks.flatMap((one) =>
      one.type === 'paragraph' ? [one] : one.content.flatMap((item) => paragraphsOf(item.content)),
    )

  const spanOf = (cell: Element, name: 'colspan' | 'rowspan'): number =>
    Math.min(MAX_SPAN, Math.max(1, Math.trunc(Number(attribute(cell, name) ?? 1)) || 1))

  const cellsOf = (row: Element): ReadCell[] =>
    row.childNodes.filter(isElement).map((cell) => ({
      isHeader: cell.tagName === 'th',
      content: paragraphsOf(simple(cell)),
      span: { colspan: spanOf(cell, 'colspan'), rowspan: spanOf(cell, 'rowspan') },
    }))

  /** Pages of old are laid out with tables: what holds headings or tables is no table of the text. */
  const isLayout = (element: Element): boolean =>
    [...elementsIn(element)].some(({ tagName }) => /^(?:h[1-6]|table|img|hr|figure)$/u.test(tagName))

  const table = (element: Element): void => {
    const rows = isLayout(element) ? [] : rowsOf(element).map(cellsOf)
    const found = tableOfRows(rows.filter(({ length }) => length > 0))
    if (found) block(found)
    else {
      context.remarks.add('tables', textOf(element))
      for (const row of rowsOf(element))
        for (const cell of row.childNodes.filter(isElement)) container(cell, '')
    }
  }

  const walk = (element: Element, section: string): void => {
    if (SKIPPED.has(element.tagName) || context.notes.isNote(element)) return
    switch (element.tagName) {
      case 'h1':
      case 'h2':
      case 'h3':
      case 'h4':
      case 'h5':
      case 'h6':
        heading(element, section)
        return
      case 'hr':
        if (context.isOwn && !classes(element).includes('scene'))
          block({ type: 'sceneBreak', attrs: { id: newId() } })
        else items.push({ kind: 'break' })
        return
      case 'ul':
      case 'ol': {
        const found = list(element)
        if (found.content.length > 0) block(found)
        return
      }
      case 'blockquote':
        quote(element)
        return
      case 'aside':
        if (!isPullQuote(element)) break
        quote(element)
        return
      case 'figure':
        figure(element)
        return
      case 'img':
        image(element, '')
        return
      case 'table':
        table(element)
        return
      case 'details':
        // What is said in a recording of our own file is no part of the text.
        if (context.isOwn && classes(element).includes('said')) return
        break
      case 'header':
        // The title page of our own file repeats what the head says.
        if (context.isOwn) return
    }
    if (!hasBlocks(element)) {
      textBlock(element)
      return
    }
    container(element, classes(element).find((name) => name in OWN_DEPTH) ?? section)
  }

  /** Blocks one by one; what stands loose between them becomes paragraphs. */
  const container = (element: Element, section: string): void => {
    const reader = new InlineReader(inlineContext)
    const flush = (): void => {
      const content = reader.take(isExact)
      if (content.length > 0) block(paragraph(content))
    }
    for (const child of element.childNodes) {
      const isBlock =
        isElement(child) && (BLOCKS.has(child.tagName) || SKIPPED.has(child.tagName) || hasBlocks(child))
      const isPicture = isElement(child) && child.tagName === 'img'
      if (!isBlock && !isPicture) {
        reader.read(child, [], isExact)
        continue
      }
      flush()
      walk(child, section)
    }
    flush()
  }

  container(body, classes(body).find((name) => name in OWN_DEPTH) ?? '')
  return items
}
