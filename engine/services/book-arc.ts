// The feelings of a whole book as one line of words: read completely, then cut into tracks and levels. Draws nothing.
import { blendFeelings } from '../domain/curve.ts'
import { trackOf, type Track } from '../domain/arc-track.ts'
import type { ArcScene } from '../domain/arc-snapshot.ts'
import { EMOTIONS, type Feeling } from '../domain/emotion.ts'
import { measureOf, type Measure } from '../domain/measure.ts'
import type { BinderNode } from '../domain/project.ts'
import { analyzeBook } from './book-feelings.ts'
import type { OpenProject, SceneFeelings } from './context.ts'
import type { EngineParts } from './engine-parts.ts'

/** A stretch of the book, in words from its start. */
export interface BookSpan {
  readonly from: number
  readonly to: number
}

/** A paragraph that has words and was read. */
export interface ArcRow extends BookSpan {
  readonly sceneId: string
  readonly blockId: string
  readonly words: number
  readonly feeling: Feeling
  readonly corrected: number
}

export interface BookArc {
  readonly tree: readonly BinderNode[]
  readonly words: number
  readonly rows: readonly ArcRow[]
  /** Of parts, chapters and scenes. */
  readonly spans: ReadonlyMap<string, BookSpan>
}

/** Every scene, analysed where it was not yet. @param signal stops it; what was read is kept. */
export const readScenes = async (
  engine: EngineParts,
  project: OpenProject,
  signal: AbortSignal,
  report: (done: number, total: number) => void = () => undefined,
): Promise<readonly SceneFeelings[]> => {
  for await (const event of analyzeBook(engine, project, signal))
    if (event.kind === 'progress') report(event.done, event.total)
    else return event.scenes
  return []
}

export const feelingOfRow = (
  scene: Pick<ArcScene, 'valence' | 'arousal' | 'mix' | 'confidence'>,
  index: number,
): Feeling => {
  const mix = scene.mix[index]
  return {
    valence: scene.valence[index],
    arousal: scene.arousal[index],
    mix,
    emotion: EMOTIONS[mix.indexOf(Math.max(...mix))],
    confidence: scene.confidence[index],
  }
}

/** Lays scenes out in the order of the binder. */
export const layOutArc = (tree: readonly BinderNode[], scenes: readonly SceneFeelings[]): BookArc => {
  const byId = new Map(scenes.map((scene) => [scene.sceneId, scene]))
  const rows: ArcRow[] = []
  const spans = new Map<string, BookSpan>()
  const parentOf = new Map(tree.map(({ id, parentId }) => [id, parentId]))
  let word = 0
  for (const { id, kind } of tree) {
    if (kind !== 'scene') continue
    const from = word
    const scene = byId.get(id)
    scene?.words.forEach((words, index) => {
      rows.push({
        sceneId: id,
        blockId: scene.blockIds[index],
        words,
        from: word,
        to: word + words,
        feeling: { ...feelingOfRow(scene, index), emotion: scene.emotion[index] },
        corrected: scene.corrected[index],
      })
      word += words
    })
    for (let node: string | null | undefined = id; node; node = parentOf.get(node))
      spans.set(node, { from: spans.get(node)?.from ?? from, to: word })
  }
  for (const { id } of tree) if (!spans.has(id)) spans.set(id, { from: word, to: word })
  return { tree, words: word, rows, spans }
}

/** The stretch of a scope; the whole book for null. */
export const spanOf = (arc: BookArc, scopeId: string | null): BookSpan =>
  (scopeId === null ? undefined : arc.spans.get(scopeId)) ?? { from: 0, to: arc.words }

export const rowsIn = (arc: BookArc, { from, to }: BookSpan): readonly ArcRow[] =>
  arc.rows.filter((row) => row.from >= from && row.to <= to)

export const trackOfRows = (rows: readonly ArcRow[], measure: Measure): Track =>
  trackOf(rows.map(({ from, to, feeling }) => ({ from, to, value: measureOf(feeling, measure) })))

/** What a stretch feels like as a whole; null without words. */
export const blendRows = (rows: readonly ArcRow[]): Feeling | null =>
  blendFeelings(
    rows.map(({ feeling }) => feeling),
    rows.map(({ words }) => words),
  )
