// backup.*: shows, makes and gives back backups; when they are made by themselves is backups.ts' concern.
import { resolve } from 'node:path'
import { EngineError } from '../domain/errors.ts'
import { isEncrypted } from '../store/passphrase.ts'
import { restoreCopy } from '../store/restore-copy.ts'
import type { RequestContext } from './context.ts'
import { os, projectOf } from './os.ts'
import { projectPath } from './project-registry.ts'

const status = ({ engine: { backups } }: RequestContext) => ({
  settings: backups.settings,
  folder: backups.folder,
  problem: backups.problem,
})

export const backupRouter = {
  status: os.backup.status.handler(({ context }) => status(context)),

  configure: os.backup.configure.handler(({ input, context }) => {
    const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined))
    context.engine.backups.configure(given)
    return status(context)
  }),

  now: os.backup.now.handler(({ context }) => context.engine.backups.make(projectOf(context))),

  list: os.backup.list.handler(({ input, context }) => {
    const { backups } = context.engine
    if (input.path !== undefined) return [...backups.list({ path: projectPath(input.path) })]
    const project = projectOf(context)
    return [...backups.list({ id: project.store.project.get().id, path: project.path })]
  }),

  restore: os.backup.restore.handler(async ({ input, context }) => {
    if (context.engine.projects.isOpen(input.backup))
      throw new EngineError('BAD_INPUT', 'This is the project that is open, not a backup of it.')
    const to = projectPath(input.to)
    const backup = resolve(input.backup)
    const asked = isEncrypted(backup) ? await context.engine.passphrase?.() : null
    await restoreCopy(backup, to, input.passphrase ?? asked ?? undefined)
    return { path: to }
  }),
}
