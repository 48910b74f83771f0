// arcwright keys: who may call the service; lists, makes and takes away keys.
import path from 'node:path'
import type { EngineClient, Inputs, Outputs } from '../../../engine/contract/index.ts'
import { listOf } from '../book-options.ts'
import { UsageError } from '../problems.ts'
import { numberFrom, toCommand } from '../run-command.ts'

type Key = Outputs['service']['keys'][number]
type Scope = Inputs['service']['addKey']['scopes'][number]

const SCOPES = ['write', 'analyze', 'read', 'npc', 'metrics'] as const satisfies readonly Scope[]
const DAY_MS = 86_400_000

const scopeFrom = (name: string): Scope => {
  const scope = SCOPES.find((each) => each === name)
  if (scope) return scope
  throw new UsageError(`--scopes: ${name} is none of ${SCOPES.join(', ')}`)
}

const lineOf = ({ id, name, scopes, expiresAt, requestsAMinute, tokensADay }: Key): string =>
  [
    `${id}  ${name}  ${scopes.join(',')}`,
    ...(expiresAt === null ? [] : [`until ${new Date(expiresAt).toISOString().slice(0, 10)}`]),
    ...(requestsAMinute === null ? [] : [`${requestsAMinute} requests a minute`]),
    ...(tokensADay === null ? [] : [`${tokensADay} tokens a day`]),
  ].join('  ')

interface Wish {
  readonly name?: string | undefined
  readonly scopes: string
  readonly days?: string | undefined
  readonly rate?: string | undefined
  readonly tokens?: string | undefined
}

const add = (engine: EngineClient, wish: Wish, file: { keyFile?: string }) => {
  if (!wish.name) throw new UsageError('say who gets the key: --name GAME')
  const days = numberFrom('days', wish.days)
  return engine.service.addKey({
    name: wish.name,
    scopes: listOf(wish.scopes).map(scopeFrom),
    expiresAt: days === undefined ? null : Date.now() + days * DAY_MS,
    requestsAMinute: numberFrom('rate', wish.rate) ?? null,
    tokensADay: numberFrom('tokens', wish.tokens) ?? null,
    ...file,
  })
}

export const keysCommand = toCommand({
  name: 'keys',
  description: 'who may call the service: list, add or remove keys',
  args: {
    action: { type: 'positional', description: 'list, add or remove', required: true },
    id: { type: 'positional', description: 'of the key to remove', required: false },
    name: { type: 'string', description: 'whose key it is' },
    scopes: { type: 'string', description: SCOPES.join(', '), default: 'write,analyze' },
    days: { type: 'string', description: 'it expires after so many; default: never' },
    rate: { type: 'string', description: 'requests a minute; default: no limit' },
    tokens: { type: 'string', description: 'tokens a day; default: no limit' },
    'key-file': { type: 'string', description: 'where keys are kept; default: with the studio’s own data' },
  },
  async run(args, engine, terminal) {
    const file = args['key-file'] === undefined ? {} : { keyFile: path.resolve(args['key-file']) }
    switch (args.action) {
      case 'add': {
        const key = await add(engine, args, file)
        terminal.say(lineOf(key))
        terminal.say(`${key.secret}\nThis is the only time that the key is told.`)
        return { key }
      }
      case 'remove': {
        if (args.id === undefined) throw new UsageError('say which: arcwright keys remove ID')
        return { keys: await engine.service.removeKey({ id: args.id, ...file }) }
      }
      case 'list': {
        const keys = await engine.service.keys(file)
        for (const key of keys) terminal.say(lineOf(key))
        return { keys }
      }
      default:
        throw new UsageError(`there is no action ${args.action}; list, add or remove`)
    }
  },
})
