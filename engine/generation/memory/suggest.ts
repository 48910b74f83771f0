// What could be written next: scenes off the arc, questions nobody takes up, people out of sight, feelings and days never told,
// material unused. Pure; who reads the book is the services' business. Everything found is a guess, and says what it was found by.
import { namesOf } from '../../domain/cast/names-of.ts'
import { EMOTIONS, type Emotion } from '../../domain/emotion.ts'
import type { Suggestion, SuggestionKind } from '../../domain/suggestion.ts'
import { mentions } from '../../text/mentions.ts'

export interface BookParagraph {
  readonly blockId: string
  readonly text: string
}

export interface BookScene {
  readonly id: string
  readonly title: string
  readonly words: number
  readonly paragraphs: readonly BookParagraph[]
  /** −1 … 1; null without words. */
  readonly valence: number | null
  readonly emotion: Emotion | null
  /** Valence asked for in its middle; null where nothing is drawn. */
  readonly target: number | null
}

export interface Person {
  readonly name: string
  readonly aliases: readonly string[]
}

export interface Unused {
  readonly id: string
  readonly title: string
  readonly text: string
  /** The scene that it was chosen for. */
  readonly sceneId: string
}

/** An entry of a life that has a feeling, and is nobody's material yet. */
export interface Lived {
  readonly id: string
  /** `2024-06-14`. */
  readonly day: string
  readonly text: string
  readonly emotion: Emotion
  readonly valence: number
  readonly arousal: number
}

export interface BookQuestion {
  /** In reading order. */
  readonly scenes: readonly BookScene[]
  readonly people: readonly Person[]
  /** Entries of a life, by feeling. */
  readonly felt: Readonly<Partial<Record<Emotion, number>>>
  readonly lived: readonly Lived[]
  readonly material: readonly Unused[]
  readonly dismissed: readonly { readonly key: string; readonly kind: string }[]
}

/** Less is within what a reader of feelings can be wrong by. */
const LEAST_GAP = 0.25
/** Somebody is out of sight after so many scenes, and was somebody only when seen in so many. */
const [LONG, LEAST_SEEN] = [3, 2]
/** Scenes behind a question in which it may still be taken up. */
const LEAST_BEHIND = 1
/** Entries that make a feeling one of a life. */
const LEAST_FELT = 2
const MOST = 12
const MOST_OF_KIND = 3
/** What one dismissal leaves of its kind's weight. */
const LESSON = 0.7

const WORD = /[\p{L}\p{N}]+/gu
const HAN = /\p{sc=Han}/u
const QUESTION = /[^.!?。！？…“”"「」『』]+[?？]+/gu

/** What a text is about: words of some length; of Chinese pairs of characters. */
export const contentTerms = (text: string): ReadonlySet<string> =>
  new Set(
    (text.toLowerCase().match(WORD) ?? []).flatMap((word) => {
      if (!HAN.test(word)) return word.length >= 5 ? [word] : []
      return Array.from({ length: Math.max(0, word.length - 1) }, (_, at) => word.slice(at, at + 2))
    }),
  )

const base = {
  sceneId: null,
  blockId: null,
  title: '',
  detail: '',
  count: 0,
  actual: null,
  target: null,
  entryId: null,
  emotion: null,
} as const satisfies Partial<Suggestion>

const gaps = (scenes: readonly BookScene[]): readonly Suggestion[] =>
  scenes.flatMap((scene): Suggestion[] => {
    const { id, title, valence, target, words } = scene
    if (valence === null || target === null || words < 30) return []
    const gap = Math.abs(target - valence)
    if (gap < LEAST_GAP) return []
    const side = target > valence ? 'up' : 'down'
    return [
      {
        ...base,
        key: `gap:${id}:${side}`,
        kind: 'gap',
        sceneId: id,
        title,
        actual: valence,
        target,
        weight: Math.min(1, gap),
      },
    ]
  })

/** Terms by the scenes in which they stand. */
const termsByScene = (scenes: readonly BookScene[]): readonly ReadonlySet<string>[] =>
  scenes.map(({ paragraphs }) => contentTerms(paragraphs.map(({ text }) => text).join('\n')))

/**
 * Questions at the end of what somebody says, where nobody answers in the next paragraph and no later scene speaks of the same
 * things: the more of its words are never heard again, the more it is open.
 */
const questions = (scenes: readonly BookScene[]): readonly Suggestion[] => {
  const terms = termsByScene(scenes)
  return scenes.flatMap(({ id, title, paragraphs }, at): Suggestion[] => {
    if (at >= scenes.length - LEAST_BEHIND) return []
    const later = terms.slice(at + 1)
    return paragraphs.flatMap(({ blockId, text }, index): Suggestion[] => {
      const asked = text.match(QUESTION)?.at(-1)?.trim()
      if (asked === undefined || !/[?？]["”’」』)]*\s*$/u.test(text.trim())) return []
      const answer = paragraphs.at(index + 1)
      if (answer && /^\s*["“「『‘']/u.test(answer.text)) return []
      const about = [...contentTerms(asked)]
      if (about.length < 2) return []
      const taken = about.filter((term) => later.some((scene) => scene.has(term))).length / about.length
      const weight = (1 - taken) * Math.min(1, about.length / 4)
      if (weight < 0.5) return []
      return [
        {
          ...base,
          key: `question:${blockId}:${asked.slice(0, 60)}`,
          kind: 'question',
          sceneId: id,
          blockId,
          title,
          detail: asked.slice(0, 200),
          count: scenes.length - 1 - at,
          weight: weight * 0.9,
        },
      ]
    })
  })
}

const names = (scenes: readonly BookScene[], people: readonly Person[]): readonly Suggestion[] => {
  const written = scenes.filter(({ words }) => words > 0)
  return people.flatMap((person): Suggestion[] => {
    const { name } = person
    const seen = written.flatMap((scene, at) => {
      const block = scene.paragraphs.findLast(({ text }) =>
        namesOf(person).some((each) => mentions(text, each)),
      )
      return block ? [{ at, scene, blockId: block.blockId }] : []
    })
    const last = seen.at(-1)
    if (!last || seen.length < LEAST_SEEN) return []
    const ago = written.length - 1 - last.at
    if (ago < LONG) return []
    const presence = seen.length / (last.at + 1)
    return [
      {
        ...base,
        key: `name:${name}:${last.scene.id}`,
        kind: 'name',
        sceneId: last.scene.id,
        blockId: last.blockId,
        title: last.scene.title,
        detail: name,
        count: ago,
        weight: Math.min(1, 0.3 + 0.4 * presence + 0.05 * ago),
      },
    ]
  })
}

const feelings = (scenes: readonly BookScene[], felt: BookQuestion['felt']): readonly Suggestion[] => {
  const told = new Set(scenes.map(({ emotion }) => emotion))
  const all = Object.values(felt).reduce((sum, count) => sum + count, 0)
  return EMOTIONS.flatMap((emotion): Suggestion[] => {
    const count = felt[emotion] ?? 0
    if (emotion === 'neutral' || told.has(emotion) || count < LEAST_FELT) return []
    return [
      {
        ...base,
        key: `feeling:${emotion}`,
        kind: 'feeling',
        detail: emotion,
        count,
        weight: Math.min(1, 0.4 + count / all),
      },
    ]
  })
}

/** Less was felt by the way. */
const LEAST_STRENGTH = 0.5
/** So much of its words in one scene, and it is told. */
const TOLD = 0.35
/** Looked at, the strongest first: reading a life of years against a book takes time. */
const MOST_LIVED = 60
const MOST_WORDS = 140

/** How strongly something was felt, 0 … 1: how far from indifferent, and how stirred. */
const strengthOf = ({ valence, arousal }: Lived): number =>
  Math.min(1, 0.8 * Math.abs(valence) + 0.2 * arousal)

const firstWords = (text: string): string => {
  const [first = ''] = /^[^.!?。！？\n]*[.!?。！？]?/u.exec(text.trim()) ?? []
  return first.length > MOST_WORDS ? `${first.slice(0, MOST_WORDS).trimEnd()}…` : first
}

/** Strongly felt, and told nowhere: neither chosen as material nor heard in any scene. */
const untold = (scenes: readonly BookScene[], lived: readonly Lived[]): readonly Suggestion[] => {
  const terms = termsByScene(scenes)
  return lived
    .filter((entry) => entry.emotion !== 'neutral' && strengthOf(entry) >= LEAST_STRENGTH)
    .toSorted((a, b) => strengthOf(b) - strengthOf(a))
    .slice(0, MOST_LIVED)
    .flatMap((entry): Suggestion[] => {
      const about = [...contentTerms(entry.text)]
      if (about.length < 3) return []
      const heard = terms.map((scene) => about.filter((term) => scene.has(term)).length / about.length)
      if (Math.max(0, ...heard) > TOLD) return []
      return [
        {
          ...base,
          key: `lived:${entry.id}`,
          kind: 'lived',
          title: entry.day,
          detail: firstWords(entry.text),
          actual: entry.valence,
          entryId: entry.id,
          emotion: entry.emotion,
          weight: Math.min(1, 0.25 + 0.6 * strengthOf(entry)),
        },
      ]
    })
}

const material = (scenes: readonly BookScene[], unused: readonly Unused[]): readonly Suggestion[] => {
  const byId = new Map(scenes.map((scene) => [scene.id, scene]))
  return unused.flatMap(({ id, title, text, sceneId }): Suggestion[] => {
    const scene = byId.get(sceneId)
    const about = [...contentTerms(text)]
    if (!scene || about.length < 3) return []
    const there = contentTerms(scene.paragraphs.map((paragraph) => paragraph.text).join('\n'))
    const used = about.filter((term) => there.has(term)).length / about.length
    if (used > 0.15) return []
    return [
      {
        ...base,
        key: `material:${id}:${sceneId}`,
        kind: 'material',
        sceneId,
        title: scene.title,
        detail: title || text.slice(0, 60),
        weight: 0.55,
      },
    ]
  })
}

/** What stands out most first; what was waved away is gone, and its kind counts for less. */
export const suggest = (question: BookQuestion): readonly Suggestion[] => {
  const { scenes, people, felt, dismissed } = question
  const gone = new Set(dismissed.map(({ key }) => key))
  const lessons = (kind: SuggestionKind): number =>
    LESSON ** dismissed.filter((each) => each.kind === kind).length
  const found = [
    gaps(scenes),
    questions(scenes),
    names(scenes, people),
    feelings(scenes, felt),
    untold(scenes, question.lived),
    material(scenes, question.material),
  ].flatMap((kind) =>
    kind
      .filter(({ key }) => !gone.has(key))
      .toSorted((a, b) => b.weight - a.weight)
      .slice(0, MOST_OF_KIND),
  )
  return found
    .map((each) => ({ ...each, weight: Math.round(each.weight * lessons(each.kind) * 1000) / 1000 }))
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, MOST)
}
