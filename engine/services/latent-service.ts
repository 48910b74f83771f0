// latent.*: finds the run's model and the sentences to show, and lets the tensor thread do the rest.
import type { Outputs } from '../contract/index.ts'
import { EngineError } from '../domain/errors.ts'
import { feelingOfPassage } from '../analysis/analyze-passages.ts'
import { findModel } from '../models/registry.ts'
import { detectLanguage } from '../text/language.ts'
import { splitSentences } from '../text/sentences.ts'
import { countWords } from '../text/words.ts'
import type { LatentResult } from '../training/latent-desk.ts'
import type { Projection } from '../training/projection.ts'
import type { OpenProject } from './context.ts'
import type { EngineParts } from './engine-parts.ts'
import { readFindings } from './learning/used-head.ts'
import { modelFile } from './model-files.ts'
import { os, projectOf } from './os.ts'
import { cleanDataset } from './training-corpus.ts'

type View = Outputs['latent']['map']['view']

/** Shorter ones say too little to lie anywhere, longer ones too much. */
const LEAST_WORDS = 4
const MOST_WORDS = 45

const forever = (): AbortSignal => new AbortController().signal

/** MODEL_MISSING; BAD_INPUT for a model without a map. */
const mapFile = async (engine: EngineParts, project: OpenProject, runId: string): Promise<string> => {
  const run = project.store.runs.get(runId)
  if (!findModel(run.modelId).hasLatentSpace)
    throw new EngineError(
      'BAD_INPUT',
      'This model keeps no map of texts. Train a variational autoencoder for one.',
      { modelId: run.modelId },
    )
  return modelFile(engine.dataDir, project.store, run)
}

interface Sentence {
  readonly text: string
  readonly title: string
}

/** Evenly over the text, `count` at most. */
const sentencesOf = async (
  project: OpenProject,
  runId: string,
  count: number,
  signal: AbortSignal,
): Promise<readonly Sentence[]> => {
  const { dataset } = project.store.runs.get(runId)
  const { documents, paragraphs } = await cleanDataset(project, dataset, {
    signal,
    progress: () => undefined,
  })
  const titles = new Map(documents.map(({ id, title }) => [id, title]))
  const all = paragraphs.flatMap(({ text, group = '' }) =>
    splitSentences(text, detectLanguage(text))
      .map(({ from, to }) => text.slice(from, to).replaceAll(/\s+/gu, ' '))
      .filter((sentence) => {
        const words = countWords(sentence)
        return words >= LEAST_WORDS && words <= MOST_WORDS
      })
      .map((sentence) => ({ text: sentence, title: titles.get(group) ?? '' })),
  )
  const every = Math.max(1, all.length / count)
  return Array.from({ length: Math.min(count, all.length) }, (_, at) => all[Math.floor(at * every)])
}

const toView = ({ middle, axes, explained }: Projection): View => ({
  middle: [...middle],
  axes: axes.map((axis) => [...axis]),
  explained,
})

const written = ({ places }: LatentResult): Outputs['latent']['morph'] => ({ places: [...places] })

export const latentRouter = {
  map: os.latent.map.handler(async ({ input, context, signal = forever() }) => {
    const { engine } = context
    const project = projectOf(context)
    const file = await mapFile(engine, project, input.runId)
    const sentences = await sentencesOf(project, input.runId, input.sentences, signal)
    if (sentences.length < 3)
      throw new EngineError('TOO_LITTLE_TEXT', 'There are too few sentences for a map.', {
        words: 0,
        needed: 3,
      })
    const texts = sentences.map(({ text }) => text)
    const [{ places, view }, findings] = await Promise.all([
      engine.tensors.latent({ kind: 'map', modelFile: file, texts }, signal),
      readFindings(engine, project, texts, signal),
    ])
    return {
      view: toView(view!),
      places: places.map((place, at) => {
        const feeling = feelingOfPassage(findings[at])
        return {
          ...place,
          title: sentences[at].title,
          emotion: feeling?.emotion ?? 'neutral',
          valence: feeling?.valence ?? 0,
        }
      }),
    }
  }),

  morph: os.latent.morph.handler(async ({ input, context, signal = forever() }) => {
    const { engine } = context
    const file = await mapFile(engine, projectOf(context), input.runId)
    const { from, to, steps, words, seed, temperature, view } = input
    const writing = { maxWords: words, seed, sampling: { temperature } }
    return written(
      await engine.tensors.latent(
        { kind: 'morph', modelFile: file, from, to, count: steps, view, ...writing },
        signal,
      ),
    )
  }),

  vary: os.latent.vary.handler(async ({ input, context, signal = forever() }) => {
    const { engine } = context
    const file = await mapFile(engine, projectOf(context), input.runId)
    const { text, count, spread, words, seed, temperature, view } = input
    const writing = { maxWords: words, seed, sampling: { temperature } }
    return written(
      await engine.tensors.latent(
        { kind: 'vary', modelFile: file, text, count, spread, view, ...writing },
        signal,
      ),
    )
  }),
}
