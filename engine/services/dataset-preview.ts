// What a run would learn from, in numbers: documents, languages, dialogue, repetitions, the split. Trains nothing.
import type { Outputs } from '../contract/index.ts'
import type { DatasetPlan } from '../domain/dataset.ts'
import type { TrainingSettings } from '../models/training-settings.ts'
import { DROP_RULES } from '../text/cleaning/drop-rules.ts'
import { spokenCharacters } from '../text/dialogue.ts'
import { detectLanguage } from '../text/language.ts'
import { countWords } from '../text/words.ts'
import type { TrainingDocument } from '../training/corpus.ts'
import { splitDocuments, type Split } from '../training/split.ts'
import type { OpenProject } from './context.ts'
import type { ReadingOptions } from './dataset-documents.ts'
import { cleanDataset, type CleanDataset } from './training-corpus.ts'

type PreviewEvent = Outputs['training']['previewDataset'] extends AsyncIterable<infer Event> ? Event : never
export type DatasetPreview = Extract<PreviewEvent, { kind: 'preview' }>['preview']

/** A text model has nothing to learn from less. */
export const WORDS_NEEDED = 2000

const MOST_DOCUMENTS = 300
const EXCERPT_CHARACTERS = 90

export interface DatasetView {
  readonly preview: DatasetPreview
  readonly split: Split
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)

const wordsBy = <Key>(
  texts: readonly TrainingDocument[],
  keyOf: (text: TrainingDocument) => Key,
): Map<Key, number> => {
  const words = new Map<Key, number>()
  for (const text of texts) {
    const key = keyOf(text)
    words.set(key, (words.get(key) ?? 0) + countWords(text.text))
  }
  return words
}

const duplicatesIn = ({ documents }: CleanDataset): { duplicates: number; duplicateWords: number } => {
  const read = documents.flatMap(({ paragraphs }) => paragraphs)
  const places = [...DROP_RULES.duplicates(read)]
  return { duplicates: places.length, duplicateWords: sum(places.map((at) => countWords(read[at]))) }
}

const excerptOf = (text: string): string => {
  const line = text.replace(/\s+/gu, ' ').trim()
  return line.length > EXCERPT_CHARACTERS ? `${line.slice(0, EXCERPT_CHARACTERS).trimEnd()}…` : line
}

/** BAD_INPUT and the errors of reading. */
export const viewDataset = async (
  project: OpenProject,
  plan: DatasetPlan,
  settings: TrainingSettings,
  options: ReadingOptions,
): Promise<DatasetView> => {
  const dataset = await cleanDataset(project, plan, options)
  const { paragraphs } = dataset
  const groupOf = ({ group = '' }: TrainingDocument): string => group
  const split = splitDocuments(paragraphs, settings)
  const words = wordsBy(paragraphs, groupOf)
  const learnt = wordsBy(split.training, groupOf)
  const held = wordsBy(split.validation, groupOf)
  const byGroup = Map.groupBy(paragraphs, groupOf)
  const kept = dataset.documents.filter(({ id }) => words.has(id))
  const cut = kept.find(({ id }) => learnt.has(id) && held.has(id))
  const characters = sum(paragraphs.map(({ text }) => text.length))
  const preview: DatasetPreview = {
    documents: kept.slice(0, MOST_DOCUMENTS).map(({ id, title, path }) => ({
      id,
      title,
      path,
      language: detectLanguage(
        byGroup
          .get(id)!
          .map(({ text }) => text)
          .join('\n'),
      ),
      words: words.get(id)!,
      heldOutWords: held.get(id) ?? 0,
      excerpt: excerptOf(byGroup.get(id)![0].text),
    })),
    totals: {
      documents: kept.length,
      paragraphs: paragraphs.length,
      words: sum([...words.values()]),
      characters,
      dialogue: characters === 0 ? 0 : sum(paragraphs.map(({ text }) => spokenCharacters(text))) / characters,
      ...duplicatesIn(dataset),
    },
    languages: [...wordsBy(paragraphs, ({ text }) => detectLanguage(text))]
      .map(([language, count]) => ({ language, words: count }))
      .toSorted((a, b) => b.words - a.words),
    cleaning: dataset.cleaning.map((finding) => ({ ...finding, samples: [...finding.samples] })),
    remarks: [...dataset.remarks],
    skipped: [...dataset.skipped],
    split: {
      trainWords: sum([...learnt.values()]),
      validationWords: sum([...held.values()]),
      trainDocuments: learnt.size,
      validationDocuments: held.size,
      cutDocument: cut?.title ?? null,
    },
    wordsNeeded: WORDS_NEEDED,
    tokens: null,
  }
  return { preview, split }
}
