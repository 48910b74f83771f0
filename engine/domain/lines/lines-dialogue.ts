// Puts written lines into a dialogue: barks, of which the game gets one of its situation by chance, or a sheet to be spoken
// one after another. The edits are the dialogue's own.
import type { DialogueEdit } from '../dialogue/edit-dialogue.ts'
import type { NodeFields } from '../dialogue/complete-node.ts'
import { DIALOGUE_LIMITS } from '../dialogue/dialogue.ts'
import type { NpcLine } from './npc-line.ts'

/** Dimensions by which barks are told apart, as variables that the game sets. */
const DIMENSIONS = [
  { name: 'who', of: (line: NpcLine, nameOf: (id: string) => string) => nameOf(line.characterId) },
  { name: 'situation', of: (line: NpcLine) => line.situation },
  { name: 'listener', of: (line: NpcLine) => line.bond },
  { name: 'bearing', of: (line: NpcLine) => line.state },
  { name: 'feeling', of: (line: NpcLine) => line.wanted ?? 'any' },
] as const

/** What expressions of every game format can hold. */
const plain = (text: string): string =>
  text
    .replaceAll(/[^\p{L}\p{M}\p{N} _.,'!?-]/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim()
    .slice(0, 120)

const tag = (key: string, value: string): string => `${key}:${value.replaceAll(/\s+/gu, '-')}`

const lineFields = (line: NpcLine, nameOf: (id: string) => string): NodeFields => ({
  speaker: { characterId: line.characterId, name: nameOf(line.characterId) },
  text: line.text,
  emotion: line.emotion,
  tags: [tag('situation', line.situation), tag('listener', line.bond), tag('bearing', line.state)],
})

/** One after another. */
const sheetEdits = (lines: readonly NpcLine[], nameOf: (id: string) => string): readonly DialogueEdit[] => {
  // Backwards, so that every line can name the one that follows it.
  const edits: DialogueEdit[] = [{ act: 'add', kind: 'end', ref: 'end' }]
  lines.toReversed().forEach((line, at) => {
    const fields = { ...lineFields(line, nameOf), next: at === 0 ? 'end' : `line ${at - 1}` }
    edits.push({ act: 'add', kind: 'line', ref: `line ${at}`, fields })
  })
  return [...edits, { act: 'start', nodeId: `line ${lines.length - 1}` }]
}

const inParts = <T>(list: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size))

/** A node that leads to one of the targets by chance; more than a node holds are shared out among several. */
const chance = (targets: readonly string[], ref: string, edits: DialogueEdit[]): string => {
  if (targets.length === 1) return targets[0]
  if (targets.length <= DIALOGUE_LIMITS.branches) {
    const branches = targets.map((next) => ({ next, weight: 1 }))
    edits.push({ act: 'add', kind: 'random', ref, fields: { branches } })
    return ref
  }
  const size = Math.ceil(targets.length / Math.ceil(targets.length / DIALOGUE_LIMITS.branches))
  const parts = inParts(targets, size).map((part, at) => chance(part, `${ref} ${at}`, edits))
  return chance(parts, `${ref} all`, edits)
}

const barkEdits = (lines: readonly NpcLine[], nameOf: (id: string) => string): readonly DialogueEdit[] => {
  const told = DIMENSIONS.filter(({ of }) => new Set(lines.map((line) => plain(of(line, nameOf)))).size > 1)
  const cells = new Map<string, NpcLine[]>()
  for (const line of lines) {
    const test = told.map(({ name, of }) => `${name} == "${plain(of(line, nameOf))}"`).join(' and ')
    const found = cells.get(test)
    if (found) found.push(line)
    else cells.set(test, [line])
  }
  const [first] = lines
  const edits: DialogueEdit[] = [
    ...told.map(({ name, of }): DialogueEdit => ({
      act: 'variable',
      was: null,
      variable: { name, type: 'string', initial: plain(of(first, nameOf)), note: '', fromGame: true },
    })),
    { act: 'add', kind: 'end', ref: 'end' },
  ]
  let otherwise = 'end'
  const all = [...cells].toReversed()
  all.forEach(([test, own], at) => {
    const targets = own.map((line, index) => {
      const ref = `line ${at} ${index}`
      edits.push({ act: 'add', kind: 'line', ref, fields: { ...lineFields(line, nameOf), next: 'end' } })
      return ref
    })
    const entry = chance(targets, `chance ${at}`, edits)
    if (test === '') otherwise = entry
    else {
      const ref = `test ${at}`
      edits.push({ act: 'add', kind: 'condition', ref, fields: { test, then: entry, next: otherwise } })
      otherwise = ref
    }
  })
  return [...edits, { act: 'start', nodeId: otherwise }]
}

/** @param lines at least one. @param nameOf a character's present name. */
export const dialogueOfLines = (
  lines: readonly NpcLine[],
  shape: 'barks' | 'sheet',
  nameOf: (id: string) => string,
): readonly DialogueEdit[] => (shape === 'sheet' ? sheetEdits(lines, nameOf) : barkEdits(lines, nameOf))
