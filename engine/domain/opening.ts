// The first words of a document: what a scene without a title is known by.
import type { Inline, SceneDocument, TreeNode } from './document.ts'

const MAX_CHARACTERS = 60

const textOf = (content: readonly Inline[] | undefined): string =>
  (content ?? []).map((inline) => (inline.type === 'text' ? inline.text : ' ')).join('')

const firstText = (blocks: readonly TreeNode[]): string => {
  for (const block of blocks) {
    const text =
      block.type === 'paragraph' || block.type === 'heading'
        ? textOf(block.content)
        : 'content' in block && block.type !== 'note'
          ? firstText(block.content ?? [])
          : ''
    if (/[\p{L}\p{N}]/u.test(text)) return text
  }
  return ''
}

/** At most 60 characters, ended at a word where there are words; empty when the document has none. */
export const openingOf = (document: SceneDocument): string => {
  const text = firstText(document.content).replace(/\s+/gu, ' ').trim()
  if (text.length <= MAX_CHARACTERS) return text
  const cut = text.slice(0, MAX_CHARACTERS)
  // Scripts without spaces end anywhere, but never within a character.
  const space = cut.lastIndexOf(' ')
  const end = space > MAX_CHARACTERS / 2 ? cut.slice(0, space) : cut.replace(/[\uD800-\uDBFF]$/u, '')
  return `${end.replace(/[\s,;:，；：、–—-]+$/u, '')}…`
}
