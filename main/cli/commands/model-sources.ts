// arcwright model add, remove, set, probe, known: model files and servers that write beside the project's own models.
import path from 'node:path'
import type { EngineClient, Inputs, Outputs } from '../../../engine/contract/index.ts'
import { UsageError } from '../problems.ts'
import { numberFrom, toCommand } from '../run-command.ts'

type Source = Outputs['model']['sources'][number]
type FileCard = Extract<Outputs['model']['probe'], { kind: 'files' }>['files'][number]

const ADDRESS = /^https?:\/\//iu
const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(2)} GB`

const cardLine = ({
  architecture,
  parameters,
  quantisation,
  sizeBytes,
  contextTokens,
  estimate,
  licence,
}: FileCard) =>
  [
    `${architecture} ${(parameters / 1e6).toFixed(1)}M ${quantisation}`,
    gigabytes(sizeBytes),
    `context ${contextTokens}`,
    `${estimate.fit}: needs ${gigabytes(estimate.needBytes)} of ${gigabytes(estimate.freeBytes)} free`,
    licence === null ? 'no licence told' : `licence ${licence}`,
  ].join('  ')

export const sourceLine = (source: Source): string =>
  source.kind === 'file'
    ? `${source.id}  ${source.name}  ${source.card ? cardLine(source.card) : 'the file is not there'}`
    : `${source.id}  ${source.name}  ${source.url}  ${source.mode}  context ${source.contextTokens}  ${source.mask ? 'details masked' : 'sent as it is'}  key: ${source.key}`

const keyArguments = {
  key: { type: 'string', description: 'the server’s key; better in the variable that --key-env names' },
  'key-env': { type: 'string', description: 'an environment variable that holds the key' },
} as const

const keyFrom = (args: { readonly key?: string | undefined; readonly 'key-env'?: string | undefined }) => {
  const variable = args['key-env']
  if (variable === undefined) return args.key
  const key = process.env[variable]
  if (key === undefined || key === '') throw new UsageError(`--key-env ${variable} is not set`)
  return key
}

/** By id or name. */
const idFrom = async (engine: EngineClient, wanted: string): Promise<string> => {
  const sources = await engine.model.sources()
  const found = sources.find(({ id, name }) => id === wanted || name === wanted)
  if (found) return found.id
  throw new UsageError(`there is no added model ${wanted}; arcwright model sources names them`)
}

export const sourcesCommand = toCommand({
  name: 'sources',
  description: 'the model files and servers that were added',
  args: {},
  async run(_, engine, terminal) {
    const sources = await engine.model.sources()
    for (const source of sources) terminal.say(sourceLine(source))
    return { sources }
  },
})

export const addCommand = toCommand({
  name: 'add',
  description: 'a model file (.gguf), a folder of them, or the address of an OpenAI-compatible server',
  args: {
    from: { type: 'positional', description: 'FILE, FOLDER or http://…', required: true },
    model: { type: 'string', description: 'which model of the server; its first one when left out' },
    name: { type: 'string', description: 'what it is called here' },
    ...keyArguments,
  },
  async run(args, engine, terminal) {
    const key = keyFrom(args)
    const server = {
      url: args.from,
      ...(key === undefined ? {} : { key }),
      ...(args.model === undefined ? {} : { model: args.model }),
      ...(args.name === undefined ? {} : { name: args.name }),
    }
    const isServer = ADDRESS.test(args.from)
    const wish = isServer ? server : { path: path.resolve(args.from) }
    const seen = isServer ? null : await engine.model.probe(wish, { signal: terminal.signal })
    const sources = await engine.model.add(wish, { signal: terminal.signal })
    const leftOut = seen?.kind === 'files' ? seen.unreadable : []
    for (const source of sources) terminal.say(sourceLine(source))
    for (const { path: file, why } of leftOut) terminal.say(`left out: ${file}: ${why}`)
    if (sources.some((source) => source.kind === 'server' && source.key === 'file'))
      terminal.say('There is no keychain here: the key lies in a file that only you can read.')
    return { sources, leftOut }
  },
})

export const removeCommand = toCommand({
  name: 'remove',
  description: 'forget a model file or server; files stay where they are',
  args: { model: { type: 'positional', description: 'id or name', required: true } },
  async run({ model }, engine, terminal) {
    const id = await idFrom(engine, model)
    await engine.model.remove({ id })
    terminal.say(`${model} is off the list`)
    return { id }
  },
})

const switchFrom = (name: string, value: string | undefined): boolean | undefined => {
  if (value === undefined) return undefined
  if (value === 'on' || value === 'off') return value === 'on'
  throw new UsageError(`--${name} is on or off`)
}

export const setCommand = toCommand({
  name: 'set',
  description: 'change how an added model is used',
  args: {
    model: { type: 'positional', description: 'id or name', required: true },
    name: { type: 'string', description: 'what it is called here' },
    context: { type: 'string', description: 'tokens it takes in; 0: as many as are useful' },
    gpu: { type: 'string', description: 'on or off: whether a graphics card may help (files)' },
    mask: { type: 'string', description: 'on or off: whether names and details are masked (servers)' },
    mode: { type: 'string', description: 'completions or chat (servers)' },
    chats: { type: 'string', description: 'on or off: whether it follows instructions (servers)' },
    ...keyArguments,
  },
  async run(args, engine, terminal) {
    const gpu = switchFrom('gpu', args.gpu)
    const mask = switchFrom('mask', args.mask)
    const chats = switchFrom('chats', args.chats)
    const contextTokens = numberFrom('context', args.context)
    const key = keyFrom(args)
    if (args.mode !== undefined && args.mode !== 'completions' && args.mode !== 'chat')
      throw new UsageError('--mode is completions or chat')
    const change: Inputs['model']['change']['change'] = {
      ...(args.name === undefined ? {} : { name: args.name }),
      ...(contextTokens === undefined ? {} : { contextTokens }),
      ...(gpu === undefined ? {} : { gpu }),
      ...(mask === undefined ? {} : { mask }),
      ...(chats === undefined ? {} : { chats }),
      ...(args.mode === undefined ? {} : { mode: args.mode }),
      ...(key === undefined ? {} : { key }),
    }
    const source = await engine.model.change({ id: await idFrom(engine, args.model), change })
    terminal.say(sourceLine(source))
    return { source }
  },
})

export const probeCommand = toCommand({
  name: 'probe',
  description: 'what a file, folder or server is, without adding it: size, context, licence, whether it fits',
  args: {
    from: { type: 'positional', description: 'FILE, FOLDER or http://…', required: true },
    ...keyArguments,
  },
  async run(args, engine, terminal) {
    const key = keyFrom(args)
    const asked = ADDRESS.test(args.from)
      ? { url: args.from, ...(key === undefined ? {} : { key }) }
      : { path: path.resolve(args.from) }
    const probe = await engine.model.probe(asked, { signal: terminal.signal })
    if (probe.kind === 'server') {
      terminal.say(`${probe.url}  ${probe.mode}`)
      for (const { id, contextTokens } of probe.models)
        terminal.say(`  ${id}  context ${contextTokens ?? 'not told'}`)
    } else {
      for (const card of probe.files) terminal.say(`${card.name}  ${cardLine(card)}`)
      for (const { path: file, why } of probe.unreadable) terminal.say(`${file}: ${why}`)
    }
    return { probe }
  },
})

export const knownCommand = toCommand({
  name: 'known',
  description: 'model files that other programs on this machine keep',
  args: {},
  async run(_, engine, terminal) {
    const models = await engine.model.findKnown()
    for (const { program, name, path: file, sizeBytes } of models)
      terminal.say(`${program}  ${name}  ${gigabytes(sizeBytes)}  ${file}`)
    if (models.length === 0) terminal.say('None of the programs known here has left models on this machine.')
    return { models }
  },
})

export const sentCommand = toCommand({
  name: 'sent',
  description: 'what servers were given to read from a project, with what was masked beside it',
  args: {
    project: { type: 'positional', description: 'PROJECT.arcwright', required: true },
    limit: { type: 'string', description: 'the last so many', default: '10' },
  },
  async run(args, engine, terminal) {
    await engine.project.open({ path: path.resolve(args.project) })
    const sent = await engine.model.sent({ limit: numberFrom('limit', args.limit) ?? 10 })
    for (const { modelName, at, pieces } of sent) {
      const text = pieces.map((piece) =>
        piece.original === null ? piece.sent : `{${piece.original} → ${piece.sent}}`,
      )
      terminal.say(`${new Date(at).toISOString()}  ${modelName}\n${text.join('')}\n`)
    }
    if (sent.length === 0) terminal.say('Nothing of this project has been sent to a server.')
    return { sent }
  },
})
