// Ties a thread of comments to a stretch of a scene's words.
import type { TextRange } from '../../domain/comment.ts'
import type { Inline, SceneDocument } from '../../domain/document.ts'
import { mapTextblocks, textblocksOf, widthOf } from './map-text.ts'

const anchored = (content: readonly Inline[], from: number, to: number, id: string): Inline[] => {
  let at = 0
  return content.flatMap((inline): Inline[] => {
    const start = at
    at += widthOf(inline)
    if (inline.type !== 'text' || at <= from || start >= to) return [inline]
    const [first, last] = [Math.max(from, start) - start, Math.min(to, at) - start]
    const comments = [...new Set([...(inline.comments ?? []), id])].sort()
    const { text } = inline
    return [
      ...(first > 0 ? [{ ...inline, text: text.slice(0, first) }] : []),
      { ...inline, text: text.slice(first, last), comments },
      ...(last < text.length ? [{ ...inline, text: text.slice(last) }] : []),
    ]
  })
}

/** Null where there are no words: other blocks than were meant, or an empty stretch. */
export const anchorComment = (
  document: SceneDocument,
  { from, to }: TextRange,
  id: string,
): { readonly document: SceneDocument; readonly quote: string } | null => {
  const order = [...textblocksOf(document.content)].map(({ attrs }) => attrs.id)
  const [first, last] = [order.indexOf(from.blockId), order.indexOf(to.blockId)]
  if (first < 0 || last < first) return null
  const meant = new Map(
    order.slice(first, last + 1).map((blockId) => [
      blockId,
      {
        from: blockId === from.blockId ? from.offset : 0,
        to: blockId === to.blockId ? to.offset : Number.POSITIVE_INFINITY,
      },
    ]),
  )
  const words: string[] = []
  const changed = mapTextblocks(document, ({ attrs }, content) => {
    const range = meant.get(attrs.id)
    if (!range || range.from >= range.to) return undefined
    const next = anchored(content, range.from, range.to, id)
    const text = next
      .map((inline) => (inline.type === 'text' && inline.comments?.includes(id) === true ? inline.text : ''))
      .join('')
    if (text !== '') words.push(text)
    return next
  })
  const quote = words.join('\n')
  return quote.trim() === '' ? null : { document: changed, quote }
}
