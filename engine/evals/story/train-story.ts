// The recipe of the story model that ships: a corpus made once, training in stretches as long as there is time, a cooldown for what is kept.
// Schedule: Hägele et al. 2024 (arXiv 2405.18392); a constant rate can go on another day, a cooldown can begin anywhere.
import { existsSync, statSync } from 'node:fs'
import { copyFile, mkdir } from 'node:fs/promises'
import path from 'node:path'
import { loadBackend } from '../../nn/backend.ts'
import { saveCorpus } from '../../training/prepared-corpus.ts'
import { train } from '../../training/trainer.ts'
import type { TrainEvent, TrainRequest, TrainResult } from '../../training/types.ts'
import { makeStoryCorpus } from './story-corpus.ts'

export interface TrainStoryOptions {
  /** Folder with fiction-en/. */
  readonly data: string
  /** Where corpus, checkpoints and diary are kept; what is there is taken up again. */
  readonly keep: string
  /** Of this stretch; without it until stopped. */
  readonly minutes?: number
  /** In place of a stretch: a copy of the last checkpoint is led to zero in so many steps. */
  readonly cooldownSteps?: number
  /** Overrides of the recipe, for a run that begins. */
  readonly settings?: Readonly<Record<string, unknown>>
  readonly seed: number
  /** One a core where nothing is said. */
  readonly threads?: number
  readonly signal: AbortSignal
  now(): number
  say(line: string): void
}

export const STORY_SETTINGS = {
  vocabularySize: 4096,
  width: 256,
  layers: 6,
  heads: 8,
  hidden: 688,
  dropout: 0,
  sequenceLength: 256,
  batchSize: 16,
  muon: true,
  learningRate: 3e-3,
  warmupSteps: 60,
  steadyShare: 1,
  weightDecay: 0.1,
  averageDecay: 0.95,
  conditionDropout: 0.15,
  // Ends when it is stopped, never by itself.
  epochs: 1000,
  patience: 1000,
  // About every hundred steps.
  validationsPerEpoch: 60,
}

/** The file of the prepared corpus in the folder of a run. */
export const corpusFileOf = (keep: string): string => path.join(keep, 'corpus.safetensors')

export const trainStory = async (options: TrainStoryOptions) => {
  const { data, keep, minutes, cooldownSteps, settings = {}, seed, threads, now, say } = options
  await mkdir(keep, { recursive: true })
  const corpusFile = corpusFileOf(keep)
  if (!existsSync(corpusFile))
    await saveCorpus(
      corpusFile,
      await makeStoryCorpus({
        fiction: path.join(data, 'fiction-en'),
        feelingsFile: path.join(keep, 'feelings.txt'),
        seed,
        signal: options.signal,
        say,
      }),
    )
  const runDir = cooldownSteps === undefined ? path.join(keep, 'run') : await copyOfRun(keep)
  // A timer of our own: Node may collect `AbortSignal.timeout` before its time when only `any` refers to it.
  const over = new AbortController()
  const timer = minutes === undefined ? null : setTimeout(() => over.abort(), minutes * 60_000)
  const signal = AbortSignal.any([options.signal, over.signal])
  const request: TrainRequest = {
    runDir,
    modelId: 'transformer',
    preset: 'base',
    settings: { ...STORY_SETTINGS, ...settings },
    documents: [],
    corpusFile,
    language: 'en',
    plainMarks: true,
    seed,
    resume: true,
    checkpointEverySeconds: 120,
    ...(cooldownSteps === undefined ? {} : { cooldownSteps }),
  }
  const backend = await loadBackend(threads === undefined ? {} : { threads })
  try {
    const result = await train(request, { signal, backend, now, onEvent: (event) => tell(event, say) })
    return { ...report(result), runDir }
  } finally {
    if (timer !== null) clearTimeout(timer)
  }
}

/** The run as it stands, in a folder of its own, so that it can go on from before its cooldown. */
const copyOfRun = async (keep: string): Promise<string> => {
  const from = path.join(keep, 'run', 'last.safetensors')
  if (!existsSync(from))
    throw new Error(`There is no checkpoint to cool down in ${path.dirname(from)}: train first`)
  const runDir = path.join(keep, 'cooled')
  await mkdir(runDir, { recursive: true })
  const to = path.join(runDir, 'last.safetensors')
  // One that was begun goes on, unless the run has gone on meanwhile.
  if (!existsSync(to) || statSync(to).mtimeMs < statSync(from).mtimeMs) await copyFile(from, to)
  return runDir
}

const tell = (event: TrainEvent, say: (line: string) => void): void => {
  if (event.type === 'started')
    say(
      `${event.parameters} parameters, ${event.trainTokens} tokens, 3-gram ${event.baselineBitsPerByte.toFixed(4)} bits/byte, about ${event.memory.needMb} MB`,
    )
  if (event.type === 'validation')
    say(`step ${event.step}  ${event.loss.toFixed(4)} nats  ${event.bitsPerByte.toFixed(4)} bits/byte`)
  if (event.type === 'step' && event.step % 20 === 0)
    say(
      `step ${event.step}  loss ${event.loss.toFixed(3)}  rate ${event.learningRate.toExponential(2)}  ${event.tokensPerS} tokens/s`,
    )
}

const report = ({
  reason,
  step,
  bestLoss,
  bestBitsPerByte,
  baselineBitsPerByte,
  modelFile,
  elapsedMs,
}: TrainResult) => ({
  reason,
  step,
  tokens: step * STORY_SETTINGS.batchSize * STORY_SETTINGS.sequenceLength,
  minutes: elapsedMs / 60_000,
  validationLoss: bestLoss,
  bitsPerByte: bestBitsPerByte,
  baselineBitsPerByte,
  modelFile,
})
