// How the scenes of an open project feel, kept in memory so that an edit costs only the paragraph that changed.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { feelingOfPassage, type PassageFinding } from '../analysis/analyze-passages.ts'
import { blendFeelings } from '../domain/curve.ts'
import type { Feeling } from '../domain/emotion.ts'
import { textBlocks } from '../text/plain-text.ts'
import { countWords } from '../text/words.ts'
import type { OpenProject, SceneFeelings } from './context.ts'
import type { EngineParts } from './engine-parts.ts'
import { findingsOf, passageOf, type Passage } from './finding-cache.ts'
import { labelBookOf, type LabelBook } from './sentence-labels.ts'

/** A paragraph that has words. */
export interface SceneParagraph extends Passage {
  readonly blockId: string
  readonly words: number
}

/** What a passage feels like, and its sentences where the writer corrected one like them somewhere. */
export interface PassageFeeling {
  readonly feeling: Feeling | null
  readonly labelled: PassageFinding | null
}

export const feelingOfFinding = (
  finding: PassageFinding,
  text: string,
  labels: LabelBook,
): PassageFeeling => ({
  feeling: feelingOfPassage(finding),
  labelled: labels.touches(finding, text) ? finding : null,
})

interface FeltParagraph {
  readonly blockId: string
  readonly hash: string
  readonly words: number
  readonly feeling: Feeling
  /** Labels that were laid over it, by id and time: a paragraph whose labels differ is another one. */
  readonly labels: string
  readonly corrected: number
  readonly touched: boolean
}

interface SceneState {
  readonly sceneId: string
  readonly paragraphs: readonly FeltParagraph[]
  readonly columns: SceneFeelings
  /** As it was when the scene was read. */
  readonly labels: LabelBook
}

/** What is known of one open project. `tickets` counts refreshes, so that of two that overlap the later wins; `underWay` holds the later. */
interface BookState {
  readonly scenes: Map<string, SceneState>
  readonly tickets: Map<string, number>
  readonly underWay: Map<string, Promise<void>>
}

const books = new WeakMap<OpenProject, BookState>()

const bookOf = (project: OpenProject): BookState => {
  const found = books.get(project) ?? { scenes: new Map(), tickets: new Map(), underWay: new Map() }
  books.set(project, found)
  return found
}

/** The scene's paragraphs as they are stored now, null when it is not (any more) in the book. */
export const sceneParagraphs = (project: OpenProject, sceneId: string): readonly SceneParagraph[] | null => {
  const scene = project.store.binder.isInBook(sceneId) ? project.store.scenes.find(sceneId) : null
  if (!scene) return null
  return textBlocks(scene.document).map(({ id, text }) => ({
    blockId: id,
    words: countWords(text),
    ...passageOf(text),
  }))
}

const toColumns = (sceneId: string, paragraphs: readonly FeltParagraph[]): SceneFeelings => {
  const feelings = paragraphs.map((paragraph) => paragraph.feeling)
  const words = paragraphs.map((paragraph) => paragraph.words)
  const summary = blendFeelings(feelings, words)
  return {
    sceneId,
    words,
    blockIds: paragraphs.map((paragraph) => paragraph.blockId),
    valence: feelings.map((feeling) => feeling.valence),
    arousal: feelings.map((feeling) => feeling.arousal),
    emotion: feelings.map((feeling) => feeling.emotion),
    confidence: feelings.map((feeling) => feeling.confidence),
    mix: feelings.map((feeling) => [...feeling.mix]),
    corrected: paragraphs.map((paragraph) => paragraph.corrected),
    summary: summary && { ...summary, mix: [...summary.mix] },
  }
}

/** A scene without words, one that is gone, or one that nobody has read yet. */
export const blankScene = (sceneId: string): SceneFeelings => toColumns(sceneId, [])

/** What is known of a scene; blank when it has not been read. */
export const knownScene = (project: OpenProject, sceneId: string): SceneFeelings =>
  bookOf(project).scenes.get(sceneId)?.columns ?? blankScene(sceneId)

/** How often the scene has been read again: lets a reader of the whole book see that its copy is old. */
export const ticketOf = (project: OpenProject, sceneId: string): number =>
  bookOf(project).tickets.get(sceneId) ?? 0

/** Keeps what was felt, by passage hash, for each paragraph; false when something is missing (nothing is kept then). */
export const keepScene = (
  project: OpenProject,
  sceneId: string,
  paragraphs: readonly SceneParagraph[],
  feelings: ReadonlyMap<string, PassageFeeling>,
): boolean => {
  if (!paragraphs.every((paragraph) => feelings.has(paragraph.hash))) return false
  const labels = labelBookOf(project)
  const felt = paragraphs.flatMap((paragraph): FeltParagraph[] => {
    const known = feelings.get(paragraph.hash)
    const laid = known?.labelled ? labels.apply(known.labelled, paragraph.text, paragraph.blockId) : null
    const feeling = laid ? feelingOfPassage(laid.finding) : known?.feeling
    if (!feeling) return []
    const { blockId, hash, words } = paragraph
    const marks = laid ? [...laid.labels.values()].map(({ id, labelledAt }) => `${id} ${labelledAt}`) : []
    const touched = laid !== null
    return [{ blockId, hash, words, feeling, labels: marks.join(), corrected: marks.length, touched }]
  })
  const columns = toColumns(sceneId, felt)
  bookOf(project).scenes.set(sceneId, { sceneId, paragraphs: felt, columns, labels })
  return true
}

/** Drops scenes that are no longer in the book. */
export const keepOnlyScenes = (project: OpenProject, sceneIds: ReadonlySet<string>): void => {
  const book = bookOf(project)
  for (const known of [book.scenes, book.tickets])
    for (const sceneId of known.keys()) if (!sceneIds.has(sceneId)) known.delete(sceneId)
}

const isSame = (one: readonly FeltParagraph[], other: readonly FeltParagraph[]): boolean =>
  one.length === other.length &&
  one.every(
    ({ blockId, hash, labels }, index) =>
      blockId === other[index].blockId && hash === other[index].hash && labels === other[index].labels,
  )

const refresh = async (engine: EngineParts, project: OpenProject, sceneId: string): Promise<void> => {
  const book = bookOf(project)
  const ticket = ticketOf(project, sceneId) + 1
  book.tickets.set(sceneId, ticket)
  const before = book.scenes.get(sceneId)
  const paragraphs = sceneParagraphs(project, sceneId)
  if (!paragraphs) {
    book.scenes.delete(sceneId)
    if (before) project.events.publish('feelings', blankScene(sceneId))
    return
  }
  const labels = labelBookOf(project)
  const feelings = new Map<string, PassageFeeling>()
  if (before?.labels === labels)
    for (const { hash, feeling, touched } of before.paragraphs)
      if (!touched) feelings.set(hash, { feeling, labelled: null })
  const fresh = paragraphs.filter(({ hash }) => !feelings.has(hash))
  if (fresh.length > 0) {
    const texts = new Map(fresh.map(({ hash, text }) => [hash, text]))
    for (const [hash, finding] of await findingsOf(engine, project, fresh))
      feelings.set(hash, feelingOfFinding(finding, texts.get(hash)!, labels))
    if (ticketOf(project, sceneId) !== ticket) return
    // Corrected while it was being read: a scene that nobody knew yet hears of it only here.
    if (labelBookOf(project) !== labels) return refresh(engine, project, sceneId)
  }
  keepScene(project, sceneId, paragraphs, feelings)
  const after = book.scenes.get(sceneId)
  if (after && !(before && isSame(before.paragraphs, after.paragraphs)))
    project.events.publish('feelings', after.columns)
}

/**
 * To be called, and not awaited, after a scene's text changed, came or went: reads the paragraphs that are new and
 * publishes `feelings`. Never rejects: the text is saved already, and reading the book again makes up for a failure.
 */
export const refreshSceneFeelings = async (
  engine: EngineParts,
  project: OpenProject,
  sceneId: string,
): Promise<void> => {
  const { scenes, underWay } = bookOf(project)
  const refreshed = refresh(engine, project, sceneId).catch(() => {
    // The project was closed meanwhile, or the analysis thread died and is started again by the next call.
    scenes.delete(sceneId)
  })
  underWay.set(sceneId, refreshed)
  await refreshed
  if (underWay.get(sceneId) === refreshed) underWay.delete(sceneId)
}

/** Waits until no refresh of the scene is under way. */
export const settleScene = async (project: OpenProject, sceneId: string): Promise<void> => {
  const { underWay } = bookOf(project)
  for (let refreshed = underWay.get(sceneId); refreshed; refreshed = underWay.get(sceneId)) await refreshed
}

/** A sentence that stands in many places may have changed in all of them: the scene it was corrected in goes first. */
const refreshKnownScenes = async (
  engine: EngineParts,
  project: OpenProject,
  firstId: string | null,
): Promise<void> => {
  const known = [...bookOf(project).scenes.keys()]
  for (const sceneId of known.toSorted((a, b) => Number(b === firstId) - Number(a === firstId))) {
    await refreshSceneFeelings(engine, project, sceneId)
    await nextTurn()
  }
}

/** Keeps a project's feelings in step with its text for as long as it is open, whoever changes it. */
export const followSceneFeelings = (engine: EngineParts, project: OpenProject): void => {
  project.events.subscribe('change', (change) => {
    if (change.kind === 'scene') void refreshSceneFeelings(engine, project, change.sceneId)
    if (change.kind === 'labels') void refreshKnownScenes(engine, project, change.sceneId)
  })
}
