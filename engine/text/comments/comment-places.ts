// Where the comments of a document stand now, and about which words.
import { MAX_QUOTE, type TextRange } from '../../domain/comment.ts'
import type { SceneDocument } from '../../domain/document.ts'
import { textblocksOf, widthOf } from './map-text.ts'

export interface CommentPlace extends TextRange {
  /** From the first word to the last, at most `MAX_QUOTE` characters. */
  readonly quote: string
}

/** By thread, in reading order; words in between that are not marked do not end a thread's stretch. */
export const commentPlaces = (document: SceneDocument): ReadonlyMap<string, CommentPlace> => {
  const found = new Map<string, CommentPlace>()
  for (const { attrs, content = [] } of textblocksOf(document.content)) {
    let at = 0
    const seen = new Set<string>()
    for (const inline of content) {
      const start = at
      at += widthOf(inline)
      if (inline.type !== 'text') continue
      for (const id of inline.comments ?? []) {
        const known = found.get(id)
        const between = known === undefined ? '' : seen.has(id) ? '' : '\n'
        seen.add(id)
        found.set(id, {
          from: known?.from ?? { blockId: attrs.id, offset: start },
          to: { blockId: attrs.id, offset: at },
          quote: `${known?.quote ?? ''}${between}${inline.text}`.slice(0, MAX_QUOTE),
        })
      }
    }
  }
  return found
}
