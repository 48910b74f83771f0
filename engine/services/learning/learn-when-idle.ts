// Learns by itself where the writer has asked for that: when nothing has been done in the project for a while, and something new was said.
import type { OpenProject } from '../context.ts'
import type { EngineParts } from '../engine-parts.ts'
import { learn } from './learn.ts'
import { choicesOf, feedbackOf } from './learning-shelf.ts'

/** A pause, not a breath. */
const IDLE_MS = 120_000

/** What was said until now, told from what was said before. */
const stateOf = (engine: EngineParts, project: OpenProject): string => {
  const all = feedbackOf(engine, project)
  return `${all.length} ${all[0]?.id ?? ''} ${all[0]?.at ?? ''}`
}

const work = async (engine: EngineParts, project: OpenProject): Promise<void> => {
  const release = engine.projects.hold(project)
  const job = engine.jobs.start('learning', project.store.project.get().title)
  try {
    for await (const event of learn(engine, project, undefined, job.signal))
      if (event.kind === 'progress') job.report(event.share, 1)
  } finally {
    job.end()
    release()
  }
}

/** @param idleMs how long nothing must have been done */
export const learnWhenIdle = (engine: EngineParts, project: OpenProject, idleMs = IDLE_MS): void => {
  if (project.readOnly !== null) return
  let timer: NodeJS.Timeout | undefined
  let learntFrom = ''
  const pause = async (): Promise<void> => {
    if (!choicesOf(project).whenIdle || engine.jobs.list().length > 0) return
    const state = stateOf(engine, project)
    if (state === learntFrom) return
    learntFrom = state
    await work(engine, project)
  }
  project.events.subscribe('change', () => {
    clearTimeout(timer)
    // Closed meanwhile, or stopped by the writer: there will be another pause.
    timer = setTimeout(() => void pause().catch(() => undefined), idleMs).unref()
  })
}
