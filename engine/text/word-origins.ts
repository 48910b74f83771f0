// Whose each word of a document is: typed, or what its origin says. Says nothing of how good it is.
import type { Block, Origin, SceneDocument } from '../domain/document.ts'
import type { AnyNode } from './without-origins.ts'
import { wordSpans } from './words.ts'

/** Words of one origin in one document. */
export interface OriginWords {
  /** Null: typed. */
  readonly origin: Origin | null
  readonly words: number
  /** Typed words that stand between the first and the last of these within a paragraph: edits of the passage. */
  readonly typedWithin: number
}

interface Run {
  readonly text: string
  readonly origin: Origin | null
}

interface Tally {
  readonly origin: Origin | null
  words: number
  typedWithin: number
}

const keyOf = (origin: Origin | null): string => (origin ? `${origin.by} ${origin.of}` : '')

/** Paragraphs and headings, as counting sees them: notes, footnotes and pictures have no words. */
function* textblocks(node: AnyNode): Generator<AnyNode> {
  if (node.type === 'note') return
  if (node.type === 'paragraph' || node.type === 'heading') yield node
  else for (const child of node.content ?? []) yield* textblocks(child)
}

const runsOf = (block: AnyNode): Run[] =>
  (block.content ?? []).flatMap((inline): Run[] => {
    if (inline.type === 'hardBreak') return [{ text: '\n', origin: null }]
    if (inline.type !== 'text') return []
    return [{ text: inline.text ?? '', origin: (inline.origin as Origin | undefined) ?? null }]
  })

/** A word of which any letter was not typed counts as what that letter is: nothing passes for typed by one new letter. */
const wordOrigins = (runs: readonly Run[]): (Origin | null)[] => {
  const text = runs.map((run) => run.text).join('')
  const found: (Origin | null)[] = []
  let [index, start] = [0, 0]
  for (const { from, to } of wordSpans(text)) {
    while (index < runs.length && start + runs[index].text.length <= from) {
      start += runs[index].text.length
      index += 1
    }
    let origin: Origin | null = null
    for (let [at, begin] = [index, start]; at < runs.length && begin < to; at += 1) {
      origin ??= runs[at].origin
      begin += runs[at].text.length
    }
    found.push(origin)
  }
  return found
}

/** Words by where they came from, in the order in which each is first met; with `typed` words if there are any. */
export const originWords = (document: SceneDocument): OriginWords[] => {
  const tallies = new Map<string, Tally>()
  const tallyOf = (origin: Origin | null): Tally => {
    const key = keyOf(origin)
    const tally = tallies.get(key) ?? { origin, words: 0, typedWithin: 0 }
    tallies.set(key, tally)
    return tally
  }
  for (const block of document.content.flatMap((each: Block) => [...textblocks(each)])) {
    const words = wordOrigins(runsOf(block))
    for (const origin of words) tallyOf(origin).words += 1
    for (const tally of tallies.values()) {
      const key = keyOf(tally.origin)
      if (tally.origin === null) continue
      const [first, last] = [
        words.findIndex((origin) => keyOf(origin) === key),
        words.findLastIndex((origin) => keyOf(origin) === key),
      ]
      if (first >= 0) tally.typedWithin += words.slice(first, last).filter((origin) => origin === null).length
    }
  }
  return [...tallies.values()]
}

/** The blocks with an origin on every text that has none yet. */
export const withOrigin = (blocks: readonly Block[], origin: Origin): Block[] => {
  const mark = (node: AnyNode): AnyNode => {
    if (node.type === 'text') return { origin, ...node }
    return node.content ? { ...node, content: node.content.map(mark) } : node
  }
  // The same nodes with one more field on their texts.
  return blocks.map((block) => mark(block) as unknown as Block)
}
