// Plays a dialogue as a game would: from state to state, one line or one choice at a time. Pure: chance is handed in.
import {
  nodesById,
  optionText,
  type ChoiceNode,
  type Dialogue,
  type DialogueNode,
  type LineEmotion,
  type Target,
  type Value,
} from './dialogue.ts'
import { evaluate } from './evaluate-expression.ts'
import { parseExpression, type Expression } from './expression.ts'
import { linesOf, type SpokenLine } from './reading-order.ts'

/** Plain data: kept by whoever plays, handed in again at the next step. */
export interface PlayState {
  /** What comes next; null when the dialogue is over. */
  readonly nodeId: Target
  readonly variables: Readonly<Record<string, Value>>
  readonly visits: Readonly<Record<string, number>>
  /** At a choice whose options are on offer. */
  readonly isWaiting: boolean
  /** Options that were taken and are offered only once. */
  readonly taken: readonly string[]
  /** How often chance decided. */
  readonly rolls: number
  /** How each speaker feels by now, by name: what their lines carry, the last one most. */
  readonly feelings: Readonly<Record<string, LineEmotion>>
}

export interface OpenOption {
  readonly id: string
  readonly text: string
  readonly next: Target
}

export type PlayStep =
  | { readonly kind: 'line'; readonly line: SpokenLine; readonly state: PlayState }
  | {
      readonly kind: 'choice'
      readonly nodeId: string
      readonly options: readonly OpenOption[]
      readonly state: PlayState
    }
  | { readonly kind: 'end'; readonly why: EndReason; readonly state: PlayState }

/** `end`: as written; `nowhere`: a way leads to nothing; `stuck`: no option is open; `loop`: going round in silence. */
export type EndReason = 'end' | 'nowhere' | 'stuck' | 'loop'

/** A whole number from 1 to `sides`; `roll` counts from 0 within one play. */
export type Dice = (sides: number, roll: number) => number

/** So many nodes in a row without a word or a choice are a loop. */
const SILENT_STEPS = 10_000

export const beginPlay = (dialogue: Dialogue): PlayState => ({
  nodeId: dialogue.startId,
  variables: Object.fromEntries(dialogue.variables.map(({ name, initial }) => [name, initial])),
  visits: {},
  isWaiting: false,
  taken: [],
  rolls: 0,
  feelings: {},
})

/** One that cannot be read holds for nobody; the validator names it. */
const read = (source: string): Expression | null => {
  try {
    return parseExpression(source)
  } catch {
    return null
  }
}

const holds = (source: string, state: PlayState): boolean => {
  const parsed = read(source)
  return parsed !== null && evaluate(parsed, state) === true
}

export const openOptions = (node: ChoiceNode, state: PlayState): readonly OpenOption[] =>
  node.options
    .filter(
      ({ id, condition, once }) =>
        !(once && state.taken.includes(id)) && (condition.trim() === '' || holds(condition, state)),
    )
    .map((option) => ({ id: option.id, text: optionText(option), next: option.next }))

/** The state after a node that needs nobody. */
const pass = (
  node: Exclude<DialogueNode, { kind: 'line' | 'choice' | 'end' }>,
  state: PlayState,
  dice: Dice,
): PlayState => {
  switch (node.kind) {
    case 'jump':
    case 'hub':
      return { ...state, nodeId: node.next }
    case 'condition':
      return { ...state, nodeId: holds(node.test, state) ? node.then : node.next }
    case 'set': {
      const parsed = read(node.value)
      const variables =
        parsed === null ? state.variables : { ...state.variables, [node.variable]: evaluate(parsed, state) }
      return { ...state, variables, nodeId: node.next }
    }
    case 'random': {
      const sum = node.branches.reduce((total, { weight }) => total + weight, 0)
      if (sum === 0) return { ...state, nodeId: null }
      let rolled = dice(sum, state.rolls)
      const branch = node.branches.find(({ weight }) => (rolled -= weight) <= 0)
      return { ...state, rolls: state.rolls + 1, nodeId: branch?.next ?? null }
    }
  }
}

/** What was felt before counts for so much beside the line just said. */
const LINGERS = 0.4

const round = (value: number): number => Math.round(value * 100) / 100 + 0

const felt = (state: PlayState, { speaker, emotion }: SpokenLine): PlayState => {
  const name = speaker?.name ?? ''
  if (name === '' || emotion === null) return state
  const before = state.feelings[name] ?? emotion
  const mixed = (now: number, then: number): number => round(LINGERS * then + (1 - LINGERS) * now)
  const feeling: LineEmotion = {
    label: emotion.label,
    valence: mixed(emotion.valence, before.valence),
    arousal: mixed(emotion.arousal, before.arousal),
  }
  return { ...state, feelings: { ...state.feelings, [name]: feeling } }
}

const visit = (state: PlayState, id: string): PlayState => ({
  ...state,
  visits: { ...state.visits, [id]: (state.visits[id] ?? 0) + 1 },
})

/** Interprets one dialogue; `nodes` are looked up once. */
export const createPlayer = (dialogue: Dialogue, dice: Dice) => {
  const nodes = nodesById(dialogue)
  return {
    begin: (): PlayState => beginPlay(dialogue),

    /** On to the next line, choice or end. */
    advance(from: PlayState): PlayStep {
      // A state may have been kept from before the choice was edited away.
      const isAtChoice = nodes.get(from.nodeId ?? '')?.kind === 'choice'
      let state = { ...from, isWaiting: from.isWaiting && isAtChoice }
      for (let step = 0; step < SILENT_STEPS; step++) {
        if (state.nodeId === null) return { kind: 'end', why: 'nowhere', state }
        const node = nodes.get(state.nodeId)
        if (!node) return { kind: 'end', why: 'nowhere', state: { ...state, nodeId: null } }
        // Asked again while options are on offer: the same offer, no other visit.
        if (!state.isWaiting) state = visit(state, node.id)
        if (node.kind === 'end') return { kind: 'end', why: 'end', state: { ...state, nodeId: null } }
        if (node.kind === 'line') {
          state = { ...state, nodeId: node.next }
          const [line] = linesOf(node)
          if (line) return { kind: 'line', line, state: felt(state, line) }
        } else if (node.kind === 'choice') {
          const options = openOptions(node, state)
          state = { ...state, isWaiting: options.length > 0 }
          if (state.isWaiting) return { kind: 'choice', nodeId: node.id, options, state }
          if (node.next === null) return { kind: 'end', why: 'stuck', state: { ...state, nodeId: null } }
          state = { ...state, nodeId: node.next }
        } else state = pass(node, state, dice)
      }
      return { kind: 'end', why: 'loop', state: { ...state, nodeId: null } }
    },

    /** The state after one of the open options was taken; undefined when it is not open. */
    choose(state: PlayState, optionId: string): PlayState | undefined {
      const node = nodes.get(state.nodeId ?? '')
      if (node?.kind !== 'choice' || !state.isWaiting) return undefined
      const option = openOptions(node, state).find(({ id }) => id === optionId)
      if (!option) return undefined
      const once = node.options.some(({ id, once: only }) => only && id === optionId)
      return {
        ...state,
        isWaiting: false,
        taken: once ? [...state.taken, optionId] : state.taken,
        nodeId: option.next,
      }
    },
  }
}
