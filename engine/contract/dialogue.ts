// dialogue.*: branching dialogues for games: edited, checked, played, laid out, carried out to engines and back in.
import * as z from 'zod'
import { DIALOGUE_LIMITS, DIALOGUE_NODE_KINDS, VARIABLE_TYPES } from '../domain/dialogue/dialogue.ts'
import { ISSUE_CODES } from '../domain/dialogue/dialogue-issue.ts'
import { base, file, fraction, id } from './base.ts'
import { emotion } from './feeling.ts'
import { exportOption } from './manuscript.ts'

const text = z.string().max(DIALOGUE_LIMITS.text)
const target = id.nullable()
const coordinate = z.number().min(-1e7).max(1e7)

const lineEmotion = z.object({ label: emotion, valence: z.number().min(-1).max(1), arousal: fraction })
/** Someone of the cast, or anybody by name. */
const speaker = z.object({ characterId: id.nullable(), name: z.string().max(200) })
const tags = z.array(z.string().max(200)).max(DIALOGUE_LIMITS.tags)

const option = z.object({
  id,
  text,
  emotion: lineEmotion.nullable(),
  condition: text,
  once: z.boolean(),
  tags,
  next: target,
})
const branch = z.object({ id, weight: z.number().int().min(1).max(100), next: target })

const nodeBase = { id, title: z.string(), x: z.number(), y: z.number() }
export const dialogueNode = z.discriminatedUnion('kind', [
  z.object({
    ...nodeBase,
    kind: z.literal('line'),
    speaker,
    text,
    emotion: lineEmotion.nullable(),
    direction: text,
    tags,
    next: target,
  }),
  z.object({ ...nodeBase, kind: z.literal('choice'), options: z.array(option), next: target }),
  z.object({ ...nodeBase, kind: z.literal('condition'), test: text, then: target, next: target }),
  z.object({ ...nodeBase, kind: z.literal('set'), variable: z.string(), value: text, next: target }),
  z.object({ ...nodeBase, kind: z.literal('jump'), next: target }),
  z.object({ ...nodeBase, kind: z.literal('hub'), next: target }),
  z.object({ ...nodeBase, kind: z.literal('random'), branches: z.array(branch) }),
  z.object({ ...nodeBase, kind: z.literal('end') }),
])

const value = z.union([z.boolean(), z.number(), z.string().max(200)])
export const dialogueVariable = z.object({
  name: z.string().min(1).max(60),
  type: z.enum(VARIABLE_TYPES),
  initial: value,
  note: z.string().max(500).default(''),
  /** The game sets it from outside: that no node does is then no mistake. */
  fromGame: z.boolean().optional(),
})

const dialogueFacts = z.object({
  id,
  title: z.string(),
  nodes: z.number().int(),
  lines: z.number().int(),
  words: z.number().int(),
})
export const dialogueGraph = z.object({
  id,
  title: z.string(),
  startId: target,
  variables: z.array(dialogueVariable),
  nodes: z.array(dialogueNode),
})

/** What a node may be given; what its kind does not have is left aside, what is left out stays or is empty. */
const fields = z
  .object({
    title: z.string().max(200),
    x: coordinate,
    y: coordinate,
    speaker,
    text,
    emotion: lineEmotion.nullable(),
    direction: text,
    tags,
    next: target,
    then: target,
    options: z.array(option.partial()).max(DIALOGUE_LIMITS.options),
    branches: z.array(branch.partial()).max(DIALOGUE_LIMITS.branches),
    test: text,
    variable: z.string().max(60),
    value: text,
  })
  .partial()

const nodeIds = z.array(id).min(1).max(DIALOGUE_LIMITS.nodes)
/** The edits of engine/domain/dialogue/edit-dialogue.ts. */
export const dialogueEdit = z.discriminatedUnion('act', [
  z.object({
    act: z.literal('add'),
    kind: z.enum(DIALOGUE_NODE_KINDS),
    fields: fields.optional(),
    /** Later edits of the same list may mean the node by this name. */
    ref: id.optional(),
    /** The way that leads here from now on. */
    from: z.object({ nodeId: id, exit: id }).optional(),
  }),
  z.object({ act: z.literal('update'), nodeId: id, fields }),
  z.object({ act: z.literal('connect'), nodeId: id, exit: id, target }),
  z.object({ act: z.literal('remove'), nodeIds, heal: z.boolean().optional() }),
  z.object({
    act: z.literal('move'),
    places: z.array(z.object({ nodeId: id, x: coordinate, y: coordinate })).max(DIALOGUE_LIMITS.nodes),
  }),
  z.object({ act: z.literal('duplicate'), nodeIds }),
  z.object({ act: z.literal('start'), nodeId: target }),
  z.object({ act: z.literal('title'), title: z.string().max(200) }),
  z.object({
    act: z.literal('variable'),
    was: z.string().max(60).nullable(),
    variable: dialogueVariable.nullable(),
  }),
])
const edits = z.array(dialogueEdit).min(1).max(2000)

const issue = z.object({
  code: z.enum(ISSUE_CODES),
  severity: z.enum(['error', 'warning']),
  nodeId: id.nullable(),
  part: z.string().nullable(),
  detail: z.string(),
  fix: z.array(dialogueEdit).nullable(),
})

/** Kept by the caller between steps; a state of one's own making is as good as one that was given. */
const playState = z.object({
  nodeId: target,
  variables: z.record(z.string().max(60), value),
  visits: z.record(id, z.number().int().min(0)),
  isWaiting: z.boolean(),
  taken: z.array(id).max(DIALOGUE_LIMITS.nodes),
  rolls: z.number().int().min(0),
  /** How each speaker feels by now, by name. */
  feelings: z.record(z.string().max(200), lineEmotion).default({}),
})
const spokenLine = z.object({
  id,
  nodeId: id,
  kind: z.enum(['line', 'option']),
  speaker: speaker.nullable(),
  text: z.string(),
  emotion: lineEmotion.nullable(),
  direction: z.string(),
  tags: z.array(z.string()),
})

const searchWish = {
  /** Null: all dialogues of the project. */
  dialogueId: id.nullable().default(null),
  query: z.string().min(1).max(500),
  matchCase: z.boolean().default(false),
}
const source = z.union([z.object({ path: z.string().min(1) }), z.object({ file })])
const written = z.object({
  path: z.string().nullable(),
  sizeBytes: z.number(),
  lines: z.number().int(),
  /** To fetch the bytes with `download`; null when they were written to `path`. */
  downloadId: id.nullable(),
})

export const dialogue = {
  list: base.output(z.array(dialogueFacts)),
  create: base.input(z.object({ title: z.string().max(200) })).output(dialogueGraph),
  get: base.input(z.object({ dialogueId: id })).output(dialogueGraph),
  remove: base.input(z.object({ dialogueId: id })),
  /** All of them or none, one undo step. `made` are the ids of new nodes. NOT_FOUND, BAD_INPUT. */
  edit: base
    .input(z.object({ dialogueId: id, edits }))
    .output(z.object({ dialogue: dialogueGraph, made: z.array(id) })),
  /** Everyone who can speak: the cast, and names that lines already have. */
  speakers: base.output(z.array(speaker.extend({ lines: z.number().int() }))),
  /** Places every node anew, one undo step. */
  layout: base.input(z.object({ dialogueId: id })).output(dialogueGraph),

  validate: base.input(z.object({ dialogueId: id })).output(z.array(issue)),
  /** On from `state` (null: from the start); at a choice `optionId` says which. BAD_INPUT for one that is not open. */
  play: base
    .input(
      z.object({
        dialogueId: id,
        state: playState.nullable().default(null),
        optionId: id.optional(),
        /** The same seed rolls the same dice. */
        seed: z.number().int().default(1),
      }),
    )
    .output(
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('line'), line: spokenLine, state: playState }),
        z.object({
          kind: z.literal('choice'),
          nodeId: id,
          options: z.array(z.object({ id, text: z.string(), next: target })),
          state: playState,
        }),
        z.object({
          kind: z.literal('end'),
          why: z.enum(['end', 'nowhere', 'stuck', 'loop']),
          state: playState,
        }),
      ]),
    ),

  /** Texts of lines and options, speakers, directions. */
  find: base
    .input(z.object(searchWish))
    .output(
      z.array(
        z.object({ dialogueId: id, nodeId: id, part: id.nullable(), field: z.string(), text: z.string() }),
      ),
    ),
  /** One undo step over all dialogues. */
  replace: base
    .input(z.object({ ...searchWish, replacement: z.string().max(500) }))
    .output(z.object({ replaced: z.number().int() })),

  exportFormats: base.output(
    z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        extension: z.string(),
        options: z.array(exportOption.omit({ group: true })),
      }),
    ),
  ),
  /** To `path` (whole or not at all), else kept for `download`. BAD_INPUT while an expression cannot be read. */
  export: base
    .input(
      z.object({
        dialogueId: id,
        format: z.string(),
        path: z.string().optional(),
        options: z.record(z.string(), z.union([z.string(), z.boolean()])).default({}),
      }),
    )
    .output(written),
  /** The bytes of an export without a path; handed out once. NOT_FOUND. */
  download: base.input(z.object({ downloadId: id })).output(z.instanceof(File)),

  importFormats: base.output(
    z.array(z.object({ id: z.string(), title: z.string(), extensions: z.array(z.string()) })),
  ),
  /** A new dialogue of the file's own, one undo step; `remarks` say what it held that ours cannot. */
  import: base.input(z.object({ source })).output(
    z.object({
      dialogue: dialogueGraph,
      remarks: z.array(z.object({ code: z.string(), count: z.number(), sample: z.string() })),
    }),
  ),

  translations: base.output(z.array(z.object({ language: z.string(), lines: z.number().int() }))),
  /**
   * A localisation CSV or XLIFF file with its target texts, one undo step. `stale`: translated from an older text;
   * `unknown`: ids that no line has.
   */
  importTranslations: base.input(z.object({ source, language: z.string().max(35).optional() })).output(
    z.object({
      language: z.string(),
      translated: z.number().int(),
      stale: z.array(z.string()),
      unknown: z.array(z.string()),
    }),
  ),
}
