// The story of a first start, read from the assets and written into a fresh project. Its text lives in assets/sample.
import { readFileSync } from 'node:fs'
import * as z from 'zod'
import { assetPath } from '../domain/asset-path.ts'
import type { SceneDocument } from '../domain/document.ts'
import { newId } from '../domain/ids.ts'
import { LANGUAGES, type Language } from '../domain/project.ts'
import type { NewProject } from '../store/create-project.ts'
import type { Repositories } from '../store/project-store.ts'
import { documentWords, paragraphOf } from '../text/plain-text.ts'

const sampleStory = z.object({
  title: z.string(),
  author: z.string(),
  language: z.enum(LANGUAGES),
  /** Names are no mistakes. */
  spelling: z.object({ dictionary: z.string(), words: z.array(z.string()) }).optional(),
  chapters: z.array(
    z.object({
      title: z.string(),
      scenes: z.array(z.object({ title: z.string(), paragraphs: z.array(z.string()).min(1) })),
    }),
  ),
  target: z.object({
    measure: z.literal('valence'),
    points: z.array(z.object({ x: z.number(), y: z.number() })),
  }),
})

const FILES: Readonly<Record<Language, string>> = { en: 'en.json', zh: 'zh-CN.json' }

const read = (language: Language): z.infer<typeof sampleStory> =>
  sampleStory.parse(JSON.parse(readFileSync(assetPath('sample', FILES[language]), 'utf8')))

/** Its text, for whoever needs prose that is nobody's. */
export const sampleParagraphs = (language: Language): readonly string[] =>
  read(language).chapters.flatMap(({ scenes }) => scenes.flatMap(({ paragraphs }) => paragraphs))

export const sampleFacts = (language: Language): NewProject => {
  const { title, author } = read(language)
  return { title, author, language, sample: true }
}

/** Chapters, scenes, the drawn arc and how its words are spelt, as the first rows of a project. */
export const writeSample = (store: Repositories, language: Language): void => {
  const { chapters, target, spelling } = read(language)
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
