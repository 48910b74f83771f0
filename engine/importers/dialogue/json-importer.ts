// Reads our own plain JSON back, checked field by field: the file may come from anyone.
import * as z from 'zod'
import { completeNode } from '../../domain/dialogue/complete-node.ts'
import {
  DIALOGUE_LIMITS,
  DIALOGUE_NODE_KINDS,
  exitsOf,
  VARIABLE_TYPES,
  withExit,
  type Variable,
} from '../../domain/dialogue/dialogue.ts'
import { checkVariable } from '../../domain/dialogue/check-variable.ts'
import { EMOTIONS } from '../../domain/emotion.ts'
import { notThis, type DialogueImporter } from './dialogue-importer.ts'

const id = z.string().min(1).max(64)
const target = id.nullable()
const emotion = z.object({ label: z.enum(EMOTIONS), valence: z.number(), arousal: z.number() }).nullable()
const tags = z.array(z.string()).max(DIALOGUE_LIMITS.tags)

const node = z.object({
  id,
  kind: z.enum(DIALOGUE_NODE_KINDS),
  title: z.string().optional(),
  x: z.number().optional(),
  y: z.number().optional(),
  speaker: z.object({ characterId: z.string().max(64).nullable(), name: z.string() }).optional(),
  text: z.string().optional(),
  emotion: emotion.optional(),
  direction: z.string().optional(),
  tags: tags.optional(),
  next: target.optional(),
  then: target.optional(),
  test: z.string().optional(),
  variable: z.string().max(60).optional(),
  value: z.string().optional(),
  options: z
    .array(
      z.object({
        id,
        text: z.string(),
        emotion,
        condition: z.string(),
        once: z.boolean(),
        tags,
        next: target,
      }),
    )
    .optional(),
  branches: z.array(z.object({ id, weight: z.number(), next: target })).optional(),
})

const schema = z.object({
  format: z.literal('arcwright-dialogue'),
  version: z.literal(1),
  title: z.string(),
  startId: target,
  variables: z
    .array(
      z.object({
        name: z.string(),
        type: z.enum(VARIABLE_TYPES),
        initial: z.union([z.boolean(), z.number(), z.string()]),
        note: z.string(),
        fromGame: z.boolean().optional(),
      }),
    )
    .max(DIALOGUE_LIMITS.variables),
  nodes: z.array(node).max(DIALOGUE_LIMITS.nodes),
})

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw notThis('JSON', 'it is not well-formed')
  }
}

export const jsonImporter: DialogueImporter = {
  id: 'json',
  version: '1',
  title: 'JSON',
  extensions: ['json'],
  read(text) {
    const result = schema.safeParse(parse(text))
    if (!result.success) {
      const [issue] = result.error.issues
      throw notThis('a dialogue in JSON', issue ? `${issue.path.join('.')}: ${issue.message}` : '')
    }
    const { title, startId, variables, nodes } = result.data
    const ids = new Set(nodes.map((each) => each.id))
    if (ids.size !== nodes.length) throw notThis('a dialogue in JSON', 'two nodes have one id')
    const known = (to: string | null): string | null => (to !== null && ids.has(to) ? to : null)
    let last = 0
    const checked: Variable[] = []
    for (const variable of variables) checked.push(checkVariable(variable, checked))
    const whole = nodes.map(({ kind, id: nodeId, ...fields }) => {
      const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
      // People of another project are not of this one's cast.
      const speaker = fields.speaker ? { speaker: { ...fields.speaker, characterId: null } } : {}
      const made = completeNode(kind, nodeId, { ...given, ...speaker }, (prefix) => `${prefix}x${++last}`)
      return exitsOf(made).reduce((node2, exit) => withExit(node2, exit.key, known(exit.target)), made)
    })
    return {
      dialogue: { id: 'd0', title, startId: known(startId), variables: checked, nodes: whole },
      remarks: [],
    }
  },
}
