// Dialogues for tests of formats: one by hand with everything in it, and one around any texts.
import type { Dialogue } from '../../../engine/domain/dialogue/dialogue.ts'
import { applyEdits, type DialogueEdit } from '../../../engine/domain/dialogue/edit-dialogue.ts'
import type { DialogueSnapshot } from '../../../engine/exporters/dialogue/dialogue-exporter.ts'

export const counter = () => {
  let last = 0
  return (prefix: string): string => `${prefix}${++last}`
}

export const EMPTY: Dialogue = { id: 'd1', title: 'Test', startId: null, variables: [], nodes: [] }

export const build = (edits: readonly DialogueEdit[], title = 'The gate'): Dialogue =>
  applyEdits({ ...EMPTY, title }, edits, counter()).dialogue

export const snapshot = (dialogue: Dialogue): DialogueSnapshot => ({
  dialogue,
  projectId: 'aproject',
  language: 'en',
  translations: () => new Map(),
})

const JOY = { label: 'joy', valence: 0.7, arousal: 0.6 } as const
const FEAR = { label: 'fear', valence: -0.55, arousal: 0.85 } as const
const ann = { characterId: null, name: 'Old Ann' }

/** Every kind of node: a gatekeeper who counts how often she is asked. Two ways lead to an end. */
export const gate = (): Dialogue =>
  build([
    { act: 'variable', was: null, variable: { name: 'asked', type: 'number', initial: 0, note: '' } },
    { act: 'variable', was: null, variable: { name: 'polite', type: 'bool', initial: false, note: '' } },
    { act: 'variable', was: null, variable: { name: 'mood', type: 'string', initial: 'calm', note: '' } },
    {
      act: 'add',
      kind: 'line',
      ref: 'hello',
      fields: {
        speaker: ann,
        text: 'Who goes there?',
        emotion: FEAR,
        direction: 'without looking up',
        tags: ['intro'],
      },
    },
    { act: 'add', kind: 'hub', ref: 'hub', fields: { title: 'At the gate' } },
    { act: 'connect', nodeId: 'hello', exit: 'next', target: 'hub' },
    { act: 'add', kind: 'set', ref: 'count', fields: { variable: 'asked', value: 'asked + 1' } },
    { act: 'connect', nodeId: 'hub', exit: 'next', target: 'count' },
    {
      act: 'add',
      kind: 'choice',
      ref: 'choice',
      fields: {
        options: [
          { text: 'Please let me in.', once: true, emotion: JOY, tags: ['kind'] },
          { text: 'Open up!', condition: 'asked < 4 and visits(n2) >= 1' },
          { text: 'Here is the password.', condition: 'asked >= 3 or (polite and mood == "warm")' },
          { text: 'Leave.', condition: 'not polite', once: true },
        ],
      },
    },
    { act: 'connect', nodeId: 'count', exit: 'next', target: 'choice' },
    { act: 'add', kind: 'set', ref: 'polite', fields: { variable: 'polite', value: 'true' } },
    { act: 'add', kind: 'set', ref: 'warm', fields: { variable: 'mood', value: '"warm"' } },
    { act: 'connect', nodeId: 'polite', exit: 'next', target: 'warm' },
    {
      act: 'add',
      kind: 'line',
      ref: 'please',
      fields: { speaker: ann, text: 'That is better: come closer.', emotion: JOY },
    },
    { act: 'connect', nodeId: 'warm', exit: 'next', target: 'please' },
    { act: 'add', kind: 'jump', ref: 'back', fields: { next: 'hub' } },
    { act: 'connect', nodeId: 'please', exit: 'next', target: 'back' },
    {
      act: 'add',
      kind: 'random',
      ref: 'chance',
      fields: {
        branches: [
          { weight: 2, next: 'back' },
          { weight: 1, next: 'back' },
        ],
      },
    },
    { act: 'add', kind: 'line', ref: 'no', fields: { speaker: ann, text: 'No.', next: 'chance' } },
    { act: 'add', kind: 'condition', ref: 'in', fields: { test: 'polite and visits(n4) > 1' } },
    { act: 'add', kind: 'line', ref: 'welcome', fields: { text: 'The gate opens.' } },
    { act: 'add', kind: 'line', ref: 'grudge', fields: { speaker: ann, text: 'Well. In with you then.' } },
    { act: 'add', kind: 'end', ref: 'end' },
    { act: 'connect', nodeId: 'in', exit: 'then', target: 'welcome' },
    { act: 'connect', nodeId: 'in', exit: 'next', target: 'grudge' },
    { act: 'connect', nodeId: 'welcome', exit: 'next', target: 'end' },
    { act: 'connect', nodeId: 'grudge', exit: 'next', target: 'end' },
    { act: 'connect', nodeId: 'choice', exit: 'next', target: 'welcome' },
    ...(['o5', 'o6', 'o7', 'o8'] as const).map((exit, index): DialogueEdit => ({
      act: 'connect',
      nodeId: 'choice',
      exit,
      target: ['polite', 'no', 'in', 'end'][index] ?? null,
    })),
  ])

/** Lines one after another, every fourth text offered as an option that leads on. */
export const around = (texts: readonly string[], speakers: readonly string[]): Dialogue => {
  const edits: DialogueEdit[] = []
  let last: { nodeId: string; exits: string[] } | null = null
  texts.forEach((text, index) => {
    const ref = `x${index}`
    const tags = index % 3 === 0 ? [`t${index}`] : []
    const emotion = index % 2 === 0 ? JOY : FEAR
    const speaker = { characterId: null, name: speakers[index % speakers.length] ?? '' }
    if (index % 4 === 3)
      edits.push({
        act: 'add',
        kind: 'choice',
        ref,
        fields: {
          options: [
            { text, emotion, tags },
            { text: `${text} !`, tags },
          ],
        },
      })
    else
      edits.push({
        act: 'add',
        kind: 'line',
        ref,
        fields: { speaker, text, emotion, tags, direction: index % 5 === 0 ? text : '' },
      })
    if (last)
      for (const exit of last.exits) edits.push({ act: 'connect', nodeId: last.nodeId, exit, target: ref })
    last = { nodeId: ref, exits: ['next'] }
  })
  const first = build(edits, texts[0])
  // Options have no names before they have ids: both lead to what follows their choice.
  return {
    ...first,
    nodes: first.nodes.map((node) =>
      node.kind === 'choice'
        ? { ...node, options: node.options.map((option) => ({ ...option, next: node.next })), next: null }
        : node,
    ),
  }
}
