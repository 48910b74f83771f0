// arcwright model map, morph, vary: a model's map of texts, the way between two of them, others near one.
import path from 'node:path'
import type { EngineClient } from '../../../engine/contract/index.ts'
import { UsageError } from '../problems.ts'
import { numberFrom, toCommand } from '../run-command.ts'

const PROJECT = {
  project: { type: 'positional', description: 'PROJECT.arcwright', required: true },
  run: { type: 'string', description: 'id or name of a run; the last with a map when left out' },
} as const

const WRITING = {
  words: { type: 'string', description: 'at most so many', default: '30' },
  seed: { type: 'string', description: 'the same seed gives the same words', default: '1' },
  temperature: { type: 'string', description: 'higher is bolder', default: '0.5' },
} as const

/** Opens the project and finds the run. */
const runFrom = async (
  engine: EngineClient,
  args: { readonly project: string; readonly run?: string | undefined },
): Promise<string> => {
  await engine.project.open({ path: path.resolve(args.project) })
  const runs = (await engine.training.runs()).filter(({ hasModel }) => hasModel)
  const withMap = new Set(
    (await engine.training.models()).filter(({ hasLatentSpace }) => hasLatentSpace).map(({ id }) => id),
  )
  const found =
    args.run === undefined
      ? runs.findLast(({ modelId }) => withMap.has(modelId))
      : runs.find(({ id, name }) => id === args.run || name === args.run)
  if (found) return found.id
  throw new UsageError(
    args.run === undefined
      ? 'no model with a map has been trained in this project yet; arcwright train --model vae does'
      : `--run ${args.run} is no trained run of this project; arcwright runs names them`,
  )
}

const writingFrom = (args: {
  readonly words: string
  readonly seed: string
  readonly temperature: string
}): { words: number; seed: number; temperature: number } => ({
  words: numberFrom('words', args.words) ?? 30,
  seed: numberFrom('seed', args.seed) ?? 1,
  temperature: numberFrom('temperature', args.temperature) ?? 0.5,
})

export const mapCommand = toCommand({
  name: 'map',
  description: 'sentences of the text where a variational autoencoder places them',
  args: { ...PROJECT, sentences: { type: 'string', description: 'how many', default: '300' } },
  async run(args, engine, terminal) {
    const runId = await runFrom(engine, args)
    const sentences = numberFrom('sentences', args.sentences) ?? 300
    const map = await engine.latent.map({ runId, sentences }, { signal: terminal.signal })
    for (const { x, y, text } of map.places)
      terminal.say(`${x.toFixed(3).padStart(8)} ${y.toFixed(3).padStart(8)}  ${text}`)
    terminal.say(`the two directions show ${(100 * map.view.explained).toFixed(1)} % of the differences`)
    return { runId, ...map }
  },
})

export const morphCommand = toCommand({
  name: 'morph',
  description: 'write the way from one sentence to another',
  args: {
    ...PROJECT,
    from: { type: 'string', description: 'a sentence', required: true },
    to: { type: 'string', description: 'another', required: true },
    steps: { type: 'string', description: 'both ends included', default: '9' },
    ...WRITING,
  },
  async run(args, engine, terminal) {
    const runId = await runFrom(engine, args)
    const steps = numberFrom('steps', args.steps) ?? 9
    const input = { runId, from: args.from, to: args.to, steps, ...writingFrom(args) }
    const { places } = await engine.latent.morph(input, { signal: terminal.signal })
    for (const [at, { text }] of places.entries()) terminal.say(`${at + 1}. ${text}`)
    return { runId, texts: places.map(({ text }) => text) }
  },
})

export const varyCommand = toCommand({
  name: 'vary',
  description: 'write variations of a sentence',
  args: {
    ...PROJECT,
    text: { type: 'string', description: 'a sentence', required: true },
    count: { type: 'string', description: 'how many', default: '5' },
    spread: { type: 'string', description: '1 is as widely as the model itself is unsure', default: '1' },
    ...WRITING,
  },
  async run(args, engine, terminal) {
    const runId = await runFrom(engine, args)
    const count = numberFrom('count', args.count) ?? 5
    const spread = numberFrom('spread', args.spread) ?? 1
    const input = { runId, text: args.text, count, spread, ...writingFrom(args) }
    const { places } = await engine.latent.vary(input, { signal: terminal.signal })
    for (const [at, { text }] of places.entries()) terminal.say(`${at + 1}. ${text}`)
    return { runId, texts: places.map(({ text }) => text) }
  },
})
