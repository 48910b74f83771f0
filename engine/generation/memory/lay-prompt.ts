// How chosen pieces stand before a text that is to be continued: memory, lore, cast, what happened, then the text, with the
// author's note a few paragraphs above its end. Conversations have another way (generation/chat).
import type { Language } from '../../domain/project.ts'
import type { LorePosition } from '../../domain/lorebook.ts'
import { splitSentences } from '../../text/sentences.ts'
import { promptBefore } from '../prompt.ts'
import type { Candidate, Place } from './choose-context.ts'

export type PlacedPiece = Candidate & { readonly place: Place }

/** Between paragraphs, as in a text. */
const BETWEEN = '\n\n'

const LINES = {
  memory: 0,
  'lore-before': 1,
  cast: 2,
  'lore-after': 3,
  summary: 4,
  material: 5,
  beat: 6,
  'lore-depth': 7,
  'note-top': 8,
  note: 9,
  'note-bottom': 10,
} as const

/** @param within orders pieces of the same kind, 0 … 1e6; lower stands further up */
export const placeOf = (
  kind: Exclude<keyof typeof LINES, `lore-${string}` | `note-${string}`>,
  within = 0,
  depth: number | null = null,
): Place => ({ line: LINES[kind] * 1e7 + within, depth })

/** By SillyTavern's positions: before and after the cast, around the author's note, or at a depth of its own. */
export const placeOfLore = (
  position: LorePosition,
  order: number,
  depth: number,
  noteDepth: number,
): Place => {
  const within = Math.max(0, Math.min(1e6, order))
  switch (position) {
    case 'before':
      return { line: LINES['lore-before'] * 1e7 + within, depth: null }
    case 'after':
      return { line: LINES['lore-after'] * 1e7 + within, depth: null }
    case 'depth':
      return { line: LINES['lore-depth'] * 1e7 + within, depth }
    case 'note-top':
    case 'note-bottom':
      return { line: LINES[position] * 1e7 + within, depth: noteDepth }
  }
}

type Frame = (title: string, text: string) => string

const titled =
  (name: string): Frame =>
  (title, text) =>
    `[${[name, title].filter((part) => part !== '').join(', ')}: ${text}]`

const plain: Frame = (_, text) => text

const FRAMES: Readonly<Record<Language, Readonly<Partial<Record<Candidate['source'], Frame>>>>> = {
  en: {
    note: (_, text) => `[Author's note: ${text}]`,
    summary: titled('Earlier'),
    material: titled('From life'),
    beat: titled('What happens'),
  },
  zh: {
    note: (_, text) => `【作者注：${text}】`,
    summary: (title, text) => `【前情${title === '' ? '' : `·${title}`}：${text}】`,
    material: (title, text) => `【素材${title === '' ? '' : `·${title}`}：${text}】`,
    beat: (title, text) => `【情节${title === '' ? '' : `·${title}`}：${text}】`,
  },
}

/** A piece as it stands before the text: notes in brackets, so that no model takes them for the story. */
export const framePiece =
  (language: Language) =>
  ({ source, title, text }: Candidate): string =>
    (FRAMES[language][source] ?? plain)(title, text.trim())

const byLine = (a: PlacedPiece, b: PlacedPiece): number => a.place.line - b.place.line

/** A piece as text among text, for models that never saw a note in brackets. */
export const barePiece = ({ text }: Candidate): string => text.trim()

/**
 * The exact text that is continued. @param recent the text before the cursor, without white space at its end.
 * A note at depth 1 stands above the last paragraph; nothing ever stands behind the text.
 */
export const layPrompt = (
  pieces: readonly PlacedPiece[],
  recent: string,
  frame: (piece: Candidate) => string,
): string => {
  const above = pieces.filter(({ place }) => place.depth === null).toSorted(byLine)
  const paragraphs = recent === '' ? [] : recent.split(BETWEEN)
  const inserted = Map.groupBy(
    pieces.filter(({ place }) => place.depth !== null).toSorted(byLine),
    ({ place }) => Math.max(0, paragraphs.length - Math.max(1, Math.round(place.depth ?? 0))),
  )
  const text = paragraphs.flatMap((paragraph, index) => [
    ...(inserted.get(index) ?? []).map(frame),
    paragraph,
  ])
  const loose = paragraphs.length === 0 ? [...inserted.values()].flat().map(frame) : []
  return [...above.map(frame), ...loose, ...text]
    .filter((part, index, all) => part !== '' || index === all.length - 1)
    .join(BETWEEN)
}

/** The beginning of a text that has room, whole sentences of it. */
export const sentencesWithin =
  (count: (text: string) => number, language: Language) =>
  (text: string, room: number): string => {
    const ends = splitSentences(text, language).map(({ to }) => to)
    return text.slice(0, ends.findLast((to) => count(text.slice(0, to)) <= room) ?? 0).trimEnd()
  }

/** The end of a text that has room, begun at a good place. */
export const endWithin =
  (count: (text: string) => number) =>
  (text: string, room: number): string => {
    const paragraphs = text.split(BETWEEN)
    let [few, many] = [0, text.length]
    while (few < many) {
      const middle = Math.ceil((few + many) / 2)
      if (count(text.slice(-middle)) <= room) few = middle
      else many = middle - 1
    }
    // Begun at a good place a text is shorter, but may count for a token more.
    for (let size = few; size > 0; size = Math.floor(size * 0.95)) {
      const { text: end } = promptBefore(paragraphs, size)
      if (count(end) <= room) return end
    }
    return ''
  }
