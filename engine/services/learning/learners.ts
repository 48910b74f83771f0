// Everything in the studio that learns from what its writer says. A new one is one line here.
import { plannerLearner } from '../../generation/learning/planner-learner.ts'
import { rankerLearner } from '../../generation/learning/ranker-learner.ts'
import type { Learner } from '../../models/learner.ts'
import type { OpenProject } from '../context.ts'
import type { EngineParts } from '../engine-parts.ts'
import { modelFile } from '../model-files.ts'
import { shippedModels } from '../shipped-models.ts'
import { adapterLearner, type AdapterBase } from './adapter-learner.ts'
import { takesAdapters } from './adapted-writer.ts'
import { emotionLearner } from './emotion-learner.ts'
import { choicesOf } from './learning-shelf.ts'

/** The story model of the project's language; without one the transformer that was trained last here. */
const baseFor = async (engine: EngineParts, project: OpenProject): Promise<AdapterBase | null> => {
  const { store } = project
  const { language } = store.project.get()
  const shipped = (await shippedModels()).find((model) => model.language === language)
  if (shipped) return { id: shipped.id, language, file: () => Promise.resolve(shipped.file) }
  // What projects share must be there in all of them.
  if (choicesOf(project).shared) return null
  const run = store.runs
    .list()
    .findLast(
      ({ modelHash, modelId, reason }) => modelHash !== null && reason !== 'shrunk' && takesAdapters(modelId),
    )
  return run ? { id: run.id, language, file: () => modelFile(engine.dataDir, store, run) } : null
}

export const learnersFor = async (engine: EngineParts, project: OpenProject): Promise<readonly Learner[]> => {
  const base = await baseFor(engine, project)
  return [
    rankerLearner,
    emotionLearner(engine),
    plannerLearner,
    ...(base ? [adapterLearner(engine, base)] : []),
  ]
}
