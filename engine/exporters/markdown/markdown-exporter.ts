// Writes the book as one Markdown file, with its pictures in a folder `images` beside it. What a download of several
// files becomes is the service's choice (a zip).
import type { Root, RootContent, Text } from 'mdast'
import { createTurnTaker } from '../../domain/turn-taking.ts'
import { gfmToMarkdown } from 'mdast-util-gfm'
import { toMarkdown } from 'mdast-util-to-markdown'
import type { Handle } from 'mdast-util-to-markdown'
import {
  HEADING_DEPTH,
  MARKDOWN_GENERATOR,
  RULE_BETWEEN_SCENES,
  RULE_INSIDE_SCENE,
} from '../../text/markdown-dialect.ts'
import type { BookSnapshot, Exporter, SnapshotImage, SnapshotNode } from '../book-snapshot.ts'
import { printable, printableLine } from '../printable.ts'
import { toBlocks } from './scene-blocks.ts'

const EXTENSIONS: Readonly<Record<string, string>> = { 'image/jpeg': 'jpg', 'image/svg+xml': 'svg' }

/** By content: the same picture has the same name in every book, and two books may share a folder. */
const imagePath = ({ hash, mime }: SnapshotImage): string =>
  `images/${hash.slice(0, 16)}.${EXTENSIONS[mime] ?? mime.replace(/^image\/(?:x-)?/u, '').replace(/\W.*$/u, '')}`

/**
 * Text beside a mark: the writer may turn its outermost letter into a reference (`&#x63;`), after which an underscore
 * that was inside a word no longer is; so here every underscore is escaped.
 */
const besideMarks: Handle = (node: Text, _parent, state, info) => {
  const safe = state.safe(node.value, info)
  if (!/[*_~<]$/u.test(info.before) && !/^[*_~<]/u.test(info.after)) return safe
  return safe.replace(/(\\*)_/gu, (whole, slashes: string) =>
    slashes.length % 2 === 1 ? whole : `${slashes}\\_`,
  )
}

const write = (children: RootContent[]): string =>
  toMarkdown({ type: 'root', children } satisfies Root, {
    extensions: [gfmToMarkdown()],
    bullet: '-',
    emphasis: '*',
    strong: '*',
    resourceLink: true,
    rule: RULE_INSIDE_SCENE[0] as '*',
    listItemIndent: 'one',
    handlers: { text: besideMarks },
  }).replace(/\n+$/u, '')

const frontMatter = ({ title, author, language }: BookSnapshot): string =>
  [
    '---',
    `title: ${JSON.stringify(printableLine(title))}`,
    ...(author === '' ? [] : [`author: ${JSON.stringify(printableLine(author))}`]),
    `language: ${language}`,
    `generator: ${MARKDOWN_GENERATOR}`,
    '---',
  ].join('\n')

const footnoteDefinition = (identifier: string, text: string): RootContent => ({
  type: 'footnoteDefinition',
  identifier,
  label: identifier,
  children: printable(text)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((value) => ({ type: 'paragraph', children: [{ type: 'text', value }] })),
})

export const markdownExporter: Exporter = {
  id: 'markdown',
  version: '1',
  title: 'Markdown',
  extension: 'md',
  mime: 'text/markdown',
  loses: [],
  options: [{ key: 'sceneTitles', type: 'boolean', title: 'Scene titles', default: true }],
  run: async (snapshot, { signal, progress, options }) => {
    signal.throwIfAborted()
    const giveTurn = createTurnTaker(signal)
    const pieces = [frontMatter(snapshot)]
    const notes: RootContent[] = []
    const images = new Map<string, SnapshotImage>()
    const context = {
      footnote: (text: string) => {
        const identifier = String(notes.length + 1)
        notes.push(footnoteDefinition(identifier, text))
        return identifier
      },
      imagePath: (mediaId: string) => {
        const image = snapshot.images.get(mediaId)
        if (!image) return undefined
        images.set(imagePath(image), image)
        return imagePath(image)
      },
    }
    let isAfterScene = false
    let done = 0
    const visit = async (node: SnapshotNode): Promise<void> => {
      await giveTurn()
      const title = printableLine(node.title)
      const isTitled = node.kind !== 'scene' || (title !== '' && options['sceneTitles'] !== false)
      if (isTitled) {
        pieces.push(
          write([
            { type: 'heading', depth: HEADING_DEPTH[node.kind], children: [{ type: 'text', value: title }] },
          ]),
        )
      } else if (isAfterScene) pieces.push(RULE_BETWEEN_SCENES)
      isAfterScene = node.kind === 'scene'
      if (node.document) {
        const blocks = node.document.content.flatMap((block) => toBlocks(block, context))
        if (blocks.length > 0) pieces.push(write(blocks))
      }
      for (const child of node.children) await visit(child)
      if (node.kind !== 'scene') progress('write', (done += 1), snapshot.nodes.length)
    }
    for (const node of snapshot.nodes) await visit(node)
    if (notes.length > 0) pieces.push(write(notes))
    return {
      bytes: new TextEncoder().encode(`${pieces.join('\n\n')}\n`),
      companions: [...images]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([path, image]) => ({ path, bytes: image.read() })),
    }
  },
}
