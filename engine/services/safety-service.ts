// safety.*: the state of project files and of the places where they lie. How a file is read is the store's.
import { join } from 'node:path'
import type { Outputs } from '../contract/index.ts'
import { EngineError } from '../domain/errors.ts'
import { checkProject } from '../store/check-project.ts'
import { changePassphrase } from '../store/change-passphrase.ts'
import { isEncrypted, keyFor, newKey, passphraseWrong } from '../store/passphrase.ts'
import { recoverProject } from '../store/recover-project.ts'
import { isWrittenWith } from '../store/recovery/page-file.ts'
import type { EngineParts } from './engine-parts.ts'
import { os, projectOf } from './os.ts'
import { placeRisks } from './place-risks.ts'
import { canonicalPath, projectPath } from './project-registry.ts'

/** Length is what guessing cannot buy; signs of all kinds are not asked for. */
const SHORTEST = 8

type Warning = Outputs['safety']['health']['warnings'][number]

const copiesOf = ({ dataDir }: EngineParts): string => join(dataDir, 'reading')

/** Another handle on a file that is open here would give its lock away when it is closed. */
const refuseOpen = async ({ projects }: EngineParts, path: string): Promise<void> => {
  await projects.whenLeft()
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

  check: os.safety.check.handler(async ({ input, context: { engine } }) => {
    await refuseOpen(engine, input.path)
    const path = canonicalPath(input.path)
    const given = input.passphrase ?? (isEncrypted(path) ? await engine.passphrase?.() : null)
    const key = await keyFor(path, given ?? undefined)
    const verdict = checkProject(path, copiesOf(engine), key)
    if (!verdict.whole && key !== null && !isWrittenWith(path, key)) throw passphraseWrong()
    return { ...verdict, problems: [...verdict.problems] }
  }),

  setPassphrase: os.safety.setPassphrase.handler(async ({ input, context: { engine } }) => {
    await refuseOpen(engine, input.path)
    const path = canonicalPath(input.path)
    if (input.next !== '' && input.next.length < SHORTEST)
      throw new EngineError(
        'BAD_INPUT',
        `A passphrase has at least ${SHORTEST} characters. Nothing was changed.`,
      )
    const current = input.current ?? (isEncrypted(path) ? await engine.passphrase?.() : null)
    const key = await keyFor(path, current ?? undefined)
    changePassphrase(path, key, input.next === '' ? null : await newKey(input.next))
    return { encrypted: input.next !== '', olderBackups: engine.backups.list({ path }).length }
  }),

  recover: os.safety.recover.handler(async ({ input, context: { engine } }) => {
    await refuseOpen(engine, input.path)
    const to = projectPath(input.to)
    const path = canonicalPath(input.path)
    const given = input.passphrase ?? (isEncrypted(path) ? await engine.passphrase?.() : null)
    const key = await keyFor(path, given ?? undefined)
    const { saved, items, brokenPages, brokenRows } = recoverProject(
      path,
      to,
      copiesOf(engine),
      engine.now(),
      key,
    )
    return { path: to, saved, items: [...items], brokenPages, brokenRows }
  }),
}
