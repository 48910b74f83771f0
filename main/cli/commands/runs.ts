// arcwright runs: the training runs of a project, and two or more of them side by side.
import path from 'node:path'
import type { EngineClient, Outputs } from '../../../engine/contract/index.ts'
import { UsageError } from '../problems.ts'
import { toCommand } from '../run-command.ts'
import type { Terminal } from '../terminal.ts'

type Run = Outputs['training']['runs'][number]
type Comparison = Outputs['training']['compare']

const number = (value: number | null): string => value?.toFixed(4) ?? '–'

const tell = ({ runs, settings }: Comparison, { say }: Terminal): void => {
  for (const { run, elapsedMs, samples } of runs) {
    say(`${run.name}: ${number(run.bitsPerByte)} bits/byte, ${number(run.bestLoss)} nats/token`)
    say(`  ${run.step} steps in ${(elapsedMs / 60_000).toFixed(1)} min, ${run.parameters ?? '–'} parameters`)
    const sample = samples.at(-1)?.text.replaceAll(/\s+/g, ' ').trim()
    if (sample) say(`  “${sample}”`)
  }
  for (const { key, values, differs } of settings)
    if (differs) say(`${key}: ${values.map((value) => value ?? '–').join(' | ')}`)
}

const idsOf = (runs: readonly Run[], wanted: string): string[] =>
  wanted.split(',').map((each) => {
    const name = each.trim()
    const run = runs.find((known) => known.id === name || known.name === name)
    if (run) return run.id
    throw new UsageError(`--compare: there is no run ${name}; arcwright runs names them`)
  })

const compare = async (engine: EngineClient, runs: readonly Run[], wanted: string): Promise<Comparison> => {
  const runIds = idsOf(runs, wanted)
  if (runIds.length < 2) throw new UsageError('--compare wants two runs at least, separated by commas')
  return engine.training.compare({ runIds })
}

export const runsCommand = toCommand({
  name: 'runs',
  description: 'list the training runs of a project, or compare some',
  args: {
    project: { type: 'positional', description: 'PROJECT.arcwright', required: true },
    compare: { type: 'string', description: 'ids or names, separated by commas' },
  },
  async run(args, engine, terminal) {
    await engine.project.open({ path: path.resolve(args.project) })
    const runs = await engine.training.runs()
    if (args.compare !== undefined) {
      const comparison = await compare(engine, runs, args.compare)
      tell(comparison, terminal)
      return { comparison }
    }
    for (const run of runs)
      terminal.say(
        `${run.id}  ${run.modelId}/${run.preset}  ${run.state}  ${number(run.bitsPerByte)} bits/byte  ${run.name}`,
      )
    return { runs }
  },
})
