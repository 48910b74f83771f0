// Markdown text to mdast, in pieces between which a stop is heard. Knows nothing of scenes.
import type { Root, RootContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { loosenKnots } from './loosen-knots.ts'

/** A block, and the characters of the source it came from. */
export interface ParsedBlock {
  readonly node: RootContent
  readonly source: string
}

export interface ParsedMarkdown {
  readonly blocks: readonly ParsedBlock[]
  /** Footnote texts and link targets by identifier, from anywhere in the file. */
  readonly definitions: Readonly<Record<string, RootContent>>
  /** Paragraphs whose signs were taken as text: they nested beyond all measure. */
  readonly knots: number
}

const PIECE_CHARACTERS = 60_000

type Extension = ReturnType<typeof gfm>
type Constructs = NonNullable<Extension['text']>

/** GFM without bare addresses as links: prose must not change by being read, and they cost half of the time. */
const withoutAutolinks = (extension: Extension): Extension => {
  const text: Constructs = {}
  for (const [code, constructs] of Object.entries(extension.text ?? {})) {
    const kept = [constructs ?? []].flat().filter(({ name }) => !name?.endsWith('Autolink'))
    if (kept.length > 0) text[Number(code)] = kept
  }
  return { ...extension, text }
}

const syntax = withoutAutolinks(gfm())
const tree = gfmFromMarkdown().filter((extension) => !('transforms' in extension && extension.transforms))

const parse = (source: string): Root =>
  fromMarkdown(source, { extensions: [syntax], mdastExtensions: [tree] })

const DEFINITION = /^ {0,3}\[(?!\])((?:\\.|[^\]\\])+)\]:/u

/** Definition lines with what continues them: the next lines up to a blank, and indented paragraphs after one. */
const collectDefinitions = (lines: readonly string[]): ReadonlyMap<string, string> => {
  const found = new Map<string, string>()
  for (let i = 0; i < lines.length; i += 1) {
    const label = DEFINITION.exec(lines[i])?.[1]
    if (label === undefined) continue
    let end = i + 1
    while (end < lines.length) {
      const isBlank = lines[end].trim() === ''
      if (DEFINITION.test(lines[end]) || (isBlank && !/^(?: {4}|\t)\S/u.test(lines[end + 1] ?? ''))) break
      end += 1
    }
    if (!found.has(label)) found.set(label, lines.slice(i, end).join('\n'))
    i = end - 1
  }
  return found
}

/** Cuts before headings that follow a blank line, outside fences and comments, so that no construct is torn. */
const cutPieces = (lines: readonly string[]): string[] => {
  const pieces: string[] = []
  let piece: string[] = []
  let length = 0
  let fence = ''
  let isComment = false
  for (const line of lines) {
    const mark = /^ {0,3}(`{3,}|~{3,})/u.exec(line)?.[1]
    if (fence === '' && mark) fence = mark
    else if (mark?.startsWith(fence) && /^\s*[`~]+\s*$/u.test(line)) fence = ''
    if (line.includes('<!--')) isComment = true
    if (line.includes('-->')) isComment = false
    if (
      length > PIECE_CHARACTERS &&
      fence === '' &&
      !isComment &&
      /^#{1,6}\s/u.test(line) &&
      piece.at(-1)?.trim() === ''
    ) {
      pieces.push(piece.join('\n'))
      piece = []
      length = 0
    }
    piece.push(line)
    length += line.length + 1
  }
  return [...pieces, piece.join('\n')]
}

/** @param takeTurn awaited between pieces. */
export const parseMarkdown = async (
  text: string,
  takeTurn: () => Promise<void>,
  progress: (done: number, total: number) => void,
): Promise<ParsedMarkdown> => {
  const { lines, knots } = loosenKnots(text.split('\n'))
  const definitionLines = collectDefinitions(lines)
  const blocks: ParsedBlock[] = []
  const definitions: Record<string, RootContent> = {}
  let done = 0
  for (const piece of cutPieces(lines)) {
    // Footnotes and links of this piece may be defined in another one.
    const foreign = [...definitionLines].flatMap(([label, source]) =>
      piece.includes(`[${label}]`) && !piece.includes(source) ? [source] : [],
    )
    const source = foreign.length > 0 ? `${piece}\n\n${foreign.join('\n\n')}\n` : piece
    for (const node of parse(source).children) {
      if (node.type === 'footnoteDefinition' || node.type === 'definition')
        definitions[`${node.type} ${node.identifier}`] ??= node
      else
        blocks.push({
          node,
          source: source.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0),
        })
    }
    done += piece.length + 1
    progress(done, text.length)
    await takeTurn()
  }
  return { blocks, definitions, knots }
}
