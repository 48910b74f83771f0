// Writes the book as plain text: UTF-8, a blank line between paragraphs, titles on lines of their own, notes at the end.
import type { Block, Inline, List, Paragraph } from '../../domain/document.ts'
import { createTurnTaker } from '../../domain/turn-taking.ts'
import { bookOptions, FRONT_OPTIONS, separatorOf, TITLE_OPTIONS } from '../book-options.ts'
import type { Exporter } from '../book-snapshot.ts'
import { frontPages } from '../front-pages.ts'
import { pageTitle } from '../page-body.ts'
import { printable, printableLine } from '../printable.ts'
import { spreadPages } from '../spread-pages.ts'

const BREAK = '* * *'

const line = (content: readonly Inline[] = [], notes: string[]): string =>
  content
    .map((inline) => {
      switch (inline.type) {
        case 'text':
          return printable(inline.text)
        case 'hardBreak':
          return '\n'
        case 'footnote':
          return `[${notes.push(printableLine(inline.attrs.text))}]`
      }
    })
    .join('')

const simple = (block: Paragraph | List, notes: string[], indent: string): string[] => {
  if (block.type === 'paragraph') {
    const text = line(block.content, notes)
    return text.trim() === '' ? [] : [text.replace(/^/gmu, indent)]
  }
  return block.content.map((item, i) => {
    const sign = block.type === 'orderedList' ? `${i + 1}. ` : '- '
    const inner = item.content.flatMap((child) => simple(child, notes, `${indent}  `))
    return `${indent}${sign}${inner.join('\n').trimStart()}`
  })
}

const blockLines = (block: Block, notes: string[]): string[] => {
  switch (block.type) {
    case 'paragraph':
      return simple(block, notes, '')
    case 'bulletList':
    case 'orderedList':
      return [simple(block, notes, '').join('\n')]
    case 'heading':
      return [line(block.content, notes)]
    case 'blockquote':
      return block.content.flatMap((child) => simple(child, notes, '    '))
    case 'table':
      return block.content.map((row) =>
        row.content
          .map((cell) => cell.content.flatMap((child) => simple(child, notes, '')).join(' '))
          .join('\t'),
      )
    case 'sceneBreak':
      return [BREAK]
    case 'image':
      return [printableLine(block.attrs.caption || block.attrs.alt)].filter((text) => text !== '')
    case 'note':
      return []
  }
}

export const txtExporter: Exporter = {
  id: 'txt',
  version: '1',
  title: 'Plain text',
  extension: 'txt',
  mime: 'text/plain',
  loses: [
    'bold',
    'italic',
    'underline',
    'strike',
    'code',
    'link',
    'heading',
    'table',
    'pullQuote',
    'image',
    'clip',
  ],
  options: bookOptions(['separator', ...TITLE_OPTIONS, 'selfNotes', ...FRONT_OPTIONS]),
  run: async (snapshot, { signal, progress, options }) => {
    signal.throwIfAborted()
    const giveTurn = createTurnTaker(signal)
    const notes: string[] = []
    const separator = separatorOf(options)
    const pieces = frontPages(snapshot, options).flatMap(({ kind, lines }) => {
      const own = lines.map(({ text }) => text)
      return kind === 'title' ? own : ['', own.join('\n')]
    })
    const counts = { part: 0, chapter: 0, loose: 0 }
    const pages = spreadPages(snapshot.nodes)
    for (const [i, page] of pages.entries()) {
      await giveTurn()
      const name = pageTitle(page, (counts[page.kind] += 1), snapshot)
      if (page.kind !== 'loose') pieces.push(`\n${name}`)
      page.scenes.forEach((scene, at) => {
        const title = options['sceneTitles'] === true ? printableLine(scene.title) : ''
        if (title !== '') pieces.push(title)
        else if (at > 0) pieces.push(separator)
        for (const block of scene.document.content) pieces.push(...blockLines(block, notes))
      })
      progress('write', i + 1, pages.length)
    }
    if (notes.length > 0) pieces.push(BREAK, ...notes.map((text, i) => `[${i + 1}] ${text}`))
    return { bytes: new TextEncoder().encode(`${pieces.join('\n\n')}\n`), companions: [] }
  },
}
