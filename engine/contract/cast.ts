// cast.*: the people of the story: their sheets, ties, what they know and feel, and who says what in the manuscript.
import * as z from 'zod'
import { FELT } from '../domain/cast/appraisal.ts'
import { BONDS } from '../domain/cast/relation.ts'
import { REGISTERS, RHYTHMS } from '../domain/character.ts'
import { CARD_VERSIONS } from '../domain/character-card.ts'
import { base, file, fraction, id } from './base.ts'
import { emotion } from './feeling.ts'

const signed = z.number().min(-1).max(1)
const words = z.array(z.string().trim().min(1).max(200)).max(200)
const lines = z.array(z.string().trim().min(1).max(2000)).max(200)

const voice = z.object({
  register: z.enum(REGISTERS),
  /** The length of their sentences. */
  rhythm: z.enum(RHYTHMS),
  favourites: words,
  forbidden: words,
  /** Lines that sound like them. */
  samples: lines,
})

const personality = z.object({
  openness: fraction,
  conscientiousness: fraction,
  extraversion: fraction,
  agreeableness: fraction,
  neuroticism: fraction,
})

const sheet = {
  name: z.string().trim().min(1).max(200),
  aliases: words,
  role: z.string().max(300),
  personality,
  /** Words for them, beside the sliders. */
  traits: words,
  voice,
  background: z.string().max(20_000),
  goals: lines,
  notes: z.string().max(50_000),
  /** Valence over the book's words, x increasing; empty where nothing is drawn. */
  arc: z.array(z.object({ x: fraction, y: signed })).max(100),
}

/** In a change the parts of voice and personality may be given one by one. */
export const change = z
  .object({ ...sheet, voice: voice.partial(), personality: personality.partial() })
  .partial()

export const lineFeeling = z.object({ label: emotion, valence: signed, arousal: fraction })
const mood = z.object({ pleasure: signed, arousal: signed, dominance: signed })

/** Minutes on a clock of the story. */
const minutes = z.number().min(0).max(1e9)
export const emotionalState = z.object({
  mood,
  emotions: z.array(z.object({ felt: z.enum(FELT), intensity: fraction })),
  atMinutes: minutes,
})

export const character = z.object({
  id,
  ...sheet,
  state: emotionalState,
  /** How a line sounds that is said in this state. */
  feeling: lineFeeling,
  /** What the personality alone comes to. */
  rest: mood,
  /** It came from a card, which goes out again with what is not known here. */
  hasCard: z.boolean(),
})

const tie = { trust: signed, respect: signed, familiarity: fraction, note: z.string().max(2000) }
const relation = z.object({ fromId: id, toId: id, ...tie, bond: z.enum(BONDS) })

const fact = {
  /** One sentence. */
  text: z.string().trim().min(1).max(2000),
  /** Words that only who knows it would say. */
  keys: words,
  /** From the beginning where no scene is named. */
  knowers: z.array(z.object({ characterId: id, fromSceneId: id.nullable() })).max(500),
}
const storyFact = z.object({ id, ...fact })

/** What happened, for the one who feels it; see engine/domain/cast/appraisal.ts. */
export const storyEvent = z.object({
  desirable: signed.optional(),
  likelihood: fraction.optional(),
  awaited: z.enum(['hoped', 'feared']).optional(),
  praiseworthy: signed.optional(),
  by: z.enum(['self', 'other']).optional(),
  forOther: z.object({ desirable: signed, liking: signed }).optional(),
  appeal: signed.optional(),
  unexpected: fraction.optional(),
})

const quotation = z.object({
  sceneId: id,
  blockId: id,
  /** Characters into the block's plain text. */
  from: z.number().int(),
  to: z.number().int(),
  text: z.string(),
  /** Of the cast; null where nobody is known, or nobody of the cast. */
  characterId: id.nullable(),
  /** Of somebody who is in the text and not in the cast. */
  name: z.string(),
  how: z.enum(['tag', 'beat', 'turn', 'mention', 'pronoun', 'confirmed']).nullable(),
})

export const cast = {
  list: base.output(z.array(character)),
  /** One undo step, as every change here. */
  add: base.input(change.extend({ name: sheet.name })).output(character),
  /** NOT_FOUND. */
  edit: base.input(z.object({ id, change })).output(character),
  remove: base.input(z.object({ ids: z.array(id).min(1).max(500) })),
  /** Right after `afterId` (null: first). */
  move: base.input(z.object({ id, afterId: id.nullable() })).output(z.array(character)),

  /** From a character card V1, V2 or V3 (JSON or PNG), the lore in it into the lorebook; one undo step. UNSUPPORTED_FORMAT. */
  importCard: base.input(z.object({ file })).output(z.object({ character, lore: z.number().int() })),
  /** As a card; what came in with theirs and is not known here goes out as it came. NOT_FOUND. */
  exportCard: base
    .input(z.object({ id, format: z.enum(['json', 'png']), version: z.literal(CARD_VERSIONS).optional() }))
    .output(file),

  relations: base.output(z.array(relation)),
  /** What one holds the other for; what is left out stays. BAD_INPUT for somebody and themselves. */
  relate: base.input(z.object({ fromId: id, toId: id, change: z.object(tie).partial() })).output(relation),
  unrelate: base.input(z.object({ fromId: id, toId: id })),

  facts: base.output(z.array(storyFact)),
  addFact: base
    .input(z.object({ text: fact.text, keys: words.default([]), knowers: fact.knowers.default([]) }))
    .output(storyFact),
  editFact: base.input(z.object({ id, change: z.object(fact).partial() })).output(storyFact),
  removeFact: base.input(z.object({ id })),

  /**
   * Lets time pass for somebody, then something happen to them; `event` left out: only time. `rest`: they have come to
   * rest. The state is kept, one undo step.
   */
  feel: base
    .input(
      z.object({
        id,
        minutes: minutes.default(0),
        event: storyEvent.optional(),
        rest: z.boolean().default(false),
      }),
    )
    .output(character),

  /** What a model is told of them, towards somebody (null: nobody) at the end of a scene (null: of the book). NOT_FOUND. */
  prompt: base
    .input(z.object({ id, toId: id.nullable().default(null), sceneId: id.nullable().default(null) }))
    .output(z.object({ text: z.string() })),

  /** People whom the manuscript shows, most often named first; `characterId`: already in the cast. */
  find: base.output(
    z.array(
      z.object({
        name: z.string(),
        aliases: z.array(z.string()),
        mentions: z.number().int(),
        /** Quotations that the rules give them, and the clearest of them. */
        quotations: z.number().int(),
        samples: z.array(z.string()),
        characterId: id.nullable(),
        /** Names of several in this list of whom this could be one: whose it is, only the writer knows. */
        couldBe: z.array(z.string()),
      }),
    ),
  ),
  /** Every quotation of the book, or of a scene, in reading order, with who says it and how that is known. */
  quotations: base.input(z.object({ sceneId: id.nullable().default(null) })).output(z.array(quotation)),
  /** The writer says who speaks (null: nobody of the cast); `characterId` left out takes that back. NOT_FOUND. */
  confirm: base.input(
    z.object({
      sceneId: id,
      blockId: id,
      text: z.string().min(1).max(20_000),
      characterId: id.nullable().optional(),
    }),
  ),
}
