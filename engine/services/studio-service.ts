// studio.*: the engine itself, the writer's settings, folders for hosts without native dialogs, and the work in progress.
import { existsSync } from 'node:fs'
import { findBackend } from '../nn/backends/registry.ts'
import { listFolder } from './folder-listing.ts'
import { os } from './os.ts'

export const studioRouter = {
  info: os.studio.info.handler(({ context: { engine } }) => {
    const { version, dataDir, documentsDir } = engine
    const { id, label, device } = findBackend(engine.backends.current('training'))
    const backend = { id, label, device: device.toUpperCase() }
    return { version, node: process.version, platform: process.platform, dataDir, documentsDir, backend }
  }),

  settings: os.studio.settings.handler(({ context }) => context.engine.settings.settings()),

  updateSettings: os.studio.updateSettings.handler(({ input, context }) =>
    context.engine.settings.update(input),
  ),

  recentProjects: os.studio.recentProjects.handler(({ context }) =>
    context.engine.settings.recent().map((project) => ({ ...project, exists: existsSync(project.path) })),
  ),

  forgetRecent: os.studio.forgetRecent.handler(({ input, context }) =>
    context.engine.settings.forgetRecent(input.path),
  ),

  listFolder: os.studio.listFolder.handler(({ input, context }) =>
    listFolder(input.path, input.extensions, context.engine.documentsDir),
  ),

  watchJobs: os.studio.watchJobs.handler(({ context, signal }) => context.engine.jobs.watch(signal)),

  stopJob: os.studio.stopJob.handler(({ input, context }) => context.engine.jobs.stop(input.id)),
}
