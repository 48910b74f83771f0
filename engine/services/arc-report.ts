// The report on a book's arc as data: every part, chapter, scene and character, its curve, target, turns and draft beside it.
// Reads what others found; how it looks on paper is the exporters'.
import { makeSmoother, trackOf, windowFor, type Track } from '../domain/arc-track.ts'
import type { ArcReport, ReportLine, ReportTurn } from '../domain/arc-report.ts'
import type { ArcSnapshot } from '../domain/arc-snapshot.ts'
import { changePoints } from '../domain/change-points.ts'
import { blendFeelings, targetAt } from '../domain/curve.ts'
import { UNSURE, type Feeling } from '../domain/emotion.ts'
import { measureOf, tensionOf, type Measure } from '../domain/measure.ts'
import { isBookKind, type BinderNode } from '../domain/project.ts'
import {
  blendRows,
  feelingOfRow,
  rowsIn,
  spanOf,
  trackOfRows,
  type ArcRow,
  type BookArc,
  type BookSpan,
} from './book-arc.ts'
import type { OpenProject } from './context.ts'

const SAMPLES = 240
const MARK_LEVELS = ['chapter', 'scene', 'part'] as const

export interface ReportQuestion {
  readonly scopeId: string | null
  readonly measure: Measure
  readonly smoothingWords: number | undefined
  readonly draft: ArcSnapshot | null
  /** Whose feelings, and the rows that are theirs; null for the whole text. */
  readonly voice: { readonly name: string; readonly rows: readonly ArcRow[] } | null
  /** A line each, with the rows in which they are heard. */
  readonly people: readonly { readonly id: string; readonly name: string; readonly rows: readonly ArcRow[] }[]
  readonly analyzers: readonly string[]
}

const wordsOf = (rows: readonly ArcRow[]): number => rows.reduce((sum, { words }) => sum + words, 0)

const share = (rows: readonly ArcRow[], test: (row: ArcRow) => boolean): number => {
  const all = wordsOf(rows)
  return all === 0 ? 0 : Math.round((wordsOf(rows.filter(test)) / all) * 1000) / 1000
}

const withTension = (feeling: Feeling): NonNullable<ReportLine['feeling']> => ({
  ...feeling,
  mix: [...feeling.mix],
  tension: Math.round(tensionOf(feeling) * 1000) / 1000,
})

/** Where the level of a measure changes, no stretch shorter than a fortieth of the text. */
export const turnsOf = (rows: readonly ArcRow[], measure: Measure): readonly Omit<ReportTurn, 'scene'>[] => {
  const words = rows.map((row) => row.words)
  const values = rows.map(({ feeling }) => measureOf(feeling, measure))
  const minWords = Math.max(150, wordsOf(rows) / 40)
  return changePoints({ values, words }, { minWords }).map(({ index, before, after }) => {
    const { sceneId, blockId, from } = rows[index]
    return { sceneId, blockId, word: from, before, after }
  })
}

/** A voice among all paragraphs: where it is silent the text goes on without it. */
const voiceTrack = (all: readonly ArcRow[], own: readonly ArcRow[], measure: Measure): Track => {
  const heard = new Map(own.map((row) => [row.from, row]))
  return trackOf(
    all.map(({ from, to }) => {
      const row = heard.get(from)
      return row
        ? { from, to, value: measureOf(row.feeling, measure), weight: Math.min(1, row.words / (to - from)) }
        : { from, to, value: 0, weight: 0 }
    }),
  )
}

/** A draft's paragraphs on today's line: each scene stretched over the one it became; all of it where none is left. */
const draftTrack = (arc: BookArc, draft: ArcSnapshot, measure: Measure): Track => {
  const placed = draft.scenes.filter(({ id }) => arc.spans.has(id))
  const total = draft.scenes.reduce((sum, { words }) => sum + words.reduce((a, b) => a + b, 0), 0)
  let before = 0
  const rows = (placed.length > 0 ? placed : draft.scenes).flatMap((scene) => {
    const own = scene.words.reduce((sum, words) => sum + words, 0)
    const span = placed.length > 0 ? arc.spans.get(scene.id)! : { from: 0, to: arc.words }
    const scale = (span.to - span.from) / Math.max(1, placed.length > 0 ? own : total)
    let at = placed.length > 0 ? 0 : before
    before += own
    return scene.words.map((words, index) => {
      const from = span.from + at * scale
      at += words
      const value = measureOf(feelingOfRow(scene, index), measure)
      return { from, to: span.from + at * scale, value }
    })
  })
  return trackOf(rows.toSorted((a, b) => a.from - b.from))
}

const draftFeeling = (draft: ArcSnapshot, sceneIds: ReadonlySet<string> | null): Feeling | null => {
  const scenes = draft.scenes.filter(({ id }) => sceneIds === null || sceneIds.has(id))
  return blendFeelings(
    scenes.flatMap((scene) => scene.words.map((_, index) => feelingOfRow(scene, index))),
    scenes.flatMap(({ words }) => words),
  )
}

const depthOf = (nodes: ReadonlyMap<string, BinderNode>, node: BinderNode): number => {
  let depth = 1
  for (let at = node.parentId; at !== null; at = nodes.get(at)?.parentId ?? null) depth += 1
  return depth
}

/** Mean distance of curve and target where both stand. */
const gapOver = (
  smooth: (word: number) => number | null,
  target: (word: number) => number | null,
  { from, to }: BookSpan,
): number | null => {
  let [sum, count] = [0, 0]
  for (let i = 0; i <= SAMPLES; i++) {
    const word = from + ((to - from) * i) / SAMPLES
    const wanted = target(word)
    const actual = wanted === null ? null : smooth(word)
    if (actual === null || wanted === null) continue
    sum += Math.abs(actual - wanted)
    count += 1
  }
  return count === 0 ? null : Math.round((sum / count) * 1000) / 1000
}

/** @param arc the whole book, read. */
export const arcReport = (project: OpenProject, arc: BookArc, question: ReportQuestion): ArcReport => {
  const { scopeId, measure, draft, voice, people } = question
  const { title, author, language } = project.store.project.get()
  const nodes = new Map(arc.tree.map((node) => [node.id, node]))
  const span = spanOf(arc, scopeId)
  const shown = voice ? { ...arc, rows: voice.rows } : arc
  const own = rowsIn(shown, span)
  const half = question.smoothingWords ?? windowFor(span.to - span.from)
  const smoothed = makeSmoother(
    voice ? voiceTrack(rowsIn(arc, span), own, measure) : trackOfRows(own, measure),
  )
  const smooth = (word: number): number | null => smoothed(word, half)
  const sureness = makeSmoother(
    trackOf(own.map(({ from, to, feeling }) => ({ from, to, value: feeling.confidence }))),
  )
  const before = draft && makeSmoother(draftTrack(arc, draft, measure))
  /** As the writer drew it for somebody of the cast: valence over the book. */
  const ownArcs = new Map(
    project.store.characters
      .list()
      .flatMap(({ name, arc: points }) =>
        measure === 'valence' && points.length > 0 ? [[name, points] as const] : [],
      ),
  )
  const ownArc = ownArcs.get(voice?.name ?? '')
  const targets = [
    ...(ownArc ? [{ scopeId: null, points: ownArc }] : []),
    ...project.store.targets.list().filter((target) => target.measure === measure),
  ]
  const gapOf = (name: string, rows: readonly ArcRow[]): number | null => {
    const points = ownArcs.get(name)
    if (!points || scopeId !== null || arc.words === 0) return null
    const track = makeSmoother(voiceTrack(rowsIn(arc, span), rows, measure))
    return gapOver(
      (word) => track(word, half),
      (word) => targetAt(points, word / arc.words),
      span,
    )
  }
  const targetOver =
    (scope: string | null) =>
    (word: number): number | null => {
      const curve = targets.find((target) => target.scopeId === scope)
      const { from, to } = spanOf(arc, scope)
      return curve && to > from ? targetAt(curve.points, (word - from) / (to - from)) : null
    }
  const isInside = (node: BinderNode): boolean => {
    for (let at: string | null = node.id; at !== null; at = nodes.get(at)?.parentId ?? null)
      if (at === scopeId) return true
    return scopeId === null
  }
  const changeOf = (feeling: Feeling | null, sceneIds: ReadonlySet<string> | null): number | null => {
    const past = draft && feeling ? draftFeeling(draft, sceneIds) : null
    return past && feeling
      ? Math.round((measureOf(feeling, measure) - measureOf(past, measure)) * 1000) / 1000
      : null
  }
  const line = (
    facts: Pick<ReportLine, 'id' | 'kind' | 'title' | 'level'>,
    rows: readonly ArcRow[],
    gap: number | null,
    sceneIds: ReadonlySet<string> | null | undefined,
  ): ReportLine => {
    const feeling = blendRows(rows)
    return {
      ...facts,
      words: wordsOf(rows),
      feeling: feeling && withTension(feeling),
      uncertain: share(rows, (row) => row.feeling.confidence < UNSURE),
      corrected: rows.reduce((sum, { corrected }) => sum + corrected, 0),
      gap,
      change: sceneIds === undefined ? null : changeOf(feeling, sceneIds),
    }
  }
  const lineOf = (node: BinderNode): readonly ReportLine[] => {
    const { kind } = node
    // Notes and research are beside the book.
    if (!isBookKind(kind)) return []
    const at = spanOf(arc, node.id)
    const scenes = arc.tree.filter(
      (other) =>
        other.kind === 'scene' && spanOf(arc, other.id).from >= at.from && spanOf(arc, other.id).to <= at.to,
    )
    const nodeSmooth = makeSmoother(trackOfRows(rowsIn(shown, at), measure))
    const nodeHalf = windowFor(at.to - at.from)
    const facts = { id: node.id, kind, title: node.title, level: depthOf(nodes, node) }
    const made = line(
      facts,
      rowsIn(shown, at),
      gapOver((word) => nodeSmooth(word, nodeHalf), targetOver(node.id), at),
      new Set(scenes.map(({ id }) => id)),
    )
    return [made]
  }
  const inside = arc.tree.filter(isInside)
  const bookLine = line(
    { id: '', kind: 'book', title, level: 0 },
    rowsIn(shown, { from: 0, to: arc.words }),
    scopeId === null ? gapOver(smooth, targetOver(null), span) : null,
    null,
  )
  const marks =
    MARK_LEVELS.map((kind) => inside.filter((node) => node.kind === kind && node.id !== scopeId)).find(
      (level) => level.length > 1,
    ) ?? []
  const width = Math.max(1, span.to - span.from)
  return {
    title,
    author,
    language,
    scope: scopeId === null ? '' : (nodes.get(scopeId)?.title ?? ''),
    measure,
    voice: voice?.name ?? null,
    draft: draft?.name ?? null,
    analyzers: question.analyzers,
    lines: [
      ...(scopeId === null ? [bookLine] : []),
      ...inside.flatMap(lineOf),
      ...people.map(({ id, name, rows }) =>
        line(
          { id, kind: 'character', title: name, level: 1 },
          rowsIn({ ...arc, rows }, span),
          gapOf(name, rowsIn({ ...arc, rows }, span)),
          undefined,
        ),
      ),
    ],
    turns: turnsOf(own, measure).map((turn) => ({ ...turn, scene: nodes.get(turn.sceneId)?.title ?? '' })),
    curve: Array.from({ length: SAMPLES + 1 }, (_, i) => {
      const word = span.from + (i / SAMPLES) * (span.to - span.from)
      return {
        x: i / SAMPLES,
        actual: smooth(word),
        target: targetOver(scopeId)(word),
        draft: before ? before(word, half) : null,
        sure: (sureness(word, half) ?? 1) >= UNSURE,
      }
    }),
    marks: marks.map((node) => {
      const { from, to } = spanOf(arc, node.id)
      return { title: node.title, from: (from - span.from) / width, to: (to - span.from) / width }
    }),
  }
}
