// Comments: what is said of words of the manuscript, in threads. Where a thread stands is in the text itself (`comments` of
// its text nodes), so that it goes wherever the words go.

export interface CommentMessage {
  readonly id: string
  /** Empty: the writer of this file. */
  readonly author: string
  readonly text: string
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly editedAt: number | null
}

export interface CommentThread {
  readonly id: string
  /** Where it was begun; the words may have moved since. */
  readonly sceneId: string
  /** The words it was begun about, at most `MAX_QUOTE` characters. */
  readonly quote: string
  readonly createdAt: number
  /** Null: open. */
  readonly resolvedAt: number | null
  /** The first one began it. */
  readonly messages: readonly CommentMessage[]
}

export const MAX_QUOTE = 200

/** A stretch of a scene's text, by blocks and characters of their plain text (a hard break is one, a footnote none). */
export interface TextRange {
  readonly from: { readonly blockId: string; readonly offset: number }
  readonly to: { readonly blockId: string; readonly offset: number }
}
