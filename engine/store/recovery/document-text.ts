// Documents as a damaged file has them: the JSON read as far as it goes, and what it says in words.
import type { Block, SceneDocument } from '../../domain/document.ts'
import { newId } from '../../domain/ids.ts'

const TEXT = /"text":"((?:[^"\\]|\\.)*)("?)/g
const PARAGRAPH = /"type":"(?:paragraph|heading)"/

/** What can be read of a document that breaks off or was overwritten: its paragraphs, without their marks. */
const wordsOf = (json: string): SceneDocument | null => {
  const paragraphs = json
    .split(PARAGRAPH)
    .map((part) =>
      [...part.matchAll(TEXT)]
        .map(([, text = '']) => text.replaceAll(/[\uFFFD\0]/g, '').replace(/\\u?[0-9a-f]{0,3}$/i, ''))
        .map((text) => {
          try {
            return JSON.parse(`"${text}"`) as string
          } catch {
            return text
          }
        })
        .join(''),
    )
    .filter((text) => text.trim() !== '')
  if (paragraphs.length === 0) return null
  return {
    type: 'doc',
    content: paragraphs.map((text) => ({
      type: 'paragraph',
      attrs: { id: newId() },
      content: [{ type: 'text', text }],
    })),
  }
}

const isDocument = (value: unknown): value is SceneDocument =>
  typeof value === 'object' &&
  value !== null &&
  'type' in value &&
  value.type === 'doc' &&
  'content' in value &&
  Array.isArray(value.content) &&
  value.content.length > 0

/** The document, whole or what is left of it. */
export const readDocument = (
  json: string,
): { readonly document: SceneDocument | null; readonly whole: boolean } => {
  try {
    const document: unknown = JSON.parse(json)
    if (isDocument(document)) return { document, whole: true }
  } catch {
    // Cut off.
  }
  return { document: wordsOf(json), whole: false }
}

/** What is written in a block, to tell whether two are the same. */
export const blockText = (block: Block): string =>
  [...JSON.stringify(block).matchAll(TEXT)].map(([, text = '']) => text).join('')

const WORD = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}]|[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu

/** As near as can be said without a whole document; exact again with the scene's next change. */
export const wordCount = (json: string): number => {
  let count = 0
  for (const [, text = ''] of json.matchAll(TEXT)) count += text.match(WORD)?.length ?? 0
  return count
}
