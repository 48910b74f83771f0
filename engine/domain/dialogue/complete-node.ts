// Makes a whole node of what was given: defaults for what was left out, cleaned texts, ids for new options and branches.
import { EngineError } from '../errors.ts'
import {
  DIALOGUE_LIMITS,
  type ChoiceOption,
  type DialogueNode,
  type DialogueNodeKind,
  type LineEmotion,
  type RandomBranch,
  type Speaker,
  type Target,
} from './dialogue.ts'
import { roundEmotion } from './emotion-tags.ts'
import { speakerName, spokenText, tagName } from './spoken-text.ts'

/** `n` for nodes and branches, `o` for options. */
export type IdMaker = (prefix: 'n' | 'o') => string

type Given<Part extends { readonly id: string }> = Partial<Part>

/** What a node may be given; fields that its kind does not have are left aside. */
export interface NodeFields {
  readonly title?: string
  readonly x?: number
  readonly y?: number
  readonly speaker?: Speaker
  readonly text?: string
  readonly emotion?: LineEmotion | null
  readonly direction?: string
  readonly tags?: readonly string[]
  readonly next?: Target
  readonly then?: Target
  readonly options?: readonly Given<ChoiceOption>[]
  readonly branches?: readonly Given<RandomBranch>[]
  readonly test?: string
  readonly variable?: string
  readonly value?: string
}

const NOBODY: Speaker = { characterId: null, name: '' }

const clean = (text = ''): string => spokenText(text).slice(0, DIALOGUE_LIMITS.text).trim()

const cleanTags = (tags: readonly string[] = []): readonly string[] =>
  [...new Set(tags.flatMap((tag) => tagName(tag) ?? []))].slice(0, DIALOGUE_LIMITS.tags)

const cleanEmotion = (emotion: LineEmotion | null | undefined): LineEmotion | null =>
  emotion ? roundEmotion(emotion) : null

const atMost = (count: number, limit: number, what: string): void => {
  if (count > limit)
    throw new EngineError('BAD_INPUT', `A node holds ${limit} ${what}. Nothing was changed.`, { limit })
}

/** @param before the node as it is: only its own options and branches keep their ids. */
export const completeNode = (
  kind: DialogueNodeKind,
  id: string,
  fields: NodeFields,
  newId: IdMaker,
  before?: DialogueNode,
): DialogueNode => {
  const known = new Set(
    before?.kind === 'choice'
      ? before.options.map((option) => option.id)
      : before?.kind === 'random'
        ? before.branches.map((branch) => branch.id)
        : [],
  )
  const idOf = (given: string | undefined, prefix: 'n' | 'o'): string => {
    if (given === undefined || !known.delete(given)) return newId(prefix)
    return given
  }
  const { next = null } = fields
  const base = {
    id,
    title: clean(fields.title).slice(0, 120),
    x: Math.round(fields.x ?? 0),
    y: Math.round(fields.y ?? 0),
  }
  switch (kind) {
    case 'line': {
      const { characterId, name } = fields.speaker ?? NOBODY
      return {
        ...base,
        kind,
        speaker: { characterId, name: speakerName(name) },
        text: clean(fields.text),
        emotion: cleanEmotion(fields.emotion),
        direction: clean(fields.direction),
        tags: cleanTags(fields.tags),
        next,
      }
    }
    case 'choice': {
      const { options = [] } = fields
      atMost(options.length, DIALOGUE_LIMITS.options, 'options')
      return {
        ...base,
        kind,
        options: options.map((option) => ({
          id: idOf(option.id, 'o'),
          text: clean(option.text),
          emotion: cleanEmotion(option.emotion),
          condition: clean(option.condition),
          once: option.once ?? false,
          tags: cleanTags(option.tags),
          next: option.next ?? null,
        })),
        next,
      }
    }
    case 'condition':
      return { ...base, kind, test: clean(fields.test), then: fields.then ?? null, next }
    case 'set':
      return { ...base, kind, variable: fields.variable ?? '', value: clean(fields.value), next }
    case 'jump':
    case 'hub':
      return { ...base, kind, next }
    case 'random': {
      const { branches = [] } = fields
      atMost(branches.length, DIALOGUE_LIMITS.branches, 'branches')
      return {
        ...base,
        kind,
        branches: branches.map((branch) => ({
          id: idOf(branch.id, 'n'),
          weight: Math.max(1, Math.min(100, Math.round(branch.weight ?? 1))),
          next: branch.next ?? null,
        })),
      }
    }
    case 'end':
      return { ...base, kind }
  }
}
