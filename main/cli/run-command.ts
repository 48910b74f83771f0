// The frame of every command: strict arguments, an engine in this process, Ctrl-C, one result or one error, an exit code.
import { defineCommand, type ArgsDef, type CommandDef, type ParsedArgs } from 'citty'
import type { EngineClient } from '../../engine/contract/index.ts'
import { appFolders } from '../app-folders.ts'
import { appVersion } from '../app-root.ts'
import { describeProblem, EXIT, problemLine, UsageError } from './problems.ts'
import { passphraseSource } from './passphrase-source.ts'
import { createTerminal, type Terminal } from './terminal.ts'

const COMMON_ARGUMENTS = {
  json: {
    type: 'boolean',
    description: 'the last line of standard output is one JSON object',
    default: false,
  },
  'read-only': {
    type: 'boolean',
    description: 'open the project to read, also while somebody else writes it',
    default: false,
  },
  'passphrase-file': {
    type: 'string',
    description: 'a file with the passphrase of an encrypted project; without it the terminal asks',
  },
} as const satisfies ArgsDef

export interface CommandWork<Arguments extends ArgsDef> {
  readonly name: string
  readonly description: string
  readonly args: Arguments
  /** It works until somebody ends it: that is its success. */
  readonly untilStopped?: boolean
  /** What stands behind the named ones is more of the last: all of them are in `args._`. */
  readonly takesMore?: boolean
  run(
    args: ParsedArgs<Arguments>,
    engine: EngineClient,
    terminal: Terminal,
  ): Promise<Readonly<Record<string, unknown>>>
}

/** citty lets unknown options pass; a misspelt one must not be ignored. */
const checkArguments = (
  parsed: Readonly<Record<string, unknown>>,
  known: ArgsDef,
  takesMore: boolean,
): void => {
  const names = new Set(Object.keys(known).flatMap((name) => [name, name.replaceAll('-', '')]))
  for (const name of Object.keys(parsed))
    if (name !== '_' && !names.has(name) && !names.has(name.toLowerCase()))
      throw new UsageError(`there is no option --${name}`)
  const positionals = Object.values(known).filter((argument) => argument.type === 'positional').length
  const given = parsed._ as readonly string[]
  if (given.length > positionals && !takesMore)
    throw new UsageError(`too many arguments: ${given.slice(positionals).join(' ')}`)
}

/** An option without its value would take the option that follows for it, or be as if it had been given empty. */
const checkValues = (rawArgs: readonly string[], known: ArgsDef): void => {
  const end = rawArgs.indexOf('--')
  const given = end === -1 ? rawArgs : rawArgs.slice(0, end)
  given.forEach((argument, at) => {
    const { type } = known[argument.slice(2)] ?? {}
    if (!argument.startsWith('--') || (type !== 'string' && type !== 'enum')) return
    const value = given[at + 1]
    if (value === undefined || value.startsWith('--'))
      throw new UsageError(`${argument} needs a value; one that begins with -- is written ${argument}=…`)
  })
}

/** Prints the error in one line (and for programs as JSON) and sets the exit code. */
export const fail = (error: unknown, json: boolean, stopped: boolean): void => {
  const problem = describeProblem(error, stopped)
  console.error(problemLine(problem))
  const { code, message, detail } = problem
  if (json) process.stdout.write(`${JSON.stringify({ ok: false, error: { code, message, detail } })}\n`)
  process.exitCode = problem.exitCode
}

export const toCommand = <Arguments extends ArgsDef>(work: CommandWork<Arguments>): CommandDef => {
  const known: ArgsDef = { ...work.args, ...COMMON_ARGUMENTS }
  return defineCommand({
    meta: { name: work.name, description: work.description },
    args: known,
    async run({ args, rawArgs }) {
      const json = args.json === true || rawArgs.includes('--json')
      const stop = new AbortController()
      const onSignal = (): void => stop.abort()
      process.on('SIGINT', onSignal)
      process.on('SIGTERM', onSignal)
      try {
        checkValues(rawArgs, known)
        checkArguments(args, known, work.takesMore ?? false)
        // Only now: whoever asks for help, or asks wrongly, need not wait for it.
        const { createEngine } = await import('../../engine/index.ts')
        const engine = createEngine({
          ...appFolders(),
          version: appVersion,
          readOnly: args['read-only'] === true,
          passphrase: passphraseSource(args['passphrase-file']),
        })
        try {
          const terminal = createTerminal(json, stop.signal)
          const value = await work.run(args as ParsedArgs<Arguments>, engine.connect().client, terminal)
          terminal.result(value)
          // A check that did its work and found what must not be.
          const found = value['failed'] === true ? EXIT.failed : EXIT.ok
          process.exitCode = stop.signal.aborted && !work.untilStopped ? EXIT.stopped : found
        } finally {
          await engine.close()
        }
      } catch (error) {
        fail(error, json, stop.signal.aborted)
      } finally {
        process.off('SIGINT', onSignal)
        process.off('SIGTERM', onSignal)
      }
    },
  })
}

/** A positive number from an option, or a usage error. */
export const numberFrom = (name: string, text: string | undefined): number | undefined => {
  if (text === undefined) return undefined
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value)) throw new UsageError(`--${name} ${text} is not a number`)
  return value
}
