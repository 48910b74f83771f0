// The book laid out on one line of words: where each scene, chapter and part begins and ends. Draws nothing.
import type { BinderNode, SceneFeelings } from './feelings.ts'

/** A stretch of the book, in words from its start. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** Notes and research are beside the book. */
type BookKind = Exclude<BinderNode['kind'], 'folder' | 'note'>

export interface NodeSpan extends Span {
  readonly id: string
  readonly kind: BookKind
  /** Its own, or that of what it stands in. */
  readonly title: string
  /** Parts and chapters around it, outermost first. */
  readonly ancestors: readonly string[]
}

export interface BookAxis {
  readonly words: number
  /** In reading order. */
  readonly scenes: readonly NodeSpan[]
  readonly chapters: readonly NodeSpan[]
  readonly parts: readonly NodeSpan[]
  readonly byId: ReadonlyMap<string, NodeSpan>
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** Words of a scene as analysed, which follow the text faster than the binder's counts; those until then. */
const sceneWords = (node: BinderNode, feelings: SceneFeelings | undefined): number =>
  feelings && feelings.words.length > 0 ? sum(feelings.words) : node.words

/** @param nodes the binder in reading order (a parent before what it holds). */
export const layOutBook = (
  nodes: readonly BinderNode[],
  feelings: Readonly<Record<string, SceneFeelings>>,
): BookAxis => {
  const children = new Map<string | null, BinderNode[]>()
  for (const node of nodes) {
    const siblings = children.get(node.parentId)
    if (siblings) siblings.push(node)
    else children.set(node.parentId, [node])
  }
  const spans: NodeSpan[] = []
  const place = (
    parentId: string | null,
    ancestors: readonly string[],
    start: number,
    around = '',
  ): number => {
    let end = start
    for (const node of (children.get(parentId) ?? []).toSorted((a, b) => a.position - b.position)) {
      if (node.kind === 'folder' || node.kind === 'note') continue
      const index =
        spans.push({
          id: node.id,
          kind: node.kind,
          title: node.title || around,
          ancestors,
          from: end,
          to: end,
        }) - 1
      const from = end
      end =
        node.kind === 'scene'
          ? end + sceneWords(node, feelings[node.id])
          : place(node.id, [...ancestors, node.id], end, node.title)
      spans[index] = { ...spans[index]!, from, to: end }
    }
    return end
  }
  const words = place(null, [], 0)
  const ofKind = (kind: BookKind) => spans.filter((span) => span.kind === kind)
  return {
    words,
    scenes: ofKind('scene'),
    chapters: ofKind('chapter'),
    parts: ofKind('part'),
    byId: new Map(spans.map((span) => [span.id, span])),
  }
}

/** The stretch of a scope; the whole book for null and for a scope that no longer exists. */
export const scopeSpan = (axis: BookAxis, scopeId: string | null): Span => {
  const span = scopeId === null ? undefined : axis.byId.get(scopeId)
  return span ?? { from: 0, to: axis.words }
}

/** The scene that holds a word; the last one at the very end; null in an empty book. */
export const sceneAt = (axis: BookAxis, word: number): NodeSpan | null => {
  let low = 0
  let high = axis.scenes.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (axis.scenes[middle]!.to > word) high = middle
    else low = middle + 1
  }
  return axis.scenes[low] ?? null
}

export interface Place {
  readonly sceneId: string
  readonly blockId: string
  /** Words of the scene before the block. */
  readonly wordsBefore: number
  readonly words: number
}

/** The paragraph that holds a word of the book; null where the scene has none that are known. */
export const placeAt = (
  axis: BookAxis,
  feelings: Readonly<Record<string, SceneFeelings>>,
  word: number,
): Place | null => {
  const scene = sceneAt(axis, word)
  const rows = scene && feelings[scene.id]
  if (!scene || !rows || rows.words.length === 0) return null
  let before = 0
  let index = 0
  while (index < rows.words.length - 1 && scene.from + before + rows.words[index]! <= word) {
    before += rows.words[index]!
    index += 1
  }
  return { sceneId: scene.id, blockId: rows.blockIds[index]!, wordsBefore: before, words: rows.words[index]! }
}

/** Where a place in a scene lies on the book's line. */
export const wordAt = (axis: BookAxis, sceneId: string, fraction: number): number | null => {
  const scene = axis.byId.get(sceneId)
  return scene ? scene.from + fraction * (scene.to - scene.from) : null
}
