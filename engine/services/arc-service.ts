// arc.* of the contract: whose the feelings of a book are, where they turn, how drafts differ, and reports on all of it.
import type { Inputs, Outputs } from '../contract/index.ts'
import type { ArcReport } from '../domain/arc-report.ts'
import type { ArcScene } from '../domain/arc-snapshot.ts'
import type { SceneDocument } from '../domain/document.ts'
import { EngineError } from '../domain/errors.ts'
import { feelingOfPassage } from '../analysis/analyze-passages.ts'
import { ANALYZERS } from '../analysis/registry.ts'
import { reportFormats } from '../exporters/report/report-registry.ts'
import { reportWords } from '../exporters/report/report-words.ts'
import { textBlocks } from '../text/plain-text.ts'
import { countWords } from '../text/words.ts'
import { act } from './act.ts'
import { arcReport, turnsOf } from './arc-report.ts'
import { feelingOfRow, layOutArc, readScenes, rowsIn, spanOf, type ArcRow, type BookArc } from './book-arc.ts'
import { bookVoices, NARRATION, voiceScenes, type BookVoices } from './book-voices.ts'
import type { OpenProject, RequestContext, SceneFeelings } from './context.ts'
import { exportReport } from './export-report.ts'
import { outlineOf, planImport } from './import-plan.ts'
import { importPreviews } from './import-previews.ts'
import { readFindings } from './learning/used-head.ts'
import { openVersion } from './open-version.ts'
import { os, projectOf } from './os.ts'

type ReportInput = Inputs['arc']['report']
type ExportEvent = Outputs['arc']['exportReport'] extends AsyncIterable<infer Event> ? Event : never

/** How many characters a report gives a line each. */
const MOST_PEOPLE = 12

const never = new AbortController().signal

const readArc = async (
  { engine }: RequestContext,
  project: OpenProject,
  signal: AbortSignal,
  report?: (done: number, total: number) => void,
): Promise<BookArc> =>
  layOutArc(project.store.binder.tree(), await readScenes(engine, project, signal, report))

/** The book's rows in which a voice is heard, with its feelings and its words, where they stand in the book. */
const voiceRows = (arc: BookArc, voices: BookVoices, voiceId: string): readonly ArcRow[] => {
  if (!voices.voices.some(({ id }) => id === voiceId))
    throw new EngineError('NOT_FOUND', 'Nobody of this name is heard in the book (any more).', { voiceId })
  const places = new Map(arc.rows.map((row) => [`${row.sceneId} ${row.blockId}`, row]))
  return voiceScenes(voices, voiceId).flatMap((scene) =>
    scene.blockIds.flatMap((blockId, index): ArcRow[] => {
      const place = places.get(`${scene.sceneId} ${blockId}`)
      if (!place) return []
      return [{ ...place, words: scene.words[index], feeling: feelingOfRow(scene, index) }]
    }),
  )
}

const scopeChecked = (project: OpenProject, scopeId: string | null): string | null => {
  if (scopeId === null || project.store.binder.tree().some(({ id }) => id === scopeId)) return scopeId
  throw new EngineError('NOT_FOUND', 'This part, chapter or scene is not in the project (any more).', {
    id: scopeId,
  })
}

const makeReport = async (
  context: RequestContext,
  input: ReportInput,
  signal: AbortSignal,
  report?: (done: number, total: number) => void,
): Promise<ArcReport> => {
  const project = projectOf(context)
  const scopeId = scopeChecked(project, input.scopeId ?? null)
  const draft = input.draftId === undefined ? null : project.store.arcs.get(input.draftId)
  const arc = await readArc(context, project, signal, report)
  const voices = await bookVoices(context.engine, project)
  const nameOf = (voiceId: string): string => {
    const words = reportWords(input.language ?? project.store.project.get().language)
    return voiceId === NARRATION
      ? words.narration
      : (voices.voices.find(({ id }) => id === voiceId)?.name ?? '')
  }
  const rowsOf = (voiceId: string) => ({
    id: voiceId,
    name: nameOf(voiceId),
    rows: voiceRows(arc, voices, voiceId),
  })
  return arcReport(project, arc, {
    scopeId,
    measure: input.measure ?? 'valence',
    smoothingWords: input.smoothingWords,
    draft,
    voice: input.voiceId === undefined ? null : rowsOf(input.voiceId),
    people: voices.voices
      .filter(({ words }) => words > 0)
      .slice(0, MOST_PEOPLE + 1)
      .map(({ id }) => rowsOf(id)),
    analyzers: ANALYZERS.map(({ title, version }) => `${title} ${version}`),
  })
}

/** A copy that the wire may own. */
const sent = (report: ArcReport): Outputs['arc']['report'] => ({
  ...report,
  analyzers: [...report.analyzers],
  lines: [...report.lines],
  turns: [...report.turns],
  curve: [...report.curve],
  marks: [...report.marks],
})

const exportArc = (
  input: Inputs['arc']['exportReport'],
  context: RequestContext,
  signal: AbortSignal,
): AsyncGenerator<ExportEvent> => {
  const { language, title } = projectOf(context).store.project.get()
  const { format, path } = input
  return exportReport(
    context,
    { formats: reportFormats, format, path, title },
    async (as, progress) =>
      as.run(await makeReport(context, input, signal, progress), reportWords(input.language ?? language)),
    signal,
  )
}

const draftScene = (id: string, title: string, scene: SceneFeelings): ArcScene => {
  const { words, valence, arousal, mix, confidence } = scene
  return { id, title, words, valence, arousal, mix, confidence }
}

interface ReadText {
  readonly id: string
  readonly title: string
  readonly document: SceneDocument
}

/** A file that waits to be imported: its scenes are strangers to the book, so their ids match nothing. */
const previewTexts = (context: RequestContext, previewId: string): ReadText[] => {
  const book = importPreviews.get(context.session, previewId)
  return planImport(book, outlineOf(book)).flatMap(({ id, title, text }) =>
    text ? [{ id, title, document: text.document }] : [],
  )
}

/** The scenes of a snapshot or a draft, under the ids that they have in the book. */
const versionTexts = (project: OpenProject, version: string): ReadText[] => {
  const opened = openVersion(project.store, version)
  return opened.nodes.flatMap(({ id, kind, title }) => {
    const document = kind === 'scene' ? opened.document(id) : null
    return document ? [{ id, title, document }] : []
  })
}

const readTexts = async (
  context: RequestContext,
  project: OpenProject,
  texts: readonly ReadText[],
  signal: AbortSignal,
): Promise<readonly ArcScene[]> => {
  const scenes: ArcScene[] = []
  for (const { id, title, document } of texts) {
    const blocks = textBlocks(document)
    const findings = await readFindings(
      context.engine,
      project,
      blocks.map((block) => block.text),
      signal,
    )
    const felt = blocks.flatMap((block, index) => {
      const feeling = feelingOfPassage(findings[index])
      return feeling ? [{ words: countWords(block.text), feeling }] : []
    })
    scenes.push({
      id,
      title,
      words: felt.map(({ words }) => words),
      valence: felt.map(({ feeling }) => feeling.valence),
      arousal: felt.map(({ feeling }) => feeling.arousal),
      mix: felt.map(({ feeling }) => feeling.mix),
      confidence: felt.map(({ feeling }) => feeling.confidence),
    })
  }
  return scenes
}

export const arcRouter = {
  voices: os.arc.voices.handler(async ({ context }) => {
    const { voices } = await bookVoices(context.engine, projectOf(context))
    return voices.map((voice) => ({ ...voice, aliases: [...voice.aliases] }))
  }),

  voice: os.arc.voice.handler(async ({ input: { voiceId }, context }) => {
    const voices = await bookVoices(context.engine, projectOf(context))
    if (!voices.voices.some(({ id }) => id === voiceId))
      throw new EngineError('NOT_FOUND', 'Nobody of this name is heard in the book (any more).', { voiceId })
    return voiceScenes(voices, voiceId)
  }),

  turns: os.arc.turns.handler(async ({ input, context, signal }) => {
    const project = projectOf(context)
    const scopeId = scopeChecked(project, input.scopeId)
    const arc = await readArc(context, project, signal ?? never)
    const { voiceId } = input
    const rows =
      voiceId === undefined ? arc.rows : voiceRows(arc, await bookVoices(context.engine, project), voiceId)
    return [...turnsOf(rowsIn({ ...arc, rows }, spanOf(arc, scopeId)), input.measure)]
  }),

  drafts: os.arc.drafts.handler(({ context }) => projectOf(context).store.arcs.list()),

  draft: os.arc.draft.handler(({ input: { draftId }, context }) => {
    const { scenes, ...summary } = projectOf(context).store.arcs.get(draftId)
    return {
      ...summary,
      scenes: scenes.map((scene) => ({
        ...scene,
        words: [...scene.words],
        valence: [...scene.valence],
        arousal: [...scene.arousal],
        mix: scene.mix.map((row) => [...row]),
        confidence: [...scene.confidence],
      })),
    }
  }),

  keepDraft: os.arc.keepDraft.handler(async ({ input: { name, previewId, version }, context, signal }) => {
    const project = projectOf(context)
    const { store } = project
    const texts =
      previewId !== undefined
        ? previewTexts(context, previewId)
        : version !== undefined
          ? versionTexts(project, version)
          : null
    const titles = new Map(store.binder.tree().map(({ id, title }) => [id, title]))
    const scenes = texts
      ? await readTexts(context, project, texts, signal ?? never)
      : (await readScenes(context.engine, project, signal ?? never)).map((scene) =>
          draftScene(scene.sceneId, titles.get(scene.sceneId) ?? '', scene),
        )
    const words = scenes.reduce((sum, scene) => sum + scene.words.reduce((a, b) => a + b, 0), 0)
    if (words === 0)
      throw new EngineError('TOO_LITTLE_TEXT', 'There are no words whose feelings could be kept.')
    return act(project, 'arc.keepDraft', [{ kind: 'arcs' }], () => store.arcs.add({ name, words, scenes }))
  }),

  removeDraft: os.arc.removeDraft.handler(({ input: { draftId }, context }) => {
    const project = projectOf(context)
    act(project, 'arc.removeDraft', [{ kind: 'arcs' }], () => project.store.arcs.remove(draftId))
  }),

  report: os.arc.report.handler(async ({ input, context, signal }) =>
    sent(await makeReport(context, input, signal ?? never)),
  ),

  reportFormats: os.arc.reportFormats.handler(() =>
    reportFormats.map(({ id, title, extension }) => ({ id, title, extension })),
  ),

  exportReport: os.arc.exportReport.handler(({ input, context, signal }) =>
    exportArc(input, context, signal ?? never),
  ),
}
