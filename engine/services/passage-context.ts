// What a voice is given to go on from a place: gathered, counted by its own tokens, chosen, laid out; and the same to look at
// before it is sent. Never more than the voice takes in.
import type { ContextChanges, ContextPiece } from '../domain/context-piece.ts'
import type { Language } from '../domain/project.ts'
import {
  chooseContext,
  type Candidate,
  type ChosenContext,
  type LeftOut,
  type Slot,
} from '../generation/memory/choose-context.ts'
import {
  barePiece,
  endWithin,
  framePiece,
  layPrompt,
  sentencesWithin,
  type PlacedPiece,
} from '../generation/memory/lay-prompt.ts'
import { promptBefore, type Prompt } from '../generation/prompt.ts'
import { detectLanguage } from '../text/language.ts'
import type { MaterialRef } from '../store/material-repository.ts'
import type { OpenProject } from './context.ts'
import { gatherContext, type Gathered } from './gather-context.ts'
import { textBeforeCursor, type Cursor, type TextBefore } from './text-before-cursor.ts'
import { counterFor, estimateTokens } from './token-counter.ts'
import type { Voice } from './voices.ts'

/** Characters a token, so that a text of many tokens is surely read far enough back. */
const CHARACTERS_PER_TOKEN: Readonly<Record<Language, number>> = { en: 4.5, zh: 1.8 }
/** Tokens a word, generously. */
const TOKENS_PER_WORD = 2
/** For what a model puts around a text. */
const MARGIN = 64
/** A small model's memory makes nothing of more: characters, and a Chinese one says more. */
const SMALL: Readonly<Record<Language, number>> = { en: 480, zh: 180 }
/** Between pieces. */
const AROUND = 2
/** What is nearby, for people who are named. */
const NEARBY = 6000
/** Of the room, for text right before the cursor; its end is never left out for anything else. */
const LEAST_TEXT = 0.5
/** Of the room at most. */
const MOST = { notes: 0.2, memory: 0.3, cast: 0.2, beats: 0.15, material: 0.25, summaries: 0.2 } as const
/** Times that a prompt which came out longer than the counts said is chosen anew. */
const TRIES = 4

export const RECENT = 'recent'

export const isOwn = ({ kind }: Pick<Voice, 'kind'>): boolean => kind === 'run' || kind === 'shipped'

/** Tokens for everything that is told, when so many words are to be written. */
const roomFor = (voice: Voice, words: number): number =>
  isOwn(voice)
    ? voice.contextTokens
    : Math.max(Math.floor(voice.contextTokens / 4), voice.contextTokens - words * TOKENS_PER_WORD - MARGIN)

/** How far back the text is read for this voice: characters. */
export const charactersFor = (voice: Voice, words: number, language: Language): number =>
  isOwn(voice)
    ? SMALL[language]
    : Math.ceil(Math.max(200, roomFor(voice, words)) * CHARACTERS_PER_TOKEN[language])

export interface PassageContext {
  readonly before: TextBefore
  /** The text alone that is continued, as far as it goes in. */
  readonly recent: Prompt
  /** Everything, as the model gets it. */
  readonly text: string
  readonly pieces: readonly ContextPiece[]
  /** Of the whole text, as the voice counts it. */
  readonly tokens: number
  readonly room: number
  readonly isEstimate: boolean
  readonly language: Language
}

/** Scenes that are read whole when so many characters are read back. */
const scenesInText = ({ store }: OpenProject, cursor: Cursor, characters: number): ReadonlySet<string> => {
  const order = store.binder.tree().filter(({ kind }) => kind === 'scene')
  const found = new Set<string>()
  // Words of a scene as characters, generously: reading the texts for this would be too dear.
  let left = characters * LEAST_TEXT
  for (let at = order.findIndex(({ id }) => id === cursor.sceneId); at >= 0; at--) {
    left -= order[at].words * 6
    if (left < 0) break
    found.add(order[at].id)
  }
  return found
}

/** What is known at a place, for whoever is told it; room for the text or the question itself is the caller's. */
export const knowledgeSlots = (gathered: Gathered): readonly Slot[] => [
  { pieces: gathered.notes, most: MOST.notes },
  { pieces: gathered.memory, most: MOST.memory },
  { pieces: gathered.lore, most: gathered.loreShare },
  { pieces: gathered.cast, most: MOST.cast },
  { pieces: gathered.beats, most: MOST.beats },
  { pieces: gathered.material, most: MOST.material },
  { pieces: gathered.summaries, most: MOST.summaries },
]

const slotsOf = (gathered: Gathered, recent: Candidate): readonly Slot[] => [
  ...knowledgeSlots(gathered),
  { pieces: [recent], most: 1, least: LEAST_TEXT },
]

/** Of what a small model takes in, for what was lived: it reads it as the text before the text. */
const SMALL_MATERIAL = 0.35

const smallSlots = (
  { material }: Gathered,
  recent: Candidate,
  cut: NonNullable<Candidate['cut']>,
): readonly Slot[] => [
  { pieces: material.map((piece) => ({ ...piece, cut })), most: SMALL_MATERIAL },
  { pieces: [recent], most: 1, least: 1 - SMALL_MATERIAL },
]

/** Own models were taught text alone: what is no text is told to the writer as left out. */
const forSmall = (gathered: Gathered): readonly LeftOut[] => [
  ...[
    gathered.notes,
    gathered.memory,
    gathered.lore,
    gathered.cast,
    gathered.beats,
    gathered.summaries,
  ].flatMap((pieces) => pieces.map((piece): LeftOut => ({ ...piece, reason: 'small-model' }))),
  ...gathered.left,
]

interface Wanted {
  readonly cursor: Cursor
  readonly words: number
  readonly seed: number
  readonly changes: ContextChanges
  readonly material?: readonly MaterialRef[] | null
}

/** NOT_FOUND; the errors of the voice when it counts. */
export const passageContext = async (
  project: OpenProject,
  voice: Voice,
  { cursor, words, seed, changes, material = null }: Wanted,
  signal: AbortSignal,
): Promise<PassageContext> => {
  const bookLanguage = project.store.project.get().language
  const characters = charactersFor(voice, words, bookLanguage)
  const before = textBeforeCursor(project.store, cursor, characters)
  const whole = promptBefore(before.paragraphs, characters)
  const language = whole.text === '' ? bookLanguage : detectLanguage(whole.text)
  const frame = isOwn(voice) ? barePiece : framePiece(language)
  const limit = roomFor(voice, words)
  const asked = {
    cursor,
    nearby: whole.text.slice(-NEARBY),
    inText: scenesInText(project, cursor, characters),
    seed,
    room: limit,
    material,
  }
  // Everything once with an estimate, to know which texts are to be counted.
  const first = gatherContext(project, { ...asked, count: estimateTokens })
  const texts = [...slotsOf(first, recentPiece(whole.text, estimateTokens))].flatMap(({ pieces }) => pieces)
  const edits = texts.map((piece) => ({ ...piece, text: changes.edited[piece.id] ?? piece.text }))
  const { count, isEstimate } = await counterFor(
    voice,
    [...edits.map(frame), ...edits.map(({ text }) => text)],
    signal,
  )
  const gathered = gatherContext(project, { ...asked, count })
  const recent = recentPiece(whole.text, count)
  const choose = (room: number): ChosenContext =>
    chooseContext({
      slots: isOwn(voice)
        ? smallSlots(gathered, recent, sentencesWithin(count, language))
        : slotsOf(gathered, recent),
      left: isOwn(voice) ? forSmall(gathered) : gathered.left,
      room,
      count,
      changes,
      frame,
      around: AROUND,
    })
  const lay = ({ included }: ChosenContext) => {
    const text = included.find(({ id }) => id === RECENT)?.text ?? ''
    return { recent: text, text: layPrompt(included.filter(isPlaced), text, frame) }
  }
  let room = limit
  for (let attempt = 1; ; attempt++) {
    const chosen = choose(room)
    const laid = lay(chosen)
    const [counted = chosen.tokens] = (laid.text === '' ? null : await voice.count([laid.text], signal)) ?? []
    const tokens = laid.text === '' ? 0 : counted
    if (tokens <= limit || attempt === TRIES || isOwn(voice))
      return {
        before,
        recent: { text: laid.recent, trailing: whole.trailing },
        text: laid.text,
        pieces: chosen.pieces,
        tokens,
        room: limit,
        isEstimate,
        language,
      }
    // Joined, texts may count for more than one by one.
    room = Math.max(0, room - (tokens - limit) - AROUND * attempt)
  }
}

const isPlaced = (piece: Candidate): piece is PlacedPiece => 'place' in piece

const recentPiece = (text: string, count: (text: string) => number): Candidate => ({
  source: 'recent',
  id: RECENT,
  title: '',
  text,
  reason: 'before',
  cut: endWithin(count),
})
