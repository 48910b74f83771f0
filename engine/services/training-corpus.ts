// What a run learns from, as the trainer takes it: cleaned paragraphs in order, each with how it feels. Text only.
import { feelingOfPassage } from '../analysis/analyze-passages.ts'
import { WHOLE_BOOK, type DatasetPlan } from '../domain/dataset.ts'
import type { Condition } from '../models/condition.ts'
import { cleanTexts, type CleaningFinding } from '../text/cleaning/clean-texts.ts'
import { detectLanguage } from '../text/language.ts'
import { hasWords } from '../text/words.ts'
import type { TrainingDocument } from '../training/corpus.ts'
import type { OpenProject } from './context.ts'
import { readDataset, type DatasetText, type ReadingOptions } from './dataset-documents.ts'
import type { EngineParts } from './engine-parts.ts'
import { findingsOf, passageOf } from './finding-cache.ts'
import { readFindings } from './learning/used-head.ts'

export interface CleanDataset extends DatasetText {
  readonly paragraphs: readonly TrainingDocument[]
  readonly cleaning: readonly CleaningFinding[]
}

/** A training document a paragraph, in the group of its scene or chapter, without conditions. */
export const cleanDataset = async (
  project: OpenProject,
  plan: DatasetPlan,
  options: ReadingOptions,
): Promise<CleanDataset> => {
  const text = await readDataset(project, plan, options)
  const owners = text.documents.flatMap((document) => document.paragraphs.map(() => document.id))
  const { texts, findings } = cleanTexts(
    text.documents.flatMap((document) => document.paragraphs),
    plan.cleaning,
  )
  const paragraphs = texts.flatMap((clean, at) =>
    hasWords(clean) ? [{ id: `${owners[at]}:${at}`, group: owners[at], text: clean }] : [],
  )
  return { ...text, paragraphs, cleaning: findings }
}

const UNWATCHED: ReadingOptions = { signal: new AbortController().signal, progress: () => undefined }

/**
 * The trainer joins the paragraphs with a blank line. The feeling beside each is what lets a model learn to write
 * towards one.
 */
export const trainingCorpus = async (
  engine: EngineParts,
  project: OpenProject,
  plan: DatasetPlan = WHOLE_BOOK,
): Promise<readonly TrainingDocument[]> => {
  const { paragraphs } = await cleanDataset(project, plan, UNWATCHED)
  const passages = paragraphs.map(({ text }) => passageOf(text))
  // Other books' findings would only make the project's file larger.
  const findings = plan.paths.length === 0 ? await findingsOf(engine, project, passages) : null
  const fresh = findings
    ? null
    : await readFindings(
        engine,
        project,
        passages.map(({ text }) => text),
      )
  return paragraphs.map((paragraph, at) => {
    const finding = findings?.get(passages[at].hash) ?? fresh?.[at]
    const feeling = finding ? feelingOfPassage(finding) : null
    const condition: Condition = {
      language: detectLanguage(paragraph.text),
      ...(feeling ? { mix: feeling.mix, valence: feeling.valence, arousal: feeling.arousal } : {}),
    }
    return { ...paragraph, condition }
  })
}
