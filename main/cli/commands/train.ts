// arcwright train: a model learns from the project's own text and files beside it; Ctrl-C keeps the best of it.
import path from 'node:path'
import type { EngineClient, Inputs, Outputs } from '../../../engine/contract/index.ts'
import { DATASET_ARGUMENTS, datasetFrom, settingsFrom } from '../dataset-options.ts'
import { UsageError } from '../problems.ts'
import { numberFrom, toCommand } from '../run-command.ts'
import type { Terminal } from '../terminal.ts'

type Run = Outputs['training']['start']

const SAMPLE_EVERY_MS = 10_000

const minutes = (ms: number | null): string => (ms === null ? '' : `, ${(ms / 60_000).toFixed(1)} min left`)

/** Follows a run to its end. Ctrl-C stops the run, not the following: its last word is waited for. */
export const followRun = async (engine: EngineClient, started: Run, terminal: Terminal): Promise<Run> => {
  let run = started
  let sampledAt = -Infinity
  const stop = (): void => void engine.training.stop({ runId: run.id }).catch(() => undefined)
  if (terminal.signal.aborted) stop()
  terminal.signal.addEventListener('abort', stop, { once: true })
  for await (const event of await engine.training.watch({ runId: run.id })) {
    switch (event.kind) {
      case 'step':
        terminal.progress(
          `step ${event.step}  loss ${event.loss.toFixed(3)}  ${Math.round(event.tokensPerS)} tokens/s${minutes(event.remainingMs)}`,
        )
        break
      case 'validation':
        terminal.say(
          `step ${event.step}  validation ${event.loss.toFixed(4)} nats/token  ${event.bitsPerByte.toFixed(3)} bits/byte${event.best ? '  best' : ''}`,
        )
        break
      case 'sample':
        // A tiny model learns faster than anyone reads.
        if (performance.now() - sampledAt < SAMPLE_EVERY_MS) break
        sampledAt = performance.now()
        terminal.say(`  “${event.text.replace(/\s+/g, ' ').trim()}”`)
        break
      case 'run':
        ;({ run } = event)
    }
  }
  return run
}

const lossOf = ({ bestLoss }: Run): string => bestLoss?.toFixed(4) ?? 'none'

/** Follows one trial after the other; Ctrl-C stops the search, which any of its runs resumes. */
const followSearch = async (
  engine: EngineClient,
  { trial }: Run,
  terminal: Terminal,
): Promise<readonly Run[]> => {
  const trials = async () =>
    (await engine.training.runs()).filter((run) => run.trial?.groupId === trial?.groupId)
  for (;;) {
    const all = await trials()
    const next = all.find(({ state }) => state === 'running') ?? all.find(({ state }) => state === 'queued')
    if (!next) return all.toSorted((a, b) => (a.bestLoss ?? Infinity) - (b.bestLoss ?? Infinity))
    terminal.say(`${next.name}, rung ${(next.trial?.rung ?? 0) + 1} of ${next.trial?.rungs ?? 1}`)
    const run = await followRun(engine, next, terminal)
    terminal.say(`${run.name}: ${run.reason} at step ${run.step}, best ${lossOf(run)} nats/token`)
  }
}

type NewRun = Inputs['training']['start']

/** A run by its id, its name, or `last`, the one that was trained last of those that have a model. */
const findRun = async (engine: EngineClient, wanted: string): Promise<Run> => {
  const runs = (await engine.training.runs()).filter(({ hasModel }) => hasModel)
  const found =
    wanted === 'last' ? runs.at(-1) : runs.find(({ id, name }) => id === wanted || name === wanted)
  if (found) return found
  const names = runs.map(({ name }) => name).join(', ')
  throw new UsageError(`there is no trained run ${wanted}; there are: ${names === '' ? 'none' : names}`)
}

const ADAPTERS = ['lora', 'prefix', 'full'] as const

/** What learns on: a trained run, or a model that comes with the studio, by its id or name. */
const findBase = async (
  engine: EngineClient,
  wanted: string,
): Promise<Pick<Run, 'id' | 'modelId' | 'preset'>> => {
  const models = await engine.model.list()
  for (const { source, name, modelId } of models)
    if ('shippedId' in source && (source.shippedId === wanted || name === wanted))
      return { id: source.shippedId, modelId, preset: 'base' }
  return findRun(engine, wanted)
}

const adapterFrom = async (
  engine: EngineClient,
  { adapter, base, rank }: { readonly adapter?: string; readonly base?: string; readonly rank?: string },
): Promise<{
  readonly adapter: NonNullable<NewRun['adapter']>
  readonly base: Pick<Run, 'modelId' | 'preset'>
} | null> => {
  if (adapter === undefined) {
    if (base !== undefined || rank !== undefined) throw new UsageError('--base and --rank need --adapter')
    return null
  }
  const kind = ADAPTERS.find((each) => each === adapter)
  if (!kind) throw new UsageError(`--adapter ${adapter}: there are ${ADAPTERS.join(', ')}`)
  const run = await findBase(engine, base ?? 'last')
  const size = numberFrom('rank', rank)
  const sized = size === undefined ? {} : kind === 'prefix' ? { length: size } : { rank: size }
  return { adapter: { baseRunId: run.id, kind, ...sized }, base: run }
}

/** What the settings dialog sets too. */
const changeSettings = async (
  engine: EngineClient,
  { memory, tensorboard }: { readonly memory?: string; readonly tensorboard?: string },
): Promise<void> => {
  const memoryCeilingMb = numberFrom('memory', memory)
  if (tensorboard !== undefined && tensorboard !== 'on' && tensorboard !== 'off')
    throw new UsageError('--tensorboard: on or off')
  const change = {
    ...(memoryCeilingMb === undefined ? {} : { memoryCeilingMb }),
    ...(tensorboard === undefined ? {} : { tensorboard: tensorboard === 'on' }),
  }
  if (Object.keys(change).length > 0) await engine.studio.updateSettings(change)
}

/** Said when a batch had to be cut, or where curves can be looked at. */
const saySurroundings = async (engine: EngineClient, { memory }: Run, terminal: Terminal): Promise<void> => {
  if (memory && memory.parts > 1)
    terminal.say(
      `to stay below ${memory.ceilingMb} MB each batch was worked through in ${memory.parts} parts (about ${memory.needMb} MB)`,
    )
  const [{ tensorboard }, { dataDir }] = await Promise.all([engine.studio.settings(), engine.studio.info()])
  if (tensorboard) terminal.say(`curves: tensorboard --logdir "${path.join(dataDir, 'tensorboard')}"`)
}

export const trainCommand = toCommand({
  name: 'train',
  description: 'train a model on the text of a project, files and folders',
  args: {
    project: { type: 'positional', description: 'PROJECT.arcwright', required: true },
    model: { type: 'string', description: 'see the workshop, e.g. gru', default: 'gru' },
    preset: { type: 'string', description: 'tiny, small …', default: 'small' },
    minutes: { type: 'string', description: 'stop after so many' },
    seed: { type: 'string', description: 'of everything random', default: '1' },
    name: { type: 'string', description: 'of the run', default: '' },
    ...DATASET_ARGUMENTS,
    adapter: {
      type: 'string',
      description: 'lora or prefix: learns a voice over a trained run; full: all its weights learn on',
    },
    base: {
      type: 'string',
      description: 'what is under the adapter: a run’s name or id, last, or arcwright-small-en',
    },
    rank: { type: 'string', description: 'of lora, or length of the prefix' },
    memory: { type: 'string', description: 'megabytes that training may take, from now on; 0: the usual' },
    tensorboard: { type: 'string', description: 'on or off, from now on: event files beside the app’s data' },
    search: { type: 'string', description: 'try so many settings side by side; the best trains to its end' },
  },
  async run(args, engine, terminal) {
    const maxMinutes = numberFrom('minutes', args.minutes)
    const seed = numberFrom('seed', args.seed) ?? 1
    const { model: modelId, preset, name } = args
    await engine.project.open({ path: path.resolve(args.project) })
    await changeSettings(engine, args)
    const over = await adapterFrom(engine, args)
    const trials = numberFrom('search', args.search)
    const wanted = {
      modelId: over?.base.modelId ?? modelId,
      preset: over?.base.preset ?? preset,
      settings: settingsFrom(args.set),
      seed,
      name,
      dataset: datasetFrom(args),
      ...(over ? { adapter: over.adapter } : {}),
      ...(maxMinutes === undefined ? {} : { maxMinutes }),
    }
    if (trials !== undefined) {
      const [first] = await engine.training.search({ ...wanted, trials })
      const runs = await followSearch(engine, first!, terminal)
      for (const each of runs) terminal.say(`${lossOf(each)}  ${each.name}  ${JSON.stringify(each.settings)}`)
      return { run: runs[0], runs }
    }
    const started = await engine.training.start(wanted)
    const run = await followRun(engine, started, terminal)
    await saySurroundings(engine, run, terminal)
    if (run.state === 'failed') throw new Error(`the training failed: ${run.reason}`)
    terminal.say(`${run.state} (${run.reason}) after ${run.step} steps: best ${lossOf(run)} nats/token`)
    terminal.say(`Kneser-Ney 3-gram on the same tokens: ${run.baselineLoss?.toFixed(4) ?? 'none'}`)
    return { run }
  },
})
