// training.*: the workshop: which models there are, runs that learn from this project, live and resumable.
import { eventIterator } from '@orpc/contract'
import * as z from 'zod'
import { CLEANING_RULES, USUAL_CLEANING } from '../domain/dataset.ts'
import { base, fraction, id, language, progress } from './base.ts'

/** One setting of a model, derived from its definition: enough to draw a form and to explain the default. */
export const settingField = z.object({
  key: z.string(),
  type: z.enum(['number', 'integer', 'boolean', 'choice']),
  title: z.string(),
  reason: z.string(),
  default: z.union([z.number(), z.boolean(), z.string()]),
  min: z.number().nullable(),
  max: z.number().nullable(),
  choices: z.array(z.string()),
})

export const modelDefinition = z.object({
  id: z.string(),
  title: z.string(),
  summary: z.string(),
  paper: z.string(),
  /** `latent.*` works on its runs. */
  hasLatentSpace: z.boolean(),
  presets: z.array(
    z.object({ id: z.string(), title: z.string(), settings: z.record(z.string(), z.unknown()) }),
  ),
  settings: z.array(settingField),
  /** Adapters can be trained over its runs. */
  takesAdapters: z.boolean(),
})

/** A run that goes on from the model of another, or from one that comes with the studio: only an adapter over it learns, or (full) all its weights. */
const runAdapter = z.object({
  baseRunId: id,
  /** As the base was called then; the run itself may be gone. */
  baseName: z.string(),
  kind: z.enum(['lora', 'prefix', 'full']),
  /** Of lora; null: the largest within 2 % of the model's weights. */
  rank: z.number().nullable(),
  scale: z.number(),
  length: z.number(),
})

/** One of several runs that are tried side by side; only the better ones train to the end. */
const runTrial = z.object({
  groupId: z.string(),
  /** From 1; the first one is the preset as it stands. */
  number: z.number(),
  trials: z.number(),
  /** Rungs climbed, from 0. */
  rung: z.number(),
  rungs: z.number(),
})

const settingValue = z.union([z.number(), z.boolean(), z.string()])
const cleaningRule = z.enum(CLEANING_RULES)

/** What a run learns from. */
export const datasetPlan = z.object({
  /** Scenes, or chapters and parts for all scenes in them; null is the whole book, an empty list none of it. */
  nodeIds: z.array(id).max(10_000).nullable().default(null),
  /** Files and folders of this machine; a folder means every book in it. */
  paths: z.array(z.string().min(1).max(4096)).max(500).default([]),
  cleaning: z.array(cleaningRule).default([...USUAL_CLEANING]),
})

/** A scene, or a chapter of a file. */
export const datasetDocument = z.object({
  id: z.string(),
  title: z.string(),
  /** The file it stands in; null for a scene. */
  path: z.string().nullable(),
  language,
  words: z.number(),
  /** How many of its words are held out. */
  heldOutWords: z.number(),
  /** Its first words, after cleaning. */
  excerpt: z.string(),
})

export const datasetPreview = z.object({
  /** At most 300; `totals` counts all. */
  documents: z.array(datasetDocument),
  totals: z.object({
    documents: z.number(),
    paragraphs: z.number(),
    words: z.number(),
    characters: z.number(),
    /** Share of the characters that is spoken. */
    dialogue: fraction,
    /** Paragraphs that stand in the text as read more than once, and the words in them. */
    duplicates: z.number(),
    duplicateWords: z.number(),
  }),
  languages: z.array(z.object({ language, words: z.number() })),
  /** Every rule in its order: what it changes, or would change where it is off. */
  cleaning: z.array(
    z.object({
      rule: cleaningRule,
      isApplied: z.boolean(),
      paragraphs: z.number(),
      characters: z.number(),
      samples: z.array(z.object({ before: z.string(), after: z.string() })),
    }),
  ),
  /** What importers left out or repaired. */
  remarks: z.array(z.object({ code: z.string(), count: z.number(), sample: z.string() })),
  /** Files that could not be read, with the code of the reason. */
  skipped: z.array(z.object({ path: z.string(), code: z.string() })),
  split: z.object({
    trainWords: z.number(),
    validationWords: z.number(),
    trainDocuments: z.number(),
    validationDocuments: z.number(),
    /** Title of the document that is partly held out, where the split falls inside one. */
    cutDocument: z.string().nullable(),
  }),
  /** Words below which a run does not start. */
  wordsNeeded: z.number(),
  /** With the tokenizer that the run would train; null until it is counted. `isEstimate` from a part of a long text. */
  tokens: z
    .object({ train: z.number(), validation: z.number(), vocabulary: z.number(), isEstimate: z.boolean() })
    .nullable(),
})

export const trainingRun = z.object({
  id,
  name: z.string(),
  modelId: z.string(),
  preset: z.string(),
  /** What differs from the preset. */
  settings: z.record(z.string(), settingValue),
  dataset: datasetPlan,
  seed: z.number(),
  maxMinutes: z.number().nullable(),
  state: z.enum(['queued', 'running', 'stopped', 'finished', 'failed']),
  /** Why it ended: finished, early-stop, stopped, time, interrupted, rung, outdone, or an error message. */
  reason: z.string(),
  startedAt: z.number(),
  endedAt: z.number().nullable(),
  step: z.number(),
  /** Best validation loss, nats per token; null before the first validation. */
  bestLoss: z.number().nullable(),
  bitsPerByte: z.number().nullable(),
  /** The Kneser-Ney 3-gram on the same tokens, nats per token. */
  baselineLoss: z.number().nullable(),
  parameters: z.number().nullable(),
  hasModel: z.boolean(),
  adapter: runAdapter.nullable(),
  trial: runTrial.nullable(),
  /** What the run was reckoned to need; `parts` above 1: its batch was cut to stay below the ceiling. */
  memory: z.object({ needMb: z.number(), ceilingMb: z.number(), parts: z.number() }).nullable(),
  /** With what it computed last; null before its first step. */
  backend: z.object({ id: z.string(), label: z.string(), device: z.enum(['cpu', 'gpu']) }).nullable(),
})

/** Over the model of a run or one that comes with the studio, by its id: lora changes the matrices a little, prefix puts learnt positions before the text, full trains all on. */
const newAdapter = z.object({
  baseRunId: id,
  kind: z.enum(['lora', 'prefix', 'full']).default('lora'),
  /** Absent: the largest within 2 % of the model's weights. */
  rank: z.number().int().min(1).max(256).optional(),
  scale: z.number().min(0.01).max(64).default(2),
  length: z.number().int().min(1).max(256).default(16),
})

export const trainingEvent = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('step'),
    step: z.number(),
    loss: z.number(),
    tokensPerS: z.number(),
    elapsedMs: z.number(),
    remainingMs: z.number().nullable(),
    /** What the model tells beside its loss: judgeLoss, judgeAccuracy and reward of a game, divergence of a plan … */
    numbers: z.record(z.string(), z.number()).optional(),
  }),
  z.object({
    kind: z.literal('validation'),
    step: z.number(),
    loss: z.number(),
    bitsPerByte: z.number(),
    best: z.boolean(),
  }),
  z.object({
    kind: z.literal('sample'),
    step: z.number(),
    text: z.string(),
    /** Self-BLEU-3 of samples written side by side, 0 … 1. */
    selfBleu: z.number().nullish(),
  }),
  /** The run as it now stands: sent first, on every change of state, and last. */
  z.object({ kind: z.literal('run'), run: trainingRun }),
])

const curvePoint = { step: z.number(), elapsedMs: z.number(), loss: z.number() }

export const runComparison = z.object({
  /** In the order asked for; curves thinned to what a screen can show. */
  runs: z.array(
    z.object({
      run: trainingRun,
      /** Of training so far. */
      elapsedMs: z.number(),
      steps: z.array(z.object(curvePoint)),
      validations: z.array(z.object({ ...curvePoint, bitsPerByte: z.number(), best: z.boolean() })),
      /** The last few. */
      samples: z.array(z.object({ step: z.number(), text: z.string() })),
    }),
  ),
  /** Every setting in force, a value a run; null where a run's model has no such setting. */
  settings: z.array(
    z.object({ key: z.string(), values: z.array(settingValue.nullable()), differs: z.boolean() }),
  ),
})

const newRun = z.object({
  modelId: z.string(),
  preset: z.string(),
  settings: z.record(z.string(), settingValue).default({}),
  dataset: datasetPlan.prefault({}),
  name: z.string().max(200).default(''),
  seed: z.number().int().default(1),
  maxMinutes: z.number().positive().max(10_000).optional(),
  /** MODEL_MISSING where the base has none. Model and preset are then the base's, whatever is said here. */
  adapter: newAdapter.optional(),
})

export const training = {
  models: base.output(z.array(modelDefinition)),
  runs: base.output(z.array(trainingRun)),
  /**
   * What a run with these settings would learn from, after cleaning, and what it would be measured on. The preview comes
   * twice: at once without tokens, then with them. BAD_INPUT.
   */
  previewDataset: base
    .input(
      z.object({
        modelId: z.string(),
        preset: z.string(),
        settings: z.record(z.string(), settingValue).default({}),
        dataset: datasetPlan.prefault({}),
      }),
    )
    .output(
      eventIterator(
        z.discriminatedUnion('kind', [
          progress,
          z.object({ kind: z.literal('preview'), preview: datasetPreview }),
        ]),
      ),
    ),
  /** Queues a run. TOO_LITTLE_TEXT { words, needed }; FILE_NOT_FOUND and the like for a path that cannot be read. */
  start: base.input(newRun).output(trainingRun),
  /**
   * Tries settings side by side (successive halving): that many runs with settings drawn from what the model's definition
   * declares searchable and `settings` leaves open, the first without any. After a share of the run the better third goes
   * on, until one trains to its end. Stopping or resuming one trial stops or resumes the search. Errors as of start.
   */
  search: base.input(newRun.extend({ trials: z.number().int().min(2).max(81) })).output(z.array(trainingRun)),
  /** Replays the run's kept history, then follows it live until it ends. */
  watch: base.input(z.object({ runId: id })).output(eventIterator(trainingEvent)),
  /** Runs side by side. NOT_FOUND; BAD_INPUT for a run named twice. */
  compare: base.input(z.object({ runIds: z.array(id).min(2).max(8) })).output(runComparison),
  /** Keeps the best weights and the last checkpoint. Idempotent. */
  stop: base.input(z.object({ runId: id })).output(trainingRun),
  resume: base
    .input(z.object({ runId: id, maxMinutes: z.number().positive().optional() }))
    .output(trainingRun),
  remove: base.input(z.object({ runId: id })),
}
