// A character as cards of chat programs tell one (Character Card V2 and V3): the words only. What a sheet makes of them is the cast's.

/** The fields of the specifications, by plainer names; a list is empty and a text is '' where the card says nothing. */
export interface CharacterCard {
  readonly name: string
  /** V3: what they are called in the story, where that is not their name. */
  readonly nickname: string
  readonly description: string
  readonly personality: string
  readonly scenario: string
  /** `first_mes`. */
  readonly greeting: string
  /** `alternate_greetings`. */
  readonly otherGreetings: readonly string[]
  /** V3: for conversations of several. */
  readonly groupGreetings: readonly string[]
  /** `mes_example`: turns of talk, begun by <START>, `{{user}}` and `{{char}}` for the speakers. */
  readonly examples: string
  /** `system_prompt`. */
  readonly instructions: string
  /** `post_history_instructions`. */
  readonly lastInstructions: string
  /** `creator_notes`: for whoever uses the card, never for a model. */
  readonly notes: string
  readonly tags: readonly string[]
  readonly creator: string
  /** `character_version`. */
  readonly edition: string
}

export const NEW_CHARACTER_CARD: CharacterCard = {
  name: '',
  nickname: '',
  description: '',
  personality: '',
  scenario: '',
  greeting: '',
  otherGreetings: [],
  groupGreetings: [],
  examples: '',
  instructions: '',
  lastInstructions: '',
  notes: '',
  tags: [],
  creator: '',
  edition: '',
}

export const CARD_VERSIONS = [2, 3] as const
export type CardVersion = (typeof CARD_VERSIONS)[number]

/** A card as it was read. */
export interface StoredCard {
  readonly card: CharacterCard
  /** The whole file, as it came: what is not known here goes out as it came in. Empty for a card made here. */
  readonly source: Readonly<Record<string, unknown>>
}
