// Writes the book as a folder of Markdown files: a folder a part or chapter, a file a scene, in order by their numbers,
// each with what the writer noted about it. The importer of Markdown folders gives it back as it was.
import { createTurnTaker } from '../../domain/turn-taking.ts'
import type { NodeFacts } from '../../domain/project.ts'
import { MARKDOWN_GENERATOR } from '../../text/markdown-dialect.ts'
import { bookOptions, FRONT_OPTIONS } from '../book-options.ts'
import type { BookSnapshot, Exporter, SnapshotImage, SnapshotNode, SnapshotNote } from '../book-snapshot.ts'
import { printable, printableLine } from '../printable.ts'
import { safeName } from '../safe-name.ts'
import { frontMatter } from './front-matter.ts'
import { bookFields, imageFiles } from './markdown-exporter.ts'
import { MarkdownText } from './markdown-text.ts'

const MAX_NAME = 60

interface Line {
  readonly kind: SnapshotNode['kind'] | SnapshotNote['kind']
  readonly title: string
  readonly facts?: NodeFacts | undefined
}

const lineMatter = ({ kind, title, facts }: Line): string =>
  frontMatter([
    ['kind', kind],
    ['title', printableLine(title), true],
    ['status', facts?.status === 'none' ? '' : (facts?.status ?? '')],
    ['label', facts?.label ?? ''],
    ['pov', printableLine(facts?.pov ?? '')],
    ['synopsis', printable(facts?.synopsis ?? '')],
    ['generator', MARKDOWN_GENERATOR],
  ])

/** Gives every line of a folder a name with its number, wide enough to sort. */
const namesOf = (count: number) => {
  const width = Math.max(2, String(count).length)
  let number = 0
  return ({ kind, title }: Line): string =>
    `${String((number += 1)).padStart(width, '0')} ${safeName(printableLine(title), kind, MAX_NAME)}`
}

export const markdownFolderExporter: Exporter = {
  id: 'markdown-folder',
  version: '1',
  title: 'Markdown folder',
  extension: 'zip',
  mime: 'application/zip',
  folderFile: 'book.md',
  loses: ['tableSpan', 'pullQuote', 'figureSize'],
  options: bookOptions([
    'beside',
    'selfNotes',
    'photoData',
    'hideFaces',
    ...FRONT_OPTIONS.filter((key) => key !== 'titlePage'),
  ]),
  run: async (snapshot: BookSnapshot, { signal, progress, options }) => {
    signal.throwIfAborted()
    const giveTurn = createTurnTaker(signal)
    const images = new Map<string, Pick<SnapshotImage, 'read'>>()
    const files: { path: string; bytes: Uint8Array }[] = []
    const encoder = new TextEncoder()
    const write = (path: string, line: Line, document: SnapshotNode['document']): void => {
      const up = '../'.repeat(path.split('/').length - 1)
      const text = new MarkdownText(snapshot, images, up)
      const body = [lineMatter(line), text.blocks(document?.content ?? []), text.notes()]
      files.push({ path, bytes: encoder.encode(`${body.filter((part) => part !== '').join('\n\n')}\n`) })
    }
    const beside = options['beside'] === false ? [] : (snapshot.beside ?? [])
    const visit = async (
      nodes: readonly SnapshotNode[],
      folder: string,
      nameOf: (line: Line) => string,
    ): Promise<void> => {
      for (const [i, node] of nodes.entries()) {
        await giveTurn()
        const path = folder + nameOf(node)
        if (node.kind === 'scene') write(`${path}.md`, node, node.document)
        else {
          write(`${path}/_index.md`, node, null)
          await visit(node.children, `${path}/`, namesOf(node.children.length))
        }
        if (folder === '') progress('write', i + 1, nodes.length)
      }
    }
    const nameOf = namesOf(snapshot.nodes.length + beside.length)
    await visit(snapshot.nodes, '', nameOf)
    const folders: { readonly path: string; readonly nameOf: (line: Line) => string }[] = []
    for (const note of beside) {
      await giveTurn()
      folders.length = Math.min(folders.length, note.depth)
      const holder = folders.at(-1)
      const path = (holder?.path ?? '') + (holder?.nameOf ?? nameOf)(note)
      if (note.kind === 'folder') {
        write(`${path}/_index.md`, note, null)
        folders.push({ path: `${path}/`, nameOf: namesOf(beside.length) })
      } else write(`${path}.md`, note, note.document)
    }
    return {
      bytes: encoder.encode(`${frontMatter(bookFields(snapshot, options))}\n`),
      companions: [...files, ...imageFiles(images)],
    }
  },
}
