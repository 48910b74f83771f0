// The proposed split of a book as the writer corrects it: titles, kinds, lines merged into the one before. Pure.
import type { Inputs, Outputs } from '../../engine/contract/index.ts'

type StreamEvent = Outputs['manuscript']['previewImport'] extends AsyncIterable<infer Event> ? Event : never
export type ImportPreview = Extract<StreamEvent, { kind: 'preview' }>['preview']
export type OutlineItem = ImportPreview['outline'][number]
export type NodeKind = OutlineItem['kind']

export interface OutlineLine extends OutlineItem {
  /** Keys of the lines that were merged into this one, in order: splitting brings them back. */
  readonly merged: readonly OutlineItem[]
}

export const toLines = (outline: readonly OutlineItem[]): readonly OutlineLine[] =>
  outline.map((item) => ({ ...item, merged: [] }))

export const retitle = (lines: readonly OutlineLine[], key: string, title: string): readonly OutlineLine[] =>
  lines.map((line) => (line.key === key ? { ...line, title } : line))

export const changeKind = (
  lines: readonly OutlineLine[],
  keys: ReadonlySet<string>,
  kind: NodeKind,
): readonly OutlineLine[] => lines.map((line) => (keys.has(line.key) ? { ...line, kind } : line))

/** Each chosen line becomes part of the nearest line before it that stays. The first line always stays. */
export const mergeIntoPrevious = (
  lines: readonly OutlineLine[],
  keys: ReadonlySet<string>,
): readonly OutlineLine[] => {
  const kept: OutlineLine[] = []
  for (const line of lines) {
    const before = kept.at(-1)
    if (!before || !keys.has(line.key)) {
      kept.push(line)
      continue
    }
    const { merged, ...item } = line
    kept[kept.length - 1] = {
      ...before,
      words: before.words + line.words,
      merged: [...before.merged, { ...item, words: line.words - totalWords(merged) }, ...merged],
    }
  }
  return kept
}

/** Undoes the merges of a line. */
export const splitAgain = (lines: readonly OutlineLine[], key: string): readonly OutlineLine[] =>
  lines.flatMap((line) =>
    line.key === key && line.merged.length > 0
      ? [{ ...line, words: line.words - totalWords(line.merged), merged: [] }, ...toLines(line.merged)]
      : [line],
  )

export const totalWords = (items: readonly OutlineItem[]): number =>
  items.reduce((total, { words }) => total + words, 0)

/** What the engine is told: lines left out are merged into the one before. */
export const toCommit = (lines: readonly OutlineLine[]): Inputs['manuscript']['commitImport']['outline'] =>
  lines.map(({ key, kind, title }) => ({ key, kind, title }))
