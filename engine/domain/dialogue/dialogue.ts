// A branching dialogue as plain data: nodes, the ways out of each, variables. What it means is play-dialogue's matter.
import type { Emotion } from '../emotion.ts'

export const VARIABLE_TYPES = ['bool', 'number', 'string'] as const
export type VariableType = (typeof VARIABLE_TYPES)[number]
export type Value = boolean | number | string

export interface Variable {
  /** Letters, digits and underscores; see variable-name.ts. */
  readonly name: string
  readonly type: VariableType
  /** Of the type; what a play begins with. */
  readonly initial: Value
  readonly note: string
  /** The game sets it from outside: no node of the dialogue has to. */
  readonly fromGame?: boolean | undefined
}

export interface LineEmotion {
  readonly label: Emotion
  /** −1 … 1. */
  readonly valence: number
  /** 0 … 1. */
  readonly arousal: number
}

/** Someone of the cast, or anybody by name. A character's present name goes before the one that is kept here. */
export interface Speaker {
  readonly characterId: string | null
  readonly name: string
}

interface NodeBase {
  /** Short (`n12`), one in the project, never given twice. */
  readonly id: string
  /** What the writer calls it; may be empty. */
  readonly title: string
  readonly x: number
  readonly y: number
}

/** Where a way leads; null is nowhere yet. */
export type Target = string | null

/** Somebody says something. Its text is known to translators and voice actors by the node's id. */
export interface LineNode extends NodeBase {
  readonly kind: 'line'
  readonly speaker: Speaker
  readonly text: string
  readonly emotion: LineEmotion | null
  /** For the actor: how it is said, what is done meanwhile. */
  readonly direction: string
  readonly tags: readonly string[]
  readonly next: Target
}

export interface ChoiceOption {
  /** As of nodes: `o13`. */
  readonly id: string
  readonly text: string
  readonly emotion: LineEmotion | null
  /** An expression; empty is always. */
  readonly condition: string
  /** Offered until it was taken once. */
  readonly once: boolean
  readonly tags: readonly string[]
  readonly next: Target
}

/** The player picks one of the options that are open; `next` is where it goes when none is. */
export interface ChoiceNode extends NodeBase {
  readonly kind: 'choice'
  readonly options: readonly ChoiceOption[]
  readonly next: Target
}

/** `then` where the expression holds, `next` where it does not. */
export interface ConditionNode extends NodeBase {
  readonly kind: 'condition'
  readonly test: string
  readonly then: Target
  readonly next: Target
}

export interface SetNode extends NodeBase {
  readonly kind: 'set'
  readonly variable: string
  /** An expression of the variable's type. */
  readonly value: string
  readonly next: Target
}

/** Goes elsewhere without a line drawn across the graph. */
export interface JumpNode extends NodeBase {
  readonly kind: 'jump'
  readonly next: Target
}

/** A place with a name that many ways come back to. */
export interface HubNode extends NodeBase {
  readonly kind: 'hub'
  readonly next: Target
}

export interface RandomBranch {
  readonly id: string
  /** Whole, 1 … 100: its share is weight over the sum. */
  readonly weight: number
  readonly next: Target
}

export interface RandomNode extends NodeBase {
  readonly kind: 'random'
  readonly branches: readonly RandomBranch[]
}

export interface EndNode extends NodeBase {
  readonly kind: 'end'
}

export type DialogueNode =
  LineNode | ChoiceNode | ConditionNode | SetNode | JumpNode | HubNode | RandomNode | EndNode

export const DIALOGUE_NODE_KINDS = [
  'line',
  'choice',
  'condition',
  'set',
  'jump',
  'hub',
  'random',
  'end',
] as const satisfies readonly DialogueNode['kind'][]
export type DialogueNodeKind = DialogueNode['kind']

export interface Dialogue {
  readonly id: string
  readonly title: string
  readonly startId: Target
  readonly variables: readonly Variable[]
  readonly nodes: readonly DialogueNode[]
}

export const DIALOGUE_LIMITS = {
  nodes: 20_000,
  options: 40,
  branches: 40,
  variables: 500,
  text: 4000,
  tags: 20,
} as const

/** A way out of a node, by the name that edits call it by. */
export interface Exit {
  /** 'next', 'then', or the id of an option or branch. */
  readonly key: string
  readonly target: Target
}

/** In the order in which they are read. */
export const exitsOf = (node: DialogueNode): readonly Exit[] => {
  switch (node.kind) {
    case 'line':
    case 'set':
    case 'jump':
    case 'hub':
      return [{ key: 'next', target: node.next }]
    case 'condition':
      return [
        { key: 'then', target: node.then },
        { key: 'next', target: node.next },
      ]
    case 'choice':
      return [
        ...node.options.map(({ id, next }) => ({ key: id, target: next })),
        { key: 'next', target: node.next },
      ]
    case 'random':
      return node.branches.map(({ id, next }) => ({ key: id, target: next }))
    case 'end':
      return []
  }
}

const redirect = <Part extends { readonly id: string; readonly next: Target }>(
  parts: readonly Part[],
  key: string,
  next: Target,
): Part[] => parts.map((part) => (part.id === key ? { ...part, next } : part))

/** The node with that way leading there; as it was when it has no such way. */
export const withExit = (node: DialogueNode, key: string, target: Target): DialogueNode => {
  switch (node.kind) {
    case 'end':
      return node
    case 'random':
      return { ...node, branches: redirect(node.branches, key, target) }
    case 'choice':
      return key === 'next'
        ? { ...node, next: target }
        : { ...node, options: redirect(node.options, key, target) }
    case 'condition':
      if (key === 'then') return { ...node, then: target }
      return key === 'next' ? { ...node, next: target } : node
    case 'line':
    case 'set':
    case 'jump':
    case 'hub':
      return key === 'next' ? { ...node, next: target } : node
  }
}

export const nodesById = ({ nodes }: Pick<Dialogue, 'nodes'>): ReadonlyMap<string, DialogueNode> =>
  new Map(nodes.map((node) => [node.id, node]))

/** What stands on a button whose text is still to be written. */
export const optionText = ({ text }: Pick<ChoiceOption, 'text'>): string => (text === '' ? '…' : text)
