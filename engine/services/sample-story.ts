// The story of a first start, written into a fresh project. Its text is read by sample-text.
import type { SceneDocument } from '../domain/document.ts'
import { newId } from '../domain/ids.ts'
import type { Language } from '../domain/project.ts'
import type { NewProject } from '../store/create-project.ts'
import type { Repositories } from '../store/project-store.ts'
import { documentWords, paragraphOf } from '../text/plain-text.ts'
import { readSample } from '../text/sample-text.ts'

export const sampleFacts = (language: Language): NewProject => {
  const { title, author } = readSample(language)
  return { title, author, language, sample: true }
}

/** Chapters, scenes, the drawn arc and how its words are spelt, as the first rows of a project. */
export const writeSample = (store: Repositories, language: Language): void => {
  const { chapters, target, spelling } = readSample(language)
  if (spelling) {
    store.spelling.choose(null, spelling.dictionary)
    for (const word of spelling.words) store.spelling.add(word)
  }
  for (const chapter of chapters) {
    const { id: parentId } = store.binder.create(
      { kind: 'chapter', title: chapter.title },
      { parentId: null },
    )
    for (const { title, paragraphs } of chapter.scenes) {
      const content = paragraphs.map((text) => paragraphOf(newId(), text))
      const document: SceneDocument = { type: 'doc', content }
      store.binder.create(
        { kind: 'scene', title, text: { document, words: documentWords(document) } },
        { parentId },
      )
    }
  }
  store.targets.set({ scopeId: null, ...target })
}
