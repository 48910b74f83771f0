// World Info JSON, as SillyTavern writes it, and the lorebook inside a character card: read, and written back without
// losing a field that is not known here.
import * as z from 'zod'
import type { LoreEntry, LoreLogic, LorePosition, UnheededRule } from '../../domain/lorebook.ts'

export interface ReadLore {
  readonly entry: Omit<LoreEntry, 'id'>
  /** As it stood in the file; what is not known here goes out as it came in. */
  readonly source: Readonly<Record<string, unknown>>
}

/** By SillyTavern's numbers. */
const LOGICS: readonly LoreLogic[] = ['and-any', 'not-all', 'not-any', 'and-all']
const POSITIONS: readonly LorePosition[] = [
  'before',
  'after',
  'note-top',
  'note-bottom',
  'depth',
  'before',
  'after',
  'after',
]

const texts = z
  .union([z.array(z.string()), z.string().transform((text) => text.split(',').map((part) => part.trim()))])
  .catch([])
const number = (otherwise: number) => z.number().catch(otherwise)
const count = z
  .number()
  .transform((value) => Math.max(0, Math.round(value)))
  .catch(0)
const flag = z.boolean().catch(false)
const choice = z.boolean().nullable().catch(null)

const worldEntry = z.looseObject({
  key: texts.optional(),
  keysecondary: texts.optional(),
  comment: z.string().catch(''),
  content: z.string().catch(''),
  constant: flag,
  /** Old files say so where the secondary keys are not asked about. */
  selective: z.boolean().catch(true),
  selectiveLogic: number(0),
  order: number(100),
  position: number(0),
  disable: flag,
  excludeRecursion: flag,
  preventRecursion: flag,
  delayUntilRecursion: z.union([z.boolean().transform(Number), z.number()]).catch(0),
  probability: number(100),
  useProbability: z.boolean().catch(true),
  depth: number(4),
  group: z.string().catch(''),
  groupOverride: flag,
  groupWeight: number(100),
  scanDepth: z.number().nullable().catch(null),
  caseSensitive: choice,
  matchWholeWords: choice,
  useGroupScoring: choice,
  ignoreBudget: flag,
  sticky: count,
  cooldown: count,
  delay: count,
})

const filled = (list: readonly string[] | undefined): readonly string[] =>
  (list ?? []).filter((each) => each.trim() !== '')

const readEntry = (raw: unknown): Omit<LoreEntry, 'id'> => {
  const e = worldEntry.parse(raw)
  return {
    title: e.comment,
    content: e.content,
    enabled: !e.disable,
    constant: e.constant,
    keys: filled(e.key),
    secondaryKeys: e.selective ? filled(e.keysecondary) : [],
    logic: LOGICS[e.selectiveLogic] ?? 'and-any',
    scanDepth: e.scanDepth,
    caseSensitive: e.caseSensitive,
    wholeWords: e.matchWholeWords,
    order: e.order,
    position: POSITIONS[e.position] ?? 'before',
    depth: e.depth,
    probability: e.useProbability ? Math.max(0, Math.min(100, e.probability)) : 100,
    groups: filled(e.group.split(',').map((name) => name.trim())),
    groupWeight: e.groupWeight,
    groupPriority: e.groupOverride,
    groupScoring: e.useGroupScoring,
    excludeRecursion: e.excludeRecursion,
    preventRecursion: e.preventRecursion,
    delayLevel: e.delayUntilRecursion,
    ignoresBudget: e.ignoreBudget,
    sticky: e.sticky,
    cooldown: e.cooldown,
    delay: e.delay,
    fromSceneId: null,
    untilSceneId: null,
  }
}

const fieldsOf = (entry: Omit<LoreEntry, 'id'>): Record<string, unknown> => ({
  key: [...entry.keys],
  keysecondary: [...entry.secondaryKeys],
  comment: entry.title,
  content: entry.content,
  constant: entry.constant,
  selective: true,
  selectiveLogic: LOGICS.indexOf(entry.logic),
  order: entry.order,
  position: POSITIONS.indexOf(entry.position),
  disable: !entry.enabled,
  excludeRecursion: entry.excludeRecursion,
  preventRecursion: entry.preventRecursion,
  delayUntilRecursion: entry.delayLevel,
  probability: entry.probability,
  useProbability: true,
  depth: entry.depth,
  group: entry.groups.join(','),
  groupOverride: entry.groupPriority,
  groupWeight: entry.groupWeight,
  scanDepth: entry.scanDepth,
  caseSensitive: entry.caseSensitive,
  matchWholeWords: entry.wholeWords,
  useGroupScoring: entry.groupScoring,
  ignoreBudget: entry.ignoresBudget,
  sticky: entry.sticky,
  cooldown: entry.cooldown,
  delay: entry.delay,
})

/** What was not changed here keeps the very value that it had in the file. */
const writeEntry = ({ entry, source }: ReadLore): Record<string, unknown> => {
  const before = fieldsOf(readEntry(source))
  const changed = Object.entries(fieldsOf(entry)).filter(
    ([name, value]) => !(name in source) || JSON.stringify(value) !== JSON.stringify(before[name]),
  )
  const selects = changed.some(([name]) => name === 'keysecondary') ? { selective: true } : {}
  return { ...source, ...Object.fromEntries(changed), ...selects }
}

const isFilled = (value: unknown): boolean =>
  (Array.isArray(value) && value.length > 0) ||
  (typeof value === 'object' && value !== null && Object.values(value).some(isFilled))

const OUTLET = 7

const UNHEEDED = {
  'character-filter': ({ characterFilter }) => isFilled(characterFilter),
  triggers: ({ triggers }) => isFilled(triggers),
  vectors: ({ vectorized }) => vectorized === true,
  sources: (source) =>
    Object.entries(source).some(
      ([name, value]) => value === true && /^match(Persona|Character|Scenario|Creator)/u.test(name),
    ),
  outlet: ({ position }) => position === OUTLET,
  decorators: ({ content }) => typeof content === 'string' && /^@@/u.test(content),
} as const satisfies Readonly<Record<UnheededRule, (source: ReadLore['source']) => boolean>>

/** Rules that decide elsewhere what is told, and not here: how many entries have each. */
export const unheededRules = (
  entries: readonly ReadLore[],
): readonly { readonly rule: UnheededRule; readonly entries: number }[] =>
  (Object.keys(UNHEEDED) as UnheededRule[]).flatMap((rule) => {
    const having = entries.filter(({ source }) => UNHEEDED[rule](source)).length
    return having === 0 ? [] : [{ rule, entries: having }]
  })

/** The lorebook of a character card, field by field in World Info's words; the rest stays beside them. */
const bookEntry = z.looseObject({
  keys: z.array(z.string()).catch([]),
  secondary_keys: z.array(z.string()).catch([]),
  enabled: z.boolean().catch(true),
  insertion_order: number(100),
  case_sensitive: choice,
  name: z.string().optional().catch(undefined),
  comment: z.string().optional().catch(undefined),
  position: z.string().nullish().catch(null),
  extensions: z.looseObject({}).catch({}),
})

const EXTENSIONS: Readonly<Record<string, string>> = {
  exclude_recursion: 'excludeRecursion',
  prevent_recursion: 'preventRecursion',
  delay_until_recursion: 'delayUntilRecursion',
  scan_depth: 'scanDepth',
  match_whole_words: 'matchWholeWords',
  use_group_scoring: 'useGroupScoring',
  group_override: 'groupOverride',
  group_weight: 'groupWeight',
  probability: 'probability',
  useProbability: 'useProbability',
  depth: 'depth',
  group: 'group',
  selectiveLogic: 'selectiveLogic',
  ignore_budget: 'ignoreBudget',
  sticky: 'sticky',
  cooldown: 'cooldown',
  delay: 'delay',
  vectorized: 'vectorized',
  triggers: 'triggers',
  match_persona_description: 'matchPersonaDescription',
  match_character_description: 'matchCharacterDescription',
  match_character_personality: 'matchCharacterPersonality',
  match_character_depth_prompt: 'matchCharacterDepthPrompt',
  match_scenario: 'matchScenario',
  match_creator_notes: 'matchCreatorNotes',
}

const fromBook = (raw: unknown): ReadLore => {
  const {
    keys,
    secondary_keys,
    enabled,
    insertion_order,
    case_sensitive,
    name,
    comment,
    position,
    extensions,
    ...rest
  } = bookEntry.parse(raw)
  const known = Object.entries(extensions).flatMap(([key, value]) => {
    const ours = EXTENSIONS[key]
    return ours === undefined ? [] : [[ours, value] as const]
  })
  const place =
    typeof extensions['position'] === 'number' ? extensions['position'] : position === 'after_char' ? 1 : 0
  const source = {
    ...rest,
    ...(name === undefined ? {} : { name }),
    key: keys,
    keysecondary: secondary_keys,
    comment: comment ?? name ?? '',
    disable: !enabled,
    order: insertion_order,
    caseSensitive: case_sensitive,
    position: place,
    extensions,
    ...Object.fromEntries(known),
  }
  return { entry: readEntry(source), source }
}

const record = z.looseObject({})
const world = z.looseObject({ entries: z.union([z.array(record), z.record(z.string(), record)]) })
const card = z.looseObject({ data: z.looseObject({ character_book: world }) })

export interface ReadLorebook {
  readonly entries: readonly ReadLore[]
  /** What a World Info file says beside its entries; of a card nothing, its fields belong to the character. */
  readonly source: Readonly<Record<string, unknown>>
}

/** Throws an Error that says why it is no lorebook. */
export const readLorebook = (json: unknown): ReadLorebook => {
  const inCard = card.safeParse(json)
  const book = inCard.success ? inCard.data.data.character_book : world.safeParse(json).data
  if (!book)
    throw new Error('This is no lorebook: World Info and the lorebook of a character card can be read')
  const { entries, ...source } = book
  return {
    entries: Object.values(entries).map((raw): ReadLore =>
      'keys' in raw ? fromBook(raw) : { entry: readEntry(raw), source: raw },
    ),
    source: inCard.success ? {} : source,
  }
}

/** World Info, numbered anew in this order. */
export const writeWorldInfo = ({ entries, source }: ReadLorebook): string => {
  const numbered = entries.map(
    (each, uid) => [String(uid), { displayIndex: uid, ...writeEntry(each), uid }] as const,
  )
  return `${JSON.stringify({ ...source, entries: Object.fromEntries(numbered) }, null, 2)}\n`
}
