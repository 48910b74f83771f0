// What is read aloud from a place of a scene on: its sentences, each with its place in its block. Notes to self, footnotes
// and pictures are not read.
import type { Node } from '@tiptap/pm/model'
import { plainText } from './document-json.ts'

export interface SpokenSentence {
  readonly blockId: string
  /** Characters of the block's plain text. */
  readonly from: number
  readonly to: number
  readonly text: string
}

/** @param start a position in the document: the sentence that holds it is the first. @param language a language tag. */
export const sentencesFrom = (doc: Node, start: number, language: string): SpokenSentence[] => {
  const segmenter = new Intl.Segmenter(language, { granularity: 'sentence' })
  const sentences: SpokenSentence[] = []
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return true
    const blockId: unknown = node.attrs['id']
    if (node.type.name === 'note' || typeof blockId !== 'string' || pos + node.nodeSize <= start) return false
    for (const { segment, index } of segmenter.segment(plainText(node))) {
      const text = segment.trim()
      const to = index + segment.length
      if (/[\p{L}\p{N}]/u.test(text) && pos + 1 + to > start)
        sentences.push({ blockId, from: index, to: index + segment.trimEnd().length, text })
    }
    return false
  })
  return sentences
}
