// Writes the book as Fountain, for those who make a script of it: parts and chapters are sections, scenes have headings
// and synopses, paragraphs are action. Syntax: fountain.io, version 1.1.
import type { Block, Inline, List, Mark, Paragraph } from '../../domain/document.ts'
import { createTurnTaker } from '../../domain/turn-taking.ts'
import { bookOptions, textOption } from '../book-options.ts'
import type { Exporter, SnapshotNode } from '../book-snapshot.ts'
import { displayTitle } from '../page-body.ts'
import { printable, printableLine } from '../printable.ts'

const SIGNS: Readonly<Partial<Record<Mark['type'], string>>> = { bold: '**', italic: '*', underline: '_' }

/** Signs of emphasis in the words themselves; brackets that would open a note or a comment. */
const escaped = (text: string): string =>
  text
    .replace(/[\\*_]/gu, '\\$&')
    .replaceAll('[[', '[\u200B[')
    .replaceAll('/*', '/\u200B*')

const marked = (text: string, marks: readonly Mark[]): string => {
  const [, before = '', inner = '', after = ''] = /^(\s*)(.*?)(\s*)$/su.exec(text) ?? []
  if (inner === '') return text
  const signs = (['underline', 'bold', 'italic'] as const).flatMap((type) =>
    marks.some((mark) => mark.type === type) ? [SIGNS[type] ?? ''] : [],
  )
  return `${before}${signs.join('')}${escaped(inner)}${signs.toReversed().join('')}${after}`
}

/** A note stands in double brackets, where two empty lines would end it. */
const noteText = (text: string): string => `[[${printableLine(text).replaceAll(']]', '] ]')}]]`

const line = (content: readonly Inline[] = []): string =>
  content
    .map((inline) => {
      switch (inline.type) {
        case 'text':
          return marked(printable(inline.text), inline.marks ?? [])
        case 'hardBreak':
          return '\n'
        case 'footnote':
          return noteText(inline.attrs.text)
      }
    })
    .join('')

/** What a line would mean otherwise: a heading, a section, a synopsis, lyrics, something centred, a transition. */
const MEANS_MORE = /^(?:[.@!#=~>]|(?:int|ext|est|i\/e)[.\s/])|:\s*$/iu
/** Capitals alone are the name of someone who speaks. */
const isLoud = (text: string): boolean => /\p{Lu}/u.test(text) && !/\p{Ll}/u.test(text)

/** As action, whatever it looks like; a blank line would end it, so empty lines hold two spaces. */
const action = (text: string): string => {
  const [first = '', ...rest] = text.split('\n')
  const forced = isLoud(first) || MEANS_MORE.test(first.trimStart())
  return [`${forced ? '!' : ''}${first}`, ...rest]
    .map((each) => (each.trim() === '' ? '  ' : each))
    .join('\n')
}

const simple = (block: Paragraph | List, indent: string): string[] => {
  if (block.type === 'paragraph') {
    const text = line(block.content)
    return text.trim() === '' ? [] : [action(indent + text)]
  }
  return block.content.map((item, i) => {
    const sign = block.type === 'orderedList' ? `${i + 1}. ` : '- '
    return `${indent}${sign}${item.content.flatMap((child) => simple(child, '')).join('\n')}`
  })
}

const blockLines = (block: Block): string[] => {
  switch (block.type) {
    case 'paragraph':
    case 'bulletList':
    case 'orderedList':
      return simple(block, '')
    case 'heading':
      return block.content?.length ? [`> ${line(block.content).replaceAll('\n', ' ')} <`] : []
    case 'blockquote':
      return block.content.flatMap((child) => simple(child, ''))
    case 'table':
      return block.content.map(({ content }) =>
        action(content.map((cell) => cell.content.map(({ content: own }) => line(own)).join(' ')).join('\t')),
      )
    case 'sceneBreak':
      return ['> \\* \\* \\* <']
    case 'image':
      return [printableLine(block.attrs.caption || block.attrs.alt)].filter((text) => text !== '')
    case 'note':
      return []
  }
}

const titlePage = (facts: readonly (readonly [string, string])[]): string =>
  facts
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value.replaceAll('\n', '\n    ')}`)
    .join('\n')

export const fountainExporter: Exporter = {
  id: 'fountain',
  version: '1',
  title: 'Fountain',
  extension: 'fountain',
  mime: 'text/plain',
  loses: ['strike', 'code', 'link', 'heading', 'list', 'quote', 'table', 'pullQuote', 'image', 'clip'],
  options: bookOptions(['chapterTitles', 'numbering', 'selfNotes', 'subtitle', 'copyright']),
  run: async (snapshot, { signal, progress, options }) => {
    signal.throwIfAborted()
    const giveTurn = createTurnTaker(signal)
    const chinese = snapshot.language === 'zh'
    const pieces = [
      titlePage([
        ['Title', displayTitle(snapshot)],
        ['Credit', printableLine(textOption(options, 'subtitle'))],
        ['Author', printableLine(snapshot.author)],
        ['Copyright', printable(textOption(options, 'copyright'))],
      ]),
    ]
    let scenes = 0
    const visit = async (node: SnapshotNode): Promise<void> => {
      await giveTurn()
      const title = printableLine(node.title)
      if (node.kind === 'scene') {
        scenes += 1
        pieces.push(`.${(title || (chinese ? `场景 ${scenes}` : `Scene ${scenes}`)).toUpperCase()}`)
      } else pieces.push(`${node.kind === 'part' ? '#' : '##'} ${title || (chinese ? '无题' : 'Untitled')}`)
      const synopsis = printableLine(node.facts?.synopsis ?? '')
      if (synopsis !== '') pieces.push(`= ${synopsis}`)
      pieces.push(...(node.document?.content ?? []).flatMap(blockLines))
      for (const child of node.children) await visit(child)
    }
    for (const [i, node] of snapshot.nodes.entries()) {
      await visit(node)
      progress('write', i + 1, snapshot.nodes.length)
    }
    return { bytes: new TextEncoder().encode(`${pieces.join('\n\n')}\n`), companions: [] }
  },
}
