// Character cards as JSON: V1, V2 (malfoyslastname/character-card-spec-v2) and V3 (kwaroran/character-card-spec-v3) read,
// V2 and V3 written; fields that are not known here go out with the value they came in with. Pictures are card-png's.
import * as z from 'zod'
import {
  NEW_CHARACTER_CARD,
  type CardVersion,
  type CharacterCard,
  type StoredCard,
} from '../../domain/character-card.ts'

export type JsonRecord = Readonly<Record<string, unknown>>

/** Deeper than any card, shallower than what breaks whoever writes it again. */
const MAX_DEPTH = 128

const FIELDS = {
  name: 'name',
  nickname: 'nickname',
  description: 'description',
  personality: 'personality',
  scenario: 'scenario',
  greeting: 'first_mes',
  otherGreetings: 'alternate_greetings',
  groupGreetings: 'group_only_greetings',
  examples: 'mes_example',
  instructions: 'system_prompt',
  lastInstructions: 'post_history_instructions',
  notes: 'creator_notes',
  tags: 'tags',
  creator: 'creator',
  edition: 'character_version',
} as const satisfies Readonly<Record<keyof CharacterCard, string>>

const ONLY_V3: readonly string[] = ['nickname', 'group_only_greetings']
/** Of the earliest cards, which had no envelope. */
const V1_FIELDS: readonly string[] = [
  'name',
  'description',
  'personality',
  'scenario',
  'first_mes',
  'mes_example',
]

const text = z.string().catch('')
const texts = z.array(z.string()).catch([])

const data = z.looseObject({
  name: text,
  nickname: text,
  description: text,
  personality: text,
  scenario: text,
  first_mes: text,
  alternate_greetings: texts,
  group_only_greetings: texts,
  mes_example: text,
  system_prompt: text,
  post_history_instructions: text,
  creator_notes: text,
  tags: texts,
  creator: text,
  character_version: text,
})

const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const depthOf = (json: string): number => {
  let [depth, deepest, isText] = [0, 0, false]
  for (let at = 0; at < json.length; at++) {
    const sign = json[at]
    if (isText) {
      if (sign === '\\') at++
      else if (sign === '"') isText = false
    } else if (sign === '"') isText = true
    else if (sign === '{' || sign === '[') deepest = Math.max(deepest, ++depth)
    else if (sign === '}' || sign === ']') depth--
  }
  return deepest
}

/** Throws an Error that says why it cannot be read. */
export const parseBounded = (json: string): unknown => {
  if (depthOf(json) > MAX_DEPTH) throw new Error('This JSON is nested too deeply to be a card or a lorebook')
  try {
    return JSON.parse(json.replace(/^\uFEFF/u, '')) as unknown
  } catch {
    throw new Error('This is no JSON, or only a part of it')
  }
}

const dataOf = (source: JsonRecord): JsonRecord => (isRecord(source['data']) ? source['data'] : source)

const cardOf = (fields: JsonRecord): CharacterCard => {
  const read = data.parse(fields)
  return {
    name: read.name,
    nickname: read.nickname,
    description: read.description,
    personality: read.personality,
    scenario: read.scenario,
    greeting: read.first_mes,
    otherGreetings: read.alternate_greetings,
    groupGreetings: read.group_only_greetings,
    examples: read.mes_example,
    instructions: read.system_prompt,
    lastInstructions: read.post_history_instructions,
    notes: read.creator_notes,
    tags: read.tags,
    creator: read.creator,
    edition: read.character_version,
  }
}

/** Throws an Error that says why it is no card. */
export const readCard = (json: unknown): StoredCard => {
  if (!isRecord(json)) throw new Error('This is no character card')
  const isKnown = typeof json['spec'] === 'string' && json['spec'].startsWith('chara_card_')
  const isFirst = !isRecord(json['data']) && 'name' in json && ('first_mes' in json || 'description' in json)
  if (!(isKnown && isRecord(json['data'])) && !isFirst) throw new Error('This is no character card')
  const card = cardOf(dataOf(json))
  if (card.name.trim() === '') throw new Error('This character card names nobody')
  return { card, source: json }
}

/** What was not changed here keeps the very value that it had in the file. */
const merged = (card: CharacterCard, source: JsonRecord, names: (field: string) => boolean): JsonRecord => {
  const before = cardOf(source)
  const fields = (Object.keys(FIELDS) as (keyof CharacterCard)[]).filter((field) => {
    const name = FIELDS[field]
    if (!names(name)) return false
    return !(name in source) || JSON.stringify(card[field]) !== JSON.stringify(before[field])
  })
  return { ...source, ...Object.fromEntries(fields.map((field) => [FIELDS[field], card[field]])) }
}

/** A card of the wished version. Fields of V3 that a V2 card never had are left out of it unless they came in with it. */
export const cardJson = ({ card, source }: StoredCard, version: CardVersion): JsonRecord => {
  const inner = dataOf(source)
  const isFirst = inner === source
  const fields = merged(
    card,
    isFirst ? Object.fromEntries(Object.entries(source).filter(([name]) => name !== 'spec')) : inner,
    (name) => version === 3 || !ONLY_V3.includes(name) || name in inner,
  )
  const whole = { extensions: {}, ...fields }
  // An earlier writer repeated the first fields outside the envelope; where they stand they follow.
  const outer = isFirst
    ? {}
    : Object.fromEntries(
        Object.entries(source).map(([name, value]) =>
          V1_FIELDS.includes(name) && value === inner[name] ? [name, fields[name]] : [name, value],
        ),
      )
  return {
    ...outer,
    spec: version === 3 ? 'chara_card_v3' : 'chara_card_v2',
    spec_version: specVersion(source, version),
    data: whole,
  }
}

const specVersion = (source: JsonRecord, version: CardVersion): unknown =>
  source['spec'] === `chara_card_v${version}` && source['spec_version'] !== undefined
    ? source['spec_version']
    : `${version}.0`

/** The version that a card came in with; V1 is written as V2. */
export const versionOf = (source: JsonRecord): CardVersion =>
  source['spec'] === 'chara_card_v2' || !('spec' in source) ? 2 : 3

export const writeCardJson = (stored: StoredCard, version: CardVersion): string =>
  `${JSON.stringify(cardJson(stored, version), null, 2)}\n`

/** A card for somebody who has none yet. */
export const newCard = (fields: Partial<CharacterCard>): StoredCard => ({
  card: { ...NEW_CHARACTER_CARD, ...fields },
  source: {},
})
