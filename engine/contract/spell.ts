// spell.*: words that no dictionary knows, what may have been meant, and the project's own words.
import * as z from 'zod'
import { base, id } from './base.ts'

const word = z.string().trim().min(1).max(100)
const dictionaryId = z.string().max(64)

const state = z.object({
  dictionaries: z.array(z.object({ id: dictionaryId, isBundled: z.boolean() })),
  /** What the project is checked with; '' is nothing. */
  project: dictionaryId,
  /** Chosen by the writer; null: the project's language decides. */
  chosen: dictionaryId.nullable(),
  /** The project's own words, in order. */
  words: z.array(z.string()),
})

export const spell = {
  state: base.output(state),
  /** For the project, or for one scene; null takes the choice back, '' checks nothing. NOT_FOUND { dictionary }. */
  choose: base.input(z.object({ nodeId: id.optional(), dictionary: dictionaryId.nullable() })).output(state),
  /** Adds to the project's own words. */
  add: base.input(z.object({ words: z.array(word).min(1).max(1000) })).output(state),
  remove: base.input(z.object({ words: z.array(word).min(1).max(1000) })).output(state),
  /** What is wrong in texts of a scene, by its dictionary; characters of each text. Chinese is left alone. */
  check: base
    .input(z.object({ nodeId: id.optional(), texts: z.array(z.string().max(2_000_000)).max(1000) }))
    .output(z.array(z.array(z.object({ from: z.number(), to: z.number(), word: z.string() })))),
  /** Best first. */
  suggest: base.input(z.object({ nodeId: id.optional(), word })).output(z.array(z.string())),
  /** Every unknown word of the book or of parts of it, most frequent first, with where it stands. */
  review: base.input(z.object({ within: z.array(id).max(100_000).optional() })).output(
    z.array(
      z.object({
        word: z.string(),
        count: z.number(),
        /** At most a hundred. */
        places: z.array(z.object({ nodeId: id, blockId: z.string(), from: z.number(), to: z.number() })),
      }),
    ),
  ),
}
