// search.*: words anywhere in the project by its index; find and replace through chosen parts of it, taken back at once.
import * as z from 'zod'
import { MEDIA_SEARCH_FIELDS, SEARCH_FIELDS } from '../domain/search.ts'
import { base, id } from './base.ts'

export const searchField = z.enum(SEARCH_FIELDS)

/** Where a piece of text stands: a block of a document, or a line of the binder (block id ''). */
const place = {
  nodeId: id,
  field: searchField,
  blockId: z.string().max(64),
  /** Which footnote of the block, from 0. */
  part: z.number().int().min(0),
  /** Characters into the piece's text, footnotes zero wide. */
  from: z.number().int().min(0),
  to: z.number().int().min(0),
}

/** Words around a place; `from` and `to` are offsets in `text`. */
const context = z.object({
  text: z.string(),
  places: z.array(z.object({ from: z.number(), to: z.number() })),
})

export const findTerms = z.object({
  text: z.string().max(2000),
  isRegex: z.boolean().default(false),
  wholeWord: z.boolean().default(false),
  matchCase: z.boolean().default(false),
})

const scope = {
  /** Scenes, notes, or what holds some; without it everything that is not in the trash. */
  within: z.array(id).max(100_000).optional(),
  /** All of them without it. */
  fields: z.array(searchField).optional(),
}

export const search = {
  /**
   * Pieces that hold all words of the query: beginnings of words, phrases in quotes, single Chinese characters; case
   * and accents do not matter; those of media where neither `within` nor `fields` narrow it. An empty query finds nothing and brings the index up to date.
   */
  query: base
    .input(
      z.object({
        query: z.string().max(2000),
        ...scope,
        limit: z.number().int().min(1).max(2000).default(200),
      }),
    )
    .output(
      z.object({
        /** Of all pieces found, also those beyond the limit. */
        total: z.number(),
        nodes: z.number(),
        hits: z.array(z.object({ ...place, context })),
        /** The same words in photos, recordings and clips: said, to be read, or of their names and captions. */
        media: z.array(
          z.object({
            mediaId: id,
            name: z.string(),
            field: z.enum(MEDIA_SEARCH_FIELDS),
            /** Where in a recording or a clip it is said or seen; 0 elsewhere. */
            atMs: z.number(),
            context,
          }),
        ),
        mediaTotal: z.number(),
      }),
    ),

  /** Every place of the terms, in reading order. BAD_INPUT { reason } for an expression that is none or takes too long. */
  find: base
    .input(
      z.object({
        terms: findTerms,
        /** What would stand there: `$1`, `$<name>` and `$&` mean groups of a regular expression. */
        replacement: z.string().max(10_000).optional(),
        ...scope,
        limit: z.number().int().min(1).max(100_000).default(10_000),
      }),
    )
    .output(
      z.object({
        hits: z.array(
          z.object({
            /** Names this place to `replace`, as long as the text stays as it is. */
            key: z.string(),
            ...place,
            context,
            becomes: z.string(),
          }),
        ),
        nodes: z.number(),
        /** There are more than the limit. */
        isCut: z.boolean(),
      }),
    ),

  /**
   * Replaces what `find` finds with the same terms in one act that one undo takes back. Marks, footnotes and ids stay.
   * `only`: keys of the places to change; a place whose text is another one by now is left alone and counted as missed.
   */
  replace: base
    .input(
      z.object({
        terms: findTerms,
        replacement: z.string().max(10_000),
        ...scope,
        only: z.array(z.string().max(300)).max(200_000).optional(),
      }),
    )
    .output(z.object({ replaced: z.number(), nodes: z.number(), missed: z.number() })),
}
