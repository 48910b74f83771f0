// Summaries of scenes kept in step with the text in the background: made of the scene's own sentences where there is none or an
// older one like it; what a model or the writer wrote is only known to be stale.
import { hash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { SceneSummary } from '../domain/story-memory.ts'
import { createSummaryThread } from '../generation/memory/summary-thread.ts'
import type { SummarySentence } from '../generation/memory/summarise.ts'
import { detectLanguage } from '../text/language.ts'
import type { OpenProject } from './context.ts'
import type { EngineParts } from './engine-parts.ts'
import { findingsOf } from './finding-cache.ts'
import { sceneParagraphs, type SceneParagraph } from './scene-feelings.ts'
import { namesOfStory } from './story-names.ts'

/** A scene that is being written is left alone for so long. */
const CALM_MS = 20_000
/** Words of a summary: a share of the scene's, within bounds. */
const SHARE = 0.1
const [FEWEST, MOST] = [30, 90]

const thread = createSummaryThread()

const textHash = (paragraphs: readonly SceneParagraph[]): string =>
  hash('sha256', paragraphs.map(({ text }) => text).join('\n'))

/** Hashes of scenes by their revision: a text that nobody touched is not read again. */
const known = new WeakMap<OpenProject, Map<string, { readonly rev: number; readonly hash: string }>>()

/** The hash of what each scene of the book says now; '' for a scene without words. */
const hashesNow = (project: OpenProject): ReadonlyMap<string, string> => {
  const before = known.get(project) ?? new Map<string, { rev: number; hash: string }>()
  known.set(project, before)
  return new Map(
    project.store.scenes.revisions().map(({ sceneId, rev }) => {
      const found = before.get(sceneId)
      if (found?.rev === rev) return [sceneId, found.hash]
      const paragraphs = sceneParagraphs(project, sceneId) ?? []
      const now = paragraphs.length === 0 ? '' : textHash(paragraphs)
      before.set(sceneId, { rev, hash: now })
      return [sceneId, now]
    }),
  )
}

/** Of what a scene of the book says now. */
export const textHashOf = (project: OpenProject, sceneId: string): string =>
  hashesNow(project).get(sceneId) ?? ''

export interface ShownSummary extends SceneSummary {
  /** The scene says something else by now. */
  readonly stale: boolean
}

/** What there is, by scene of the book. */
export const summariesNow = (project: OpenProject): ReadonlyMap<string, ShownSummary> => {
  const hashes = hashesNow(project)
  return new Map(
    [...project.store.memory.summaries()].flatMap(([sceneId, summary]) => {
      const now = hashes.get(sceneId)
      return now === undefined ? [] : [[sceneId, { ...summary, stale: now !== summary.ofText }]]
    }),
  )
}

/** The scene's own sentences with how they feel. */
const sentencesOf = async (
  engine: EngineParts,
  project: OpenProject,
  paragraphs: readonly SceneParagraph[],
): Promise<readonly SummarySentence[]> => {
  const findings = await findingsOf(engine, project, paragraphs)
  return paragraphs.flatMap(({ hash: name, text }) =>
    (findings.get(name)?.sentences ?? []).map(({ from, to, valence }) => ({
      text: text.slice(from, to),
      valence,
    })),
  )
}

/** Made anew from the scene's own sentences; null for one without words. */
export const summariseScene = async (
  engine: EngineParts,
  project: OpenProject,
  sceneId: string,
): Promise<SceneSummary | null> => {
  const paragraphs = sceneParagraphs(project, sceneId) ?? []
  if (paragraphs.length === 0) return null
  const whole = paragraphs.map(({ text }) => text).join('\n')
  const words = paragraphs.reduce((sum, paragraph) => sum + paragraph.words, 0)
  const text = await thread.run({
    sentences: await sentencesOf(engine, project, paragraphs),
    names: namesOfStory(project.store, whole).filter((name) => typeof name === 'string'),
    language: detectLanguage(whole),
    words: Math.max(FEWEST, Math.min(MOST, Math.round(words * SHARE))),
  })
  return { sceneId, text, maker: 'own', model: null, ofText: textHash(paragraphs), updatedAt: engine.now() }
}

/** Scenes that have words but no summary, or an own one of an older text. */
const waiting = (project: OpenProject): readonly string[] => {
  const summaries = project.store.memory.summaries()
  return [...hashesNow(project)].flatMap(([sceneId, now]) => {
    const summary = summaries.get(sceneId)
    return now !== '' && (!summary || (summary.maker === 'own' && summary.ofText !== now)) ? [sceneId] : []
  })
}

/** Brings own summaries up to date; leaves off when told to, or when the project is gone. */
export const refreshSummaries = async (
  engine: EngineParts,
  project: OpenProject,
  signal: AbortSignal,
): Promise<void> => {
  if (project.readOnly) return
  let isChanged = false
  for (const sceneId of waiting(project)) {
    const summary = await summariseScene(engine, project, sceneId)
    if (signal.aborted) return
    // It may have gone, or been summarised by somebody else, meanwhile.
    const now = project.store.memory.summaries().get(sceneId)
    if (!summary || !project.store.scenes.find(sceneId) || (now && now.maker !== 'own')) continue
    project.store.memory.putSummary(summary)
    isChanged = true
  }
  if (isChanged) project.events.publish('change', { kind: 'memory' })
}

/** For as long as a project is open: a while after its text came to rest, or its first summaries were missing. */
export const followSummaries = (engine: EngineParts, project: OpenProject, calmMs = CALM_MS): void => {
  let current: AbortController | null = null
  const later = async (own: AbortController): Promise<void> => {
    try {
      await sleep(calmMs, undefined, { signal: own.signal, ref: false })
      await refreshSummaries(engine, project, own.signal)
    } catch {
      // Another change came, or the project was closed: the next time makes up for it.
    }
  }
  const begin = (): void => {
    current?.abort()
    current = new AbortController()
    void later(current)
  }
  project.events.subscribe('change', (change) => {
    if (change.kind === 'scene' || change.kind === 'binder') begin()
  })
  begin()
}
