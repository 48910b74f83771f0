// arcwright passphrase: encrypts a project, changes its passphrase, or takes it away.
import path from 'node:path'
import { UsageError } from '../problems.ts'
import { passphraseSource } from '../passphrase-source.ts'
import { toCommand } from '../run-command.ts'

export const passphraseCommand = toCommand({
  name: 'passphrase',
  description: 'set, change or remove the passphrase of a project; a lost passphrase is lost',
  args: {
    action: { type: 'positional', description: 'set or remove', required: true },
    project: { type: 'positional', description: 'PROJECT.arcwright', required: true },
    'new-file': {
      type: 'string',
      description: 'set: a file with the new passphrase; else the terminal asks',
    },
  },
  async run({ action, project, ...options }, engine, terminal) {
    if (action !== 'set' && action !== 'remove')
      throw new UsageError(`there is no action ${action}; set or remove`)
    const next = action === 'remove' ? '' : await passphraseSource(options['new-file'], 'New passphrase: ')()
    if (next === null || (action === 'set' && next === ''))
      throw new UsageError('set needs a new passphrase: --new-file, or a terminal to ask in')
    const result = await engine.safety.setPassphrase({ path: path.resolve(project), next })
    terminal.say(
      result.encrypted
        ? 'encrypted; without the passphrase nobody can open it, and a lost one is lost'
        : 'not encrypted any more',
    )
    if (result.olderBackups > 0)
      terminal.say(
        `${result.olderBackups} backups from before are as they were made; remove them if they should not stay`,
      )
    return { ...result }
  },
})
