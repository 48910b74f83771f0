// The whole manuscript as a model learns it: paragraphs in reading order, each with how it feels. Text only.
import { feelingOfPassage } from '../analysis/analyze-passages.ts'
import type { Condition } from '../models/condition.ts'
import { textBlocks, type TextBlock } from '../text/plain-text.ts'
import { detectLanguage } from '../text/language.ts'
import type { TrainingDocument } from '../training/corpus.ts'
import type { OpenProject } from './context.ts'
import type { EngineParts } from './engine-parts.ts'
import { findingsOf, passageOf } from './finding-cache.ts'

/** One scene's paragraphs that have words. */
export interface SceneText {
  readonly sceneId: string
  readonly blocks: readonly TextBlock[]
}

/** Every scene in reading order. */
export const scenesInOrder = ({ store }: Pick<OpenProject, 'store'>): readonly SceneText[] =>
  store.binder
    .tree()
    .filter((node) => node.kind === 'scene')
    .map(({ id }) => {
      const scene = store.scenes.find(id)
      return { sceneId: id, blocks: scene ? textBlocks(scene.document) : [] }
    })

/**
 * A document a paragraph; the trainer joins them with a blank line. The feeling beside each is what lets a model
 * learn to write towards one.
 */
export const trainingCorpus = async (
  engine: EngineParts,
  project: OpenProject,
): Promise<readonly TrainingDocument[]> => {
  const blocks = scenesInOrder(project).flatMap((scene) => scene.blocks)
  const passages = blocks.map(({ text }) => passageOf(text))
  const findings = await findingsOf(engine, project, passages)
  return blocks.map(({ id, text }, index) => {
    const finding = findings.get(passages[index].hash)
    const feeling = finding ? feelingOfPassage(finding) : null
    const condition: Condition = {
      language: detectLanguage(text),
      ...(feeling ? { mix: feeling.mix, valence: feeling.valence, arousal: feeling.arousal } : {}),
    }
    return { id, text, condition }
  })
}
