// Real project files in a folder of their own that goes away with the test.
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { SceneDocument } from '../../engine/domain/document.ts'
import { createProjectFile, type NewProject } from '../../engine/store/create-project.ts'
import { openProjectStore } from '../../engine/store/open-project.ts'
import type { ProjectStore } from '../../engine/store/project-store.ts'
import { countWords } from '../../engine/text/words.ts'

/** Call within a test: the folder is removed when that test ends. */
export const tempFolder = (): string => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'arcwright-')))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export const FACTS: NewProject = { title: 'The Lamp', author: 'A. Writer', language: 'en' }

/** An open, empty project, closed when the test ends. */
export const tempProject = (facts: Partial<NewProject> = {}): { path: string; store: ProjectStore } => {
  const path = join(tempFolder(), 'book.arcwright')
  createProjectFile(path, { ...FACTS, ...facts })
  const store = openProjectStore(path)
  onTestFinished(() => store.close())
  return { path, store }
}

/** A scene's text from one string a paragraph; the paragraphs' ids are p0, p1, … after `prefix`. */
export const textOf = (
  paragraphs: readonly string[],
  prefix = '',
): { document: SceneDocument; words: number } => ({
  document: {
    type: 'doc',
    content: paragraphs.map((text, index) => ({
      type: 'paragraph',
      attrs: { id: `${prefix}p${index}` },
      ...(text === '' ? {} : { content: [{ type: 'text', text }] }),
    })),
  },
  words: paragraphs.reduce((sum, text) => sum + countWords(text), 0),
})

/** The paragraphs of a scene as it is stored now. */
export const readScene = (store: ProjectStore, sceneId: string): string[] =>
  store.scenes
    .get(sceneId)
    .document.content.map((block) =>
      block.type === 'paragraph'
        ? (block.content ?? []).map((inline) => (inline.type === 'text' ? inline.text : '')).join('')
        : `<${block.type}>`,
    )
