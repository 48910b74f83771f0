// Looks whether what was taken into the text still stands there as it was offered: what the writer changed is feedback.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Feedback } from '../../domain/feedback.ts'
import { textFeatures } from '../../models/ranker/text-features.ts'
import { NOTHING_FELT } from '../../generation/passage.ts'
import type { OpenProject } from '../context.ts'
import { judge } from '../continue-passage.ts'
import type { EngineParts } from '../engine-parts.ts'
import { noticeChangedAnswers } from './notice-changed-answers.ts'
import { recordOfGeneration, textOfCandidate } from './record-feedback.ts'
import { sameWords, standingText } from './standing-text.ts'

type Scene = NonNullable<ReturnType<OpenProject['store']['scenes']['find']>>

/** Revision of the scene in which a passage was last looked for. */
const looked = new WeakMap<OpenProject, Map<string, number>>()

const notice = async (
  engine: EngineParts,
  project: OpenProject,
  said: Feedback,
  sceneOf: (id: string) => Scene | null,
): Promise<void> => {
  const { generations } = project.store
  const found = generations.findByCandidate(said.subject)
  const sceneId = found?.generation.sceneId
  const scene = sceneId ? sceneOf(sceneId) : null
  if (!found || !scene) return
  const seen = looked.get(project) ?? new Map<string, number>()
  looked.set(project, seen)
  if (seen.get(said.subject) === scene.rev) return
  seen.set(said.subject, scene.rev)
  const candidate = found.generation.candidates.find(({ id }) => id === said.subject)
  const now = standingText(scene.document, said.subject)
  const about = `edit ${said.subject}`
  const projectId = project.store.project.get().id
  const known = project.store.feedback.find(projectId, about)
  // Not there: moved to another scene, or put in before words knew where they came from.
  if (!candidate || now === null) return
  if (sameWords(now, candidate.text)) {
    if (known) project.store.feedback.takeBack(projectId, about)
    return
  }
  const edited = `${said.subject} edited`
  if (known?.texts.some(({ id, text }) => id === edited && text === now)) return
  const feeling = (await judge(engine, project, now)) ?? NOTHING_FELT
  const offered = textOfCandidate(candidate)
  // Nobody can tell the merits of what was changed by hand: it has those of what it was made from.
  const features = { ...offered.features, ...textFeatures(now, feeling) }
  recordOfGeneration(
    project,
    found.generation,
    engine.now(),
    { kind: 'edited', about, subject: edited, over: candidate.id },
    [{ id: edited, text: now, features }, offered],
  )
}

/** Looks at passages whose scene was changed since they were last looked at. */
export const noticeEdits = async (engine: EngineParts, project: OpenProject): Promise<void> => {
  if (project.readOnly !== null) return
  // A long scene is read once, however many passages were taken into it.
  const read = new Map<string, Scene | null>()
  const sceneOf = (id: string): Scene | null => {
    if (!read.has(id)) read.set(id, project.store.scenes.find(id))
    return read.get(id) ?? null
  }
  for (const said of project.store.feedback.list().filter(({ kind }) => kind === 'accepted')) {
    await notice(engine, project, said, sceneOf)
    await nextTurn()
  }
  await noticeChangedAnswers(engine, project, sceneOf)
}
