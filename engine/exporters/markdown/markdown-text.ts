// Blocks as Markdown text, with the notes and pictures that they name gathered. One for each file.
import { gfmToMarkdown } from 'mdast-util-gfm'
import { toMarkdown, type Handle } from 'mdast-util-to-markdown'
import type { Root, RootContent, Text } from 'mdast'
import type { Block } from '../../domain/document.ts'
import { RULE_INSIDE_SCENE } from '../../text/markdown-dialect.ts'
import type { BookSnapshot, SnapshotImage } from '../book-snapshot.ts'
import { clipFiles } from '../clip-files.ts'
import { printable } from '../printable.ts'
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

export const writeMarkdown = (children: RootContent[]): string =>
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

const footnoteDefinition = (identifier: string, text: string): RootContent => ({
  type: 'footnoteDefinition',
  identifier,
  label: identifier,
  children: printable(text)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((value) => ({ type: 'paragraph', children: [{ type: 'text', value }] })),
})

export class MarkdownText {
  readonly #notes: RootContent[] = []
  readonly #context: Parameters<typeof toBlocks>[1]

  /**
   * @param images gathers the pictures, sounds and clips that are shown, by path from the book's folder.
   * @param up the way from the file to that folder.
   */
  constructor(snapshot: BookSnapshot, images: Map<string, Pick<SnapshotImage, 'read'>>, up = '') {
    const all = snapshot.images
    const clips = clipFiles(snapshot)
    this.#context = {
      footnote: (text) => {
        const identifier = String(this.#notes.length + 1)
        this.#notes.push(footnoteDefinition(identifier, text))
        return identifier
      },
      clip: (mediaId) => {
        const file = clips.get(mediaId)
        if (!file) return undefined
        const path = `media/${file.fileName}`
        images.set(path, file.clip)
        return { path: up + path, name: file.clip.name }
      },
      imagePath: (mediaId) => {
        const image = all.get(mediaId)
        if (!image) return undefined
        images.set(imagePath(image), image)
        return up + imagePath(image)
      },
    }
  }

  /** '' for blocks that have no Markdown. */
  blocks(blocks: readonly Block[]): string {
    const written = blocks.flatMap((block) => toBlocks(block, this.#context))
    return written.length > 0 ? writeMarkdown(written) : ''
  }

  /** The definitions of the notes so far. */
  notes(): string {
    return this.#notes.length > 0 ? writeMarkdown(this.#notes) : ''
  }
}
