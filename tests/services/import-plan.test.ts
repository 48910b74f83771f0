import { expect, it } from 'vitest'
import { sceneDocument } from '../../engine/contract/document.ts'
import type { ImportedBook } from '../../engine/importers/imported-book.ts'
import { planImport } from '../../engine/services/import-plan.ts'
import { documentWords } from '../../engine/text/plain-text.ts'
import { textOf } from '../helpers/temp-project.ts'

const bookOf = (paragraphs: readonly string[]): ImportedBook => ({
  title: 'Long',
  author: '',
  language: 'en',
  encoding: 'utf-8',
  sections: [{ kind: 'chapter', title: 'One', lead: [], blocks: textOf(paragraphs).document.content }],
  pictures: [],
  remarks: [],
})

it('a chapter longer than a scene can be becomes several scenes that the editor can save again', () => {
  const book = bookOf([...Array.from({ length: 120_000 }, () => 'It rained.'), 'word '.repeat(500_000)])
  const nodes = planImport(book, [{ key: '0', kind: 'chapter', title: 'One' }])
  const scenes = nodes.filter(({ kind }) => kind === 'scene')
  expect(scenes.length).toBeGreaterThan(5)
  expect(scenes.every(({ text }) => sceneDocument.safeParse(text!.document).success)).toBe(true)
  expect(scenes.reduce((sum, { text }) => sum + documentWords(text!.document), 0)).toBe(740_000)
})
