// safety.*: the state of project files and of the places where they lie. How a file is read is the store's.
import { join } from 'node:path'
import type { Outputs } from '../contract/index.ts'
import { EngineError } from '../domain/errors.ts'
import { checkProject } from '../store/check-project.ts'
import { recoverProject } from '../store/recover-project.ts'
import type { EngineParts } from './engine-parts.ts'
import { os, projectOf } from './os.ts'
import { placeRisks } from './place-risks.ts'
import { canonicalPath, projectPath } from './project-registry.ts'

type Warning = Outputs['safety']['health']['warnings'][number]

const copiesOf = ({ dataDir }: EngineParts): string => join(dataDir, 'reading')

/** Another handle on a file that is open here would give its lock away when it is closed. */
const refuseOpen = ({ projects }: EngineParts, path: string): void => {
  if (projects.isOpen(path))
    throw new EngineError('BAD_INPUT', 'This project is open here. Close it first; nothing was done.', {
      path,
    })
}

export const safetyRouter = {
  health: os.safety.health.handler(async ({ context }) => {
    const { path, store } = projectOf(context)
    const { foreignHolder, olderCopy } = store.opened
    const warnings: Warning[] = [...(await placeRisks(path))]
    if (foreignHolder)
      warnings.push({ kind: 'open-elsewhere', host: foreignHolder.host, since: foreignHolder.since })
    if (olderCopy !== null) warnings.push({ kind: 'brought-up-to-date', copy: olderCopy })
    return { warnings }
  }),

  check: os.safety.check.handler(({ input, context: { engine } }) => {
    refuseOpen(engine, input.path)
    const verdict = checkProject(canonicalPath(input.path), copiesOf(engine))
    return { ...verdict, problems: [...verdict.problems] }
  }),

  recover: os.safety.recover.handler(({ input, context: { engine } }) => {
    refuseOpen(engine, input.path)
    const to = projectPath(input.to)
    const { saved, items, brokenPages, brokenRows } = recoverProject(
      canonicalPath(input.path),
      to,
      copiesOf(engine),
      engine.now(),
    )
    return { path: to, saved, items: [...items], brokenPages, brokenRows }
  }),
}
