// Writes the book as one Markdown file, with its pictures in a folder `images` beside it. What a download of several
// files becomes is the service's choice (a zip).
import { createTurnTaker } from '../../domain/turn-taking.ts'
import { HEADING_DEPTH, MARKDOWN_GENERATOR, RULE_BETWEEN_SCENES } from '../../text/markdown-dialect.ts'
import { bookOptions, FRONT_OPTIONS, textOption, type OptionValues } from '../book-options.ts'
import type { BookSnapshot, Exporter, SnapshotImage, SnapshotNode } from '../book-snapshot.ts'
import { printableLine } from '../printable.ts'
import { frontMatter, type Field } from './front-matter.ts'
import { MarkdownText, writeMarkdown } from './markdown-text.ts'

/** What the title page says, as fields. */
export const bookFields = (snapshot: BookSnapshot, options: OptionValues): readonly Field[] => [
  ['title', printableLine(snapshot.title), true],
  ['author', printableLine(snapshot.author)],
  ['language', snapshot.language],
  ...FRONT_OPTIONS.filter((key) => key !== 'titlePage').map((key): Field => [key, textOption(options, key)]),
  ['generator', MARKDOWN_GENERATOR],
]

export const imageFiles = (images: ReadonlyMap<string, Pick<SnapshotImage, 'read'>>) =>
  [...images].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, image]) => ({ path, bytes: image.read() }))

export const markdownExporter: Exporter = {
  id: 'markdown',
  version: '2',
  title: 'Markdown',
  extension: 'md',
  mime: 'text/markdown',
  loses: ['tableSpan', 'pullQuote', 'figureSize'],
  options: bookOptions(
    [
      'chapterTitles',
      'numbering',
      'sceneTitles',
      'selfNotes',
      'photoData',
      'hideFaces',
      ...FRONT_OPTIONS.filter((key) => key !== 'titlePage'),
    ],
    { sceneTitles: true },
  ),
  run: async (snapshot, { signal, progress, options }) => {
    signal.throwIfAborted()
    const giveTurn = createTurnTaker(signal)
    const images = new Map<string, Pick<SnapshotImage, 'read'>>()
    const text = new MarkdownText(snapshot, images)
    const pieces = [frontMatter(bookFields(snapshot, options))]
    let isAfterScene = false
    let done = 0
    const visit = async (node: SnapshotNode): Promise<void> => {
      await giveTurn()
      const title = printableLine(node.title)
      const isTitled = node.kind !== 'scene' || (title !== '' && options['sceneTitles'] !== false)
      if (isTitled) {
        const children = [{ type: 'text' as const, value: title }]
        pieces.push(writeMarkdown([{ type: 'heading', depth: HEADING_DEPTH[node.kind], children }]))
      } else if (isAfterScene) pieces.push(RULE_BETWEEN_SCENES)
      isAfterScene = node.kind === 'scene'
      const blocks = text.blocks(node.document?.content ?? [])
      if (blocks !== '') pieces.push(blocks)
      for (const child of node.children) await visit(child)
      if (node.kind !== 'scene') progress('write', (done += 1), snapshot.nodes.length)
    }
    for (const node of snapshot.nodes) await visit(node)
    const notes = text.notes()
    if (notes !== '') pieces.push(notes)
    return {
      bytes: new TextEncoder().encode(`${pieces.join('\n\n')}\n`),
      companions: imageFiles(images),
    }
  },
}
