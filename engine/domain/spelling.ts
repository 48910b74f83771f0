// Spelling: what a dictionary is and what is wrong in a text. Nothing here knows any language.

/** A Hunspell dictionary that can be chosen. */
export interface DictionarySource {
  /** A language tag such as `en-GB`. */
  readonly id: string
  /** Absolute paths. */
  readonly aff: string
  readonly dic: string
  /** True for those that come with the studio. */
  readonly isBundled: boolean
}

/** A word that no dictionary knows: characters of the text it stands in. */
export interface Misspelling {
  readonly from: number
  readonly to: number
  readonly word: string
}
