// arcwright worker: this machine does the work of others until Ctrl-C; arcwright work: who does the work of this one.
import type { Outputs } from '../../../engine/contract/index.ts'
import { UsageError } from '../problems.ts'
import { numberFrom, toCommand } from '../run-command.ts'

type Event = Outputs['work']['serve'] extends AsyncIterable<infer Each> ? Each : never

const lineOf = (event: Event): string => {
  switch (event.kind) {
    case 'ready':
      return `listening at ${event.address}`
    case 'connection':
      return event.lost ? 'the connection is lost; waiting for it' : 'connected again'
    case 'failed':
      return `failed  ${event.work}  ${event.id}  ${event.why}`
    default:
      return `${event.kind}  ${event.work}  ${event.id}`
  }
}

export const workerCommand = toCommand({
  name: 'worker',
  description: 'do the work of others that listen on a Redis: analysis, training, batches of lines',
  untilStopped: true,
  args: {
    redis: {
      type: 'string',
      description: 'redis://… or rediss://…; default: what “arcwright work” remembers',
    },
    'at-once': { type: 'string', description: 'pieces of work at once', default: '1' },
    lock: {
      type: 'string',
      description: 'silent for so many seconds, this machine counts as lost',
      default: '30',
    },
  },
  async run(args, engine, terminal) {
    let [done, failed] = [0, 0]
    const wish = {
      ...(args.redis === undefined ? {} : { url: args.redis }),
      atOnce: numberFrom('at-once', args['at-once']) ?? 1,
      lockMs: 1000 * (numberFrom('lock', args.lock) ?? 30),
    }
    for await (const event of await engine.work.serve(wish, { signal: terminal.signal })) {
      terminal.say(args.json === true ? JSON.stringify(event) : lineOf(event))
      if (event.kind === 'done') done++
      if (event.kind === 'failed') failed++
    }
    return { done, refused: failed, stopped: true }
  },
})

export const workCommand = toCommand({
  name: 'work',
  description: 'who does heavy work: this machine, or workers that listen on a Redis',
  args: {
    action: { type: 'positional', description: 'state, share or local', required: true },
    redis: { type: 'string', description: 'with share: redis://… or rediss://…' },
  },
  async run({ action, redis }, engine, terminal) {
    if (action !== 'state' && action !== 'share' && action !== 'local')
      throw new UsageError(`there is no action ${action}; state, share or local`)
    if (action === 'share' && redis === undefined)
      throw new UsageError('say where: arcwright work share --redis redis://127.0.0.1:6379')
    const state =
      action === 'state'
        ? await engine.work.state()
        : await engine.work.use({ url: action === 'share' ? (redis ?? null) : null })
    const { address, load } = state
    if (address === null) terminal.say('this machine does everything itself')
    else if (load === null) terminal.say(`${address} does not answer`)
    else
      terminal.say(
        `${address}: ${load.workers} workers, ${load.underWay} pieces under way, ${load.waiting} waiting`,
      )
    return { ...state }
  },
})
