// The store's services behind their contract, as one or more windows reach them: real files, no models.
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { onTestFinished } from 'vitest'
import { binderRouter } from '../../engine/services/binder-service.ts'
import type { RequestContext } from '../../engine/services/context.ts'
import { goalRouter } from '../../engine/services/goal-service.ts'
import { historyRouter } from '../../engine/services/history-service.ts'
import { JobBoard } from '../../engine/services/job-board.ts'
import { ProjectRegistry } from '../../engine/services/project-registry.ts'
import { provenanceRouter } from '../../engine/services/provenance-service.ts'
import { projectRouter } from '../../engine/services/project-service.ts'
import { safetyRouter } from '../../engine/services/safety-service.ts'
import { sceneRouter } from '../../engine/services/scene-service.ts'
import { SettingsFile } from '../../engine/services/settings-file.ts'
import { studioRouter } from '../../engine/services/studio-service.ts'
import { followHistory } from '../../engine/services/take-snapshots.ts'
import { tempFolder } from '../helpers/temp-project.ts'

/**
 * One engine with folders of its own; `window()` is one more connection to it.
 * @param now milliseconds since the epoch.
 */
export const startStudio = (now: () => number = Date.now) => {
  const folder = tempFolder()
  const parts = {
    version: '9.9.9',
    dataDir: join(folder, 'data'),
    documentsDir: join(folder, 'documents'),
    settings: new SettingsFile(join(folder, 'data')),
    projects: new ProjectRegistry(now, (project) => followHistory(project, now)),
    jobs: new JobBoard(),
    backends: { current: () => 'onnx-cpu' },
    now,
  }
  onTestFinished(() => parts.projects.closeAll())
  const router = {
    studio: studioRouter,
    project: projectRouter,
    binder: binderRouter,
    scene: sceneRouter,
    goals: goalRouter,
    safety: safetyRouter,
    history: historyRouter,
    provenance: provenanceRouter,
  }
  let windows = 0
  const window = () => {
    windows += 1
    const session: RequestContext['session'] = { id: `window-${windows}`, project: null }
    const engine = parts as unknown as RequestContext['engine']
    const client = createRouterClient(router, { context: { engine, session } })
    return { client, session, leave: () => parts.projects.leave(session) }
  }
  return { folder, parts, window }
}

export type Window = ReturnType<ReturnType<typeof startStudio>['window']>

/** A new project in that window, and its path. */
export const newProject = async ({ client }: Window, folder: string): Promise<string> =>
  (await client.project.create({ path: join(folder, 'book'), title: 'The Lamp', language: 'en' })).path

/** What the project's stream says while `run` runs. */
export const changesDuring = async ({ client }: Window, run: () => Promise<unknown>): Promise<unknown[]> => {
  const stop = new AbortController()
  const changes: unknown[] = []
  const stream = await client.project.watch(undefined, { signal: stop.signal })
  const reading = (async () => {
    try {
      for await (const change of stream) changes.push(change)
    } catch (error) {
      if (!stop.signal.aborted) throw error
    }
  })()
  await run()
  // Changes come through the stream in their own time: the last one is in when nothing follows for a while.
  for (let seen = -1; seen !== changes.length;) {
    seen = changes.length
    await new Promise((resolve) => setTimeout(resolve, 40))
  }
  stop.abort()
  await reading
  return changes
}
