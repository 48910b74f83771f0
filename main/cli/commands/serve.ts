// arcwright serve: the project behind an address, for games and other programs, until Ctrl-C or SIGTERM ends it in good order.
import { once } from 'node:events'
import path from 'node:path'
import { listOf } from '../book-options.ts'
import { numberFrom, toCommand } from '../run-command.ts'

export const serveCommand = toCommand({
  name: 'serve',
  description: 'serve a project over HTTP: OpenAPI, and the /v1 addresses of OpenAI; on this machine only',
  untilStopped: true,
  args: {
    project: { type: 'positional', description: 'PROJECT.arcwright', required: true },
    host: {
      type: 'string',
      description: 'another address than this machine’s own; needs “arcwright doors open serve”',
      default: '127.0.0.1',
    },
    port: { type: 'string', description: '0 takes a free one', default: '8080' },
    'key-file': { type: 'string', description: 'where keys are kept; see “arcwright keys”' },
    workers: { type: 'string', description: 'so many write at once', default: '1' },
    queue: {
      type: 'string',
      description: 'so many may wait; more are told when to come back',
      default: '64',
    },
    origins: { type: 'string', description: 'pages that may call, as https://game.example, with commas' },
    drain: {
      type: 'string',
      description: 'seconds that what is under way gets at the end',
      default: '10',
    },
    quiet: { type: 'boolean', description: 'no line of JSON for each request', default: false },
  },
  async run(args, engine, terminal) {
    const keyFile = args['key-file'] === undefined ? {} : { keyFile: path.resolve(args['key-file']) }
    await engine.project.open({ path: path.resolve(args.project) })
    const { url } = await engine.service.start({
      host: args.host,
      port: numberFrom('port', args.port) ?? 0,
      workers: numberFrom('workers', args.workers) ?? 1,
      queue: numberFrom('queue', args.queue) ?? 0,
      origins: listOf(args.origins),
      drainMs: 1000 * (numberFrom('drain', args.drain) ?? 0),
      log: !args.quiet,
      ...keyFile,
    })
    terminal.say(`listening at ${url ?? ''}`)
    if ((await engine.service.keys(keyFile)).length === 0)
      terminal.say('nobody has a key yet: “arcwright keys add --name GAME --scopes write,analyze” makes one')
    // A signal that waits does not keep a process alive; the server does.
    if (!terminal.signal.aborted) await once(terminal.signal, 'abort')
    terminal.say('ending what is under way …')
    await engine.service.stop()
    return { url, stopped: true }
  },
})
