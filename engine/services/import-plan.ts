// From a read book and the outline as the writer corrected it to rows of the binder. Writes nothing.
import type { Inputs, Outputs } from '../contract/index.ts'
import type { Block } from '../domain/document.ts'
import { emptyDocument } from '../domain/empty-document.ts'
import { EngineError } from '../domain/errors.ts'
import { newId } from '../domain/ids.ts'
import type { ImportedBook, ImportedNote, ImportedSection } from '../importers/imported-book.ts'
import type { NewNode } from '../store/binder-repository.ts'
import { blockText, documentWords } from '../text/plain-text.ts'
import { divideBlock } from '../text/split-document.ts'

type PreviewEvent = Outputs['manuscript']['previewImport'] extends AsyncIterable<infer Event> ? Event : never
type OutlineLine = Extract<PreviewEvent, { kind: 'preview' }>['preview']['outline'][number]
export type CorrectedLine = Inputs['manuscript']['commitImport']['outline'][number]

const EXCERPT_CHARACTERS = 90

const excerptOf = (blocks: readonly Block[]): string => {
  for (const block of blocks) {
    const text = blockText(block).replace(/\s+/gu, ' ').trim()
    if (text !== '')
      return text.length > EXCERPT_CHARACTERS ? `${text.slice(0, EXCERPT_CHARACTERS).trimEnd()}…` : text
  }
  return ''
}

const wordsOf = (blocks: readonly Block[]): number => documentWords({ type: 'doc', content: blocks })

/** The lines the writer sees; their keys are their places. */
export const outlineOf = (book: ImportedBook): OutlineLine[] =>
  book.sections.map(({ kind, title, blocks }, index) => ({
    key: String(index),
    kind,
    title,
    words: wordsOf(blocks),
    excerpt: excerptOf(blocks),
  }))

interface MergedLine {
  readonly kind: CorrectedLine['kind']
  readonly title: string
  readonly blocks: Block[]
  readonly facts: ImportedSection['facts']
}

/** A line left out gives its text, heading or break included, to the line before it; the first ones to the first. */
const mergeLines = (book: ImportedBook, outline: readonly CorrectedLine[]): MergedLine[] => {
  const kept = new Map(outline.map((line) => [line.key, line]))
  const places = outline.map(({ key }) => (/^\d{1,9}$/u.test(key) ? Number(key) : -1))
  const isOrdered = places.every(
    (place, i) => place >= 0 && place < book.sections.length && place > (places[i - 1] ?? -1),
  )
  if (!isOrdered) {
    throw new EngineError('BAD_INPUT', 'The outline does not belong to this preview. Choose the file again.')
  }
  const merged: MergedLine[] = []
  const early: Block[] = []
  for (const [index, section] of book.sections.entries()) {
    const line = kept.get(String(index))
    if (line)
      merged.push({
        kind: line.kind,
        title: line.title,
        blocks: [...early.splice(0), ...section.blocks],
        facts: section.facts,
      })
    else (merged.at(-1)?.blocks ?? early).push(...section.lead, ...section.blocks)
  }
  return merged
}

/** What one paragraph and one scene hold at most: the editor's own limits are five times as high. */
const LIMITS = { paragraphCharacters: 400_000, sceneBlocks: 20_000 }

/** A text without chapters can be too long for one scene, and a file without line ends for one paragraph. */
const inScenes = (blocks: readonly Block[]): readonly (readonly Block[])[] => {
  const divided = blocks.flatMap((block) => divideBlock(block, LIMITS.paragraphCharacters))
  const scenes = [divided.slice(0, LIMITS.sceneBlocks)]
  for (let at = LIMITS.sceneBlocks; at < divided.length; at += LIMITS.sceneBlocks)
    scenes.push(divided.slice(at, at + LIMITS.sceneBlocks))
  return scenes
}

const sceneText = (blocks: readonly Block[]): NonNullable<NewNode['text']> => {
  const document = blocks.length > 0 ? { type: 'doc' as const, content: blocks } : emptyDocument()
  return { document, words: documentWords(document) }
}

/**
 * Rows in reading order. Text right under a part or chapter becomes its first scene; a chapter without any gets an
 * empty scene to write in. BAD_INPUT when the outline is not one of this book.
 */
export const planImport = (book: ImportedBook, outline: readonly CorrectedLine[]): NewNode[] => {
  const lines = mergeLines(book, outline)
  const nodes: NewNode[] = []
  let partId: string | null = null
  let chapterId: string | null = null
  const addScene = (
    parentId: string | null,
    title: string,
    blocks: readonly Block[],
    facts?: ImportedSection['facts'],
  ): void => {
    const known = facts ? { facts } : {}
    for (const [i, part] of inScenes(blocks).entries())
      nodes.push({
        id: newId(),
        parentId,
        kind: 'scene',
        title: i === 0 ? title : '',
        text: sceneText(part),
        ...(i === 0 ? known : {}),
      })
  }
  for (const [i, { kind, title, blocks, facts }] of lines.entries()) {
    if (kind === 'scene') {
      addScene(chapterId ?? partId, title, blocks, facts)
      continue
    }
    const id = newId()
    nodes.push({ id, parentId: kind === 'part' ? null : partId, kind, title, ...(facts ? { facts } : {}) })
    if (kind === 'part') [partId, chapterId] = [id, null]
    else chapterId = id
    if (blocks.length > 0 || (kind === 'chapter' && lines[i + 1]?.kind !== 'scene')) addScene(id, '', blocks)
  }
  if (!nodes.some((node) => node.kind === 'scene')) addScene(chapterId ?? partId, '', [])
  return nodes
}

/** Notes and research as rows; a line too deep for what came before hangs on the last folder. */
export const planBeside = (notes: readonly ImportedNote[]): NewNode[] => {
  const folders: string[] = []
  return notes.map(({ kind, title, depth, blocks, facts }): NewNode => {
    const id = newId()
    folders.length = Math.min(folders.length, depth)
    const parentId = folders.at(-1) ?? null
    if (kind === 'folder') folders.push(id)
    return {
      id,
      parentId,
      kind,
      title: title.slice(0, 300),
      ...(kind === 'note' ? { text: sceneText(blocks) } : {}),
      ...(facts ? { facts } : {}),
    }
  })
}
