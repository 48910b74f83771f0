// What can be searched, and what is looked for: pieces of text with their places, and the terms of a find.

/** Where a piece of text stands. Notes to self are `note`; titles and synopses belong to the binder's node. */
export const SEARCH_FIELDS = ['title', 'synopsis', 'text', 'footnote', 'caption', 'note'] as const
export type SearchField = (typeof SEARCH_FIELDS)[number]

/** Where words of a medium stand: what is said in it, what can be read in it, what it is called and the writer says of it. */
export const MEDIA_SEARCH_FIELDS = ['said', 'seen', 'about'] as const
export type MediaSearchField = (typeof MEDIA_SEARCH_FIELDS)[number]

/** A line of a medium. */
export interface MediaPiece {
  readonly field: MediaSearchField
  /** Milliseconds from the beginning of a recording or a clip; 0 for everything else. */
  readonly atMs: number
  readonly text: string
}

/** A paragraph, heading, footnote, caption or note to self of one document. */
export interface DocumentPiece {
  readonly field: SearchField
  readonly blockId: string
  /** Which footnote of the block, from 0; 0 for everything else. */
  readonly part: number
  readonly text: string
}

/** A piece with its document, scene or note; titles and synopses have the block id ''. */
export interface SearchPiece extends DocumentPiece {
  readonly nodeId: string
}

/** What find and replace look for. */
export interface FindTerms {
  readonly text: string
  /** A regular expression in JavaScript's notation (flags u and, without `matchCase`, i). */
  readonly isRegex: boolean
  readonly wholeWord: boolean
  readonly matchCase: boolean
}

/** A place in a piece: characters of its text. */
export interface FoundPlace {
  /** Index of the piece in the list that was searched. */
  readonly piece: number
  readonly from: number
  readonly to: number
  /** What would stand there; '' without a replacement. */
  readonly becomes: string
}
