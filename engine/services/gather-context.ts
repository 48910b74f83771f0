// What a project knows at a place in its text, as pieces that a model may be told: gathered here, chosen by generation/memory.
import type { LeftOut } from '../generation/memory/choose-context.ts'
import { placeOf, placeOfLore, type PlacedPiece } from '../generation/memory/lay-prompt.ts'
import type { Beat } from '../domain/beat.ts'
import type { LoreEntry, LoreMiss } from '../domain/lorebook.ts'
import type { OpenProject } from './context.ts'
import type { MaterialRef } from '../store/material-repository.ts'
import { describeCast } from './describe-cast.ts'
import { loreAt } from './lore-service.ts'
import { materialAt } from './material-pieces.ts'
import { summariesNow } from './scene-summaries.ts'
import type { Cursor } from './text-before-cursor.ts'

export interface ContextAsked {
  readonly cursor: Cursor
  /** The text in which people are looked for: what stands right before the place. */
  readonly nearby: string
  /** Scenes whose whole text goes in anyway. */
  readonly inText: ReadonlySet<string>
  readonly seed: number
  /** Material for this once; null: what lies on the scene. */
  readonly material?: readonly MaterialRef[] | null
  /** Tokens for everything. */
  readonly room: number
  readonly count: (text: string) => number
}

/** By what is told first when room is scarce: each list the most important first. */
export interface Gathered {
  readonly notes: readonly PlacedPiece[]
  readonly memory: readonly PlacedPiece[]
  readonly lore: readonly PlacedPiece[]
  /** Of the room, for lore. */
  readonly loreShare: number
  readonly cast: readonly PlacedPiece[]
  readonly beats: readonly PlacedPiece[]
  readonly material: readonly PlacedPiece[]
  readonly summaries: readonly PlacedPiece[]
  readonly left: readonly LeftOut[]
}

const BOOK = 'book'

/** Author's note and story memory, of the book and, unless that is null, of a scene. */
export const notesAndMemory = (project: OpenProject, sceneId: string | null) => {
  const { binder, memory } = project.store
  const scopes = [
    { id: BOOK, title: '', fields: memory.fields(null) },
    ...(sceneId === null
      ? []
      : [{ id: sceneId, title: binder.get(sceneId).title, fields: memory.fields(sceneId) }]),
  ]
  const notes = scopes.flatMap(({ id, title, fields: { note, noteDepth } }, at): PlacedPiece[] =>
    note.trim() === ''
      ? []
      : [
          {
            source: 'note',
            id: `note:${id}`,
            title,
            text: note,
            reason: 'always',
            place: placeOf('note', at, noteDepth),
          },
        ],
  )
  const told = scopes.flatMap(({ id, title, fields }, at): PlacedPiece[] =>
    fields.memory.trim() === ''
      ? []
      : [
          {
            source: 'memory',
            id: `memory:${id}`,
            title,
            text: fields.memory,
            reason: 'always',
            place: placeOf('memory', at),
          },
        ],
  )
  // The scene's own note decides, where it has one.
  const { fields } = scopes.findLast((scope) => scope.fields.note.trim() !== '') ?? scopes[0]
  const depth = fields.noteDepth
  return { notes, told, depth }
}

const nameOfEntry = ({ title, keys }: LoreEntry): string => title || (keys[0] ?? '')

/** What the lorebook says; its keys are looked for in the text before the place, or in `text` where that is given. */
export const loreOf = (
  project: OpenProject,
  {
    cursor,
    seed,
    room,
    count,
    text,
  }: Pick<ContextAsked, 'cursor' | 'seed' | 'room' | 'count'> & { readonly text?: string },
  noteDepth: number,
) => {
  const share = project.store.lore.book().settings.budgetPercent / 100
  const { active, left } = loreAt(project, cursor, {
    seed,
    budget: Math.floor(room * share),
    text,
    count,
  })
  // What comes in though its room is used up takes some of the others'.
  const beyond = active.reduce((sum, { entry, tokens }) => sum + (entry.ignoresBudget ? tokens : 0), 0)
  const lore = active
    .map(({ entry, cause }, at): PlacedPiece & { readonly order: number; readonly at: number } => ({
      source: 'lore',
      id: `lore:${entry.id}`,
      title: nameOfEntry(entry),
      text: entry.content,
      reason: cause.kind === 'constant' ? 'always' : cause.kind,
      detail: cause.kind === 'constant' ? '' : cause.key,
      place: placeOfLore(entry.position, entry.order, entry.depth, noteDepth),
      order: entry.order,
      at,
    }))
    .toSorted((a, b) => b.order - a.order || a.at - b.at)
  const out = left.map(({ entry, why }): LeftOut => ({
    source: 'lore',
    id: `lore:${entry.id}`,
    title: nameOfEntry(entry),
    text: entry.content,
    reason: why satisfies LoreMiss,
  }))
  return { lore, out, share: room > 0 ? Math.min(1, share + beyond / room) : share }
}

const textOfBeat = ({ summary, background }: Beat): string =>
  [summary, background].filter((part) => part.trim() !== '').join(' ')

/** The scene's own beat, and the next one of its plan. */
const beatsOf = ({ store }: OpenProject, sceneId: string): readonly PlacedPiece[] => {
  const own = store.beats.ofScene(sceneId)
  if (!own) return []
  const next = store.beats.list(own.scopeId).find(({ position }) => position === own.position + 1)
  return [own, ...(next ? [next] : [])].flatMap((beat, at): PlacedPiece[] => {
    const text = textOfBeat(beat)
    return text === ''
      ? []
      : [
          {
            source: 'beat',
            id: `beat:${beat.id}`,
            title: beat.title,
            text,
            reason: at === 0 ? 'here' : 'next',
            // What comes now stands nearer to the text.
            place: placeOf('beat', at === 0 ? 1 : 0),
          },
        ]
  })
}

/** Summaries of the scenes before, the nearest first. */
const summariesOf = (project: OpenProject, { cursor, inText }: ContextAsked) => {
  const order = project.store.binder.tree().filter(({ kind }) => kind === 'scene')
  const here = order.findIndex(({ id }) => id === cursor.sceneId)
  const summaries = summariesNow(project)
  const pieces: PlacedPiece[] = []
  const left: LeftOut[] = []
  for (let at = here - 1; at >= 0; at--) {
    const { id, title, opening } = order[at]
    const summary = summaries.get(id)
    if (!summary || summary.text.trim() === '') continue
    const piece = {
      source: 'summary',
      id: `summary:${id}`,
      title: title || opening,
      text: summary.text,
    } as const
    if (inText.has(id)) left.push({ ...piece, reason: 'in-text' })
    else pieces.push({ ...piece, reason: 'before', place: placeOf('summary', at) })
  }
  return { pieces, left }
}

/** Everything that may be told at a place. NOT_FOUND. */
export const gatherContext = (project: OpenProject, asked: ContextAsked): Gathered => {
  const { sceneId } = asked.cursor
  const { notes, told, depth } = notesAndMemory(project, sceneId)
  const { lore, out, share } = loreOf(project, asked, depth)
  const summaries = summariesOf(project, asked)
  return {
    notes,
    memory: told,
    lore,
    loreShare: share,
    cast: describeCast(project, asked),
    beats: beatsOf(project, sceneId),
    material: materialAt(project, asked.cursor, asked.material),
    summaries: summaries.pieces,
    left: [...out, ...summaries.left],
  }
}
