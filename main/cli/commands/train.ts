// arcwright train: a model learns from the project's own text and files beside it; Ctrl-C keeps the best of it.
import path from 'node:path'
import type { EngineClient, Outputs } from '../../../engine/contract/index.ts'
import { DATASET_ARGUMENTS, datasetFrom, settingsFrom } from '../dataset-options.ts'
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
  },
  async run(args, engine, terminal) {
    const maxMinutes = numberFrom('minutes', args.minutes)
    const seed = numberFrom('seed', args.seed) ?? 1
    const { model: modelId, preset, name } = args
    await engine.project.open({ path: path.resolve(args.project) })
    const started = await engine.training.start({
      modelId,
      preset,
      seed,
      name,
      settings: settingsFrom(args.set),
      dataset: datasetFrom(args),
      ...(maxMinutes === undefined ? {} : { maxMinutes }),
    })
    const run = await followRun(engine, started, terminal)
    if (run.state === 'failed') throw new Error(`the training failed: ${run.reason}`)
    const loss = run.bestLoss?.toFixed(4) ?? 'none'
    terminal.say(`${run.state} (${run.reason}) after ${run.step} steps: best ${loss} nats/token`)
    terminal.say(`Kneser-Ney 3-gram on the same tokens: ${run.baselineLoss?.toFixed(4) ?? 'none'}`)
    return { run }
  },
})
