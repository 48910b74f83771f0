// Markdown text to mdast, in pieces between which a stop is heard. Knows nothing of scenes.
import type { Root, RootContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { cutPieces } from './cut-pieces.ts'
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
  /** Places beyond all measure: paragraphs whose signs were taken as text, pieces that had to be torn. */
  readonly knots: number
}

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

/** What may refer to a definition: brackets without others in them. */
const REFERENCE = /\[((?:\\.|[^[\]\\])+)\]/gu
const DEFINITION = /^ {0,3}\[(?!\])((?:\\.|[^\]\\])+)\]:/u

/** As CommonMark compares them. */
const nameOf = (label: string): string => label.replace(/\s+/gu, ' ').trim().toLowerCase()

interface Definition {
  readonly line: number
  readonly source: string
}

/** Definition lines with what continues them: the next lines up to a blank, and indented paragraphs after one. */
const collectDefinitions = (lines: readonly string[]): ReadonlyMap<string, Definition> => {
  const found = new Map<string, Definition>()
  for (let i = 0; i < lines.length; i += 1) {
    const label = nameOf(DEFINITION.exec(lines[i])?.[1] ?? '')
    if (label === '') continue
    let end = i + 1
    while (end < lines.length) {
      const isBlank = lines[end].trim() === ''
      if (DEFINITION.test(lines[end]) || (isBlank && !/^(?: {4}|\t)\S/u.test(lines[end + 1] ?? ''))) break
      end += 1
    }
    if (!found.has(label)) found.set(label, { line: i, source: lines.slice(i, end).join('\n') })
    i = end - 1
  }
  return found
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
  let torn = 0
  for (const { from, to, isTorn } of cutPieces(lines)) {
    const piece = lines.slice(from, to).join('\n')
    if (isTorn) torn += 1
    // Footnotes and links of this piece may be defined in another one.
    const foreign = new Set<string>()
    for (const [, label] of piece.matchAll(REFERENCE)) {
      const defined = definitionLines.get(nameOf(label))
      if (defined && (defined.line < from || defined.line >= to)) foreign.add(defined.source)
    }
    const source = foreign.size > 0 ? `${piece}\n\n${[...foreign].join('\n\n')}\n` : piece
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
  return { blocks, definitions, knots: knots + torn }
}
