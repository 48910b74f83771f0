// The writer's corrections laid over what an analyser found. Where labels are kept is the store's, how they are made feeling-service's.
import type { PassageFinding } from '../analysis/analyze-passages.ts'
import { feelingOfLabel, type EmotionLabel } from '../domain/emotion-label.ts'
import { countWords } from '../text/words.ts'
import type { OpenProject } from './context.ts'
import { headHash } from './learning/used-head.ts'

/** From so many words on, a sentence is hardly ever written twice: its label holds wherever it stands. */
const OWN_WORDS = 5

export interface LabelledFinding {
  readonly finding: PassageFinding
  /** By the index of the sentence. */
  readonly labels: ReadonlyMap<number, EmotionLabel>
}

export interface LabelBook {
  /** Whether any sentence of a finding was corrected somewhere: most texts stop here. */
  touches(finding: PassageFinding, text: string): boolean
  /** The label that holds for a sentence in this block. */
  find(text: string, blockId: string): EmotionLabel | undefined
  /** The finding as the writer sees it in this block. */
  apply(finding: PassageFinding, text: string, blockId: string): LabelledFinding
}

/** Looks labels up by their sentence. */
const createLabelBook = (labels: readonly EmotionLabel[]): LabelBook => {
  const byText = Map.groupBy(labels, ({ text }) => text)
  const labelOf = (text: string, blockId: string): EmotionLabel | undefined => {
    const found = byText.get(text)
    if (!found) return undefined
    return (
      found.find((label) => label.blockId === blockId) ??
      (countWords(text) >= OWN_WORDS ? found.at(-1) : undefined)
    )
  }
  return {
    find: labelOf,
    touches: ({ sentences }, text) =>
      byText.size > 0 && sentences.some(({ from, to }) => byText.has(text.slice(from, to))),
    apply(finding, text, blockId) {
      const found = new Map<number, EmotionLabel>()
      if (byText.size === 0) return { finding, labels: found }
      const sentences = finding.sentences.map((sentence, index) => {
        const label = labelOf(text.slice(sentence.from, sentence.to), blockId)
        if (!label) return sentence
        found.set(index, label)
        return { ...sentence, ...feelingOfLabel(label) }
      })
      return { finding: found.size > 0 ? { ...finding, sentences } : finding, labels: found }
    },
  }
}

const books = new WeakMap<OpenProject, { readonly key: string; readonly book: LabelBook }>()

/** The project's labels as they are now; the same object until one changes. */
export const labelBookOf = (project: OpenProject): LabelBook => {
  const labels = project.store.labels.list()
  // Another layer over the reader is another state too: what was read with the one before is read anew.
  const key = [
    headHash(project),
    ...labels.map(({ id, labelledAt, emotion }) => `${id} ${labelledAt} ${emotion}`),
  ].join('\n')
  const known = books.get(project)
  if (known?.key === key) return known.book
  const book = createLabelBook(labels)
  books.set(project, { key, book })
  return book
}
