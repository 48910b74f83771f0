// The story of a first start as it lies in assets/sample: prose that is nobody's, for whoever needs some.
import { readFileSync } from 'node:fs'
import * as z from 'zod'
import { assetPath } from '../domain/asset-path.ts'
import { LANGUAGES, type Language } from '../domain/project.ts'

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

export const readSample = (language: Language): z.infer<typeof sampleStory> =>
  sampleStory.parse(JSON.parse(readFileSync(assetPath('sample', FILES[language]), 'utf8')))

/** Its text, paragraph by paragraph. */
export const sampleParagraphs = (language: Language): readonly string[] =>
  readSample(language).chapters.flatMap(({ scenes }) => scenes.flatMap(({ paragraphs }) => paragraphs))
