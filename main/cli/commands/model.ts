// arcwright model: trained models listed, described, taken along into other programs, and made smaller.
import path from 'node:path'
import { defineCommand } from 'citty'
import type { EngineClient, Inputs, Outputs } from '../../../engine/contract/index.ts'
import { UsageError } from '../problems.ts'
import { numberFrom, toCommand } from '../run-command.ts'
import { mapCommand, morphCommand, varyCommand } from './model-map.ts'
import {
  addCommand,
  knownCommand,
  probeCommand,
  removeCommand,
  sentCommand,
  setCommand,
  sourceLine,
  sourcesCommand,
} from './model-sources.ts'

type Source = Inputs['model']['info']['source']
type Model = Outputs['model']['list'][number]

const PROJECT = '.arcwright'

const from = {
  type: 'positional',
  description: 'PROJECT.arcwright, a model file (.safetensors), the folder of a run, or arcwright-small-en',
  required: true,
} as const
const run = {
  type: 'string',
  description: 'id or name of a run of the project; the last one trained when left out',
} as const

/** How the models that come with the studio are called. */
const SHIPPED = /^arcwright-[a-z]+-[a-z]{2}$/

/** Opens the project if it is one, and finds the model in it. */
const sourceFrom = async (
  engine: EngineClient,
  args: { readonly from: string; readonly run?: string | undefined },
): Promise<Source> => {
  if (SHIPPED.test(args.from)) return { shippedId: args.from }
  const file = path.resolve(args.from)
  if (!file.toLowerCase().endsWith(PROJECT)) {
    if (args.run !== undefined) throw new UsageError('--run names a run of a project, not of a model file')
    return { path: file }
  }
  await engine.project.open({ path: file })
  const models = await engine.model.list()
  const wanted = args.run
  const found =
    wanted === undefined
      ? models[0]
      : models.find(({ name, source }) => name === wanted || ('runId' in source && source.runId === wanted))
  if (found) return found.source
  throw new UsageError(
    wanted === undefined
      ? 'no model has been trained in this project yet; arcwright train does'
      : `--run ${wanted} is no trained run of this project; arcwright model list names them`,
  )
}

const idOf = ({ source }: Model): string =>
  'runId' in source ? source.runId : 'path' in source ? source.path : source.shippedId

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(2)} MB`

const line = (model: Model): string =>
  [
    idOf(model).padEnd(12),
    model.modelId.padEnd(12),
    `${model.parameters} parameters`,
    megabytes(model.sizeBytes),
    `${model.validationLoss.toFixed(4)} nats/token`,
    model.name,
  ].join('  ')

/** `key=choice,key=choice` */
const optionsFrom = (text: string | undefined): Record<string, string> =>
  Object.fromEntries(
    (text ?? '')
      .split(',')
      .filter((part) => part !== '')
      .map((part) => {
        const [key = '', choice] = part.split('=')
        if (choice === undefined) throw new UsageError(`--options ${part} should be ${part}=CHOICE`)
        return [key, choice]
      }),
  )

const list = toCommand({
  name: 'list',
  description: 'who can write in a project: its trained models, and the files and servers that were added',
  args: { from: { ...from, description: 'PROJECT.arcwright' } },
  async run(args, engine, terminal) {
    await engine.project.open({ path: path.resolve(args.from) })
    const models = await engine.model.list()
    const sources = await engine.model.sources()
    for (const model of models) terminal.say(line(model))
    for (const source of sources) terminal.say(sourceLine(source))
    return { models, sources }
  },
})

const info = toCommand({
  name: 'info',
  description: 'what a model is: size, loss, settings, formats',
  args: { from, run },
  async run(args, engine, terminal) {
    const model = await engine.model.info({ source: await sourceFrom(engine, args) })
    terminal.say(line(model))
    terminal.say(`${model.bitsPerByte.toFixed(3)} bits/byte after ${model.step} steps, ${model.language}`)
    terminal.say(`${model.vocabularySize} tokens (${model.tokenizer}), ${model.tensors.length} tensors`)
    if (model.shrunk)
      terminal.say(
        `from ${model.shrunk.from}: ${model.shrunk.lossBefore.toFixed(4)} → ${model.shrunk.lossAfter.toFixed(4)} nats/token`,
      )
    terminal.say(`leaves as ${model.formats.join(', ')}`)
    return { model }
  },
})

const exportCommand = toCommand({
  name: 'export',
  description: 'write a model for other programs',
  args: {
    from,
    run,
    format: { type: 'string', description: 'onnx …; model info names those of a model', required: true },
    out: { type: 'string', description: 'the file to write', required: true },
    options: { type: 'string', description: 'of the format, as KEY=CHOICE,KEY=CHOICE' },
  },
  async run(args, engine, terminal) {
    const input = {
      source: await sourceFrom(engine, args),
      format: args.format,
      options: optionsFrom(args.options),
      path: path.resolve(args.out),
    }
    let done
    for await (const event of await engine.model.export(input, { signal: terminal.signal })) {
      if (event.kind === 'done') done = event
      else terminal.progress('writing …')
    }
    if (!done) throw new Error('the export ended early')
    terminal.say(`${done.path ?? args.out}: ${megabytes(done.sizeBytes)}`)
    return { path: done.path, sizeBytes: done.sizeBytes, format: args.format }
  },
})

const shrinkArgs = {
  from,
  run,
  project: {
    type: 'string',
    description: 'PROJECT.arcwright whose text the loss of a model file is measured on',
  },
  name: { type: 'string', description: 'of the new model', default: '' },
  out: { type: 'string', description: 'a model file to write; left out, the project gets the model' },
} as const

const shrink = (
  name: string,
  description: string,
  plan: (share: string | undefined) => { readonly prune?: number; readonly eightBit?: boolean },
  extra: { readonly share?: { readonly type: 'string'; readonly description: string } } = {},
) =>
  toCommand({
    name,
    description,
    args: { ...shrinkArgs, ...extra },
    async run(args, engine, terminal) {
      const source = await sourceFrom(engine, args)
      if (!('runId' in source)) {
        if (args.project === undefined)
          throw new UsageError('--project is missing: the loss is measured on the text of a project')
        await engine.project.open({ path: path.resolve(args.project) })
      }
      const input = {
        source,
        ...plan(args.share),
        name: args.name,
        ...(args.out === undefined ? {} : { path: path.resolve(args.out) }),
      }
      let model: Model | undefined
      for await (const event of await engine.model.shrink(input, { signal: terminal.signal })) {
        if (event.kind === 'done') ({ model } = event)
        else terminal.progress(`measuring ${event.done} %`)
      }
      if (!model?.shrunk) throw new Error('the work ended early')
      const { shrunk, sizeBytes } = model
      terminal.say(line(model))
      terminal.say(`${megabytes(shrunk.bytesBefore)} → ${megabytes(sizeBytes)}`)
      terminal.say(
        `${shrunk.lossBefore.toFixed(4)} → ${shrunk.lossAfter.toFixed(4)} nats/token on held-out text`,
      )
      return { model, lossBefore: shrunk.lossBefore, lossAfter: shrunk.lossAfter }
    },
  })

export const modelCommand = defineCommand({
  meta: {
    name: 'model',
    description:
      'list, describe, export and shrink trained models; add model files and servers; walk on the map of one that keeps it',
  },
  subCommands: {
    list,
    info,
    export: exportCommand,
    quantize: shrink('quantize', 'matrices as 8-bit numbers, with the loss before and after', () => ({
      eightBit: true,
    })),
    prune: shrink(
      'prune',
      'the smallest weights become zero, with the loss before and after',
      (share) => ({ prune: numberFrom('share', share) ?? 0.3 }),
      { share: { type: 'string', description: 'of every matrix, 0 … 1 (0.3 when left out)' } },
    ),
    add: addCommand,
    sources: sourcesCommand,
    set: setCommand,
    remove: removeCommand,
    probe: probeCommand,
    known: knownCommand,
    sent: sentCommand,
    map: mapCommand,
    morph: morphCommand,
    vary: varyCommand,
  },
})
