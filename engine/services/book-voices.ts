// Whose feelings a book tells: sentences by their voice, and what each voice feels paragraph by paragraph.
// The rules of attribution are engine/text/voices; how the sentences feel is the analysers'.
import { namesOf } from '../domain/cast/names-of.ts'
import { blendFeelings } from '../domain/curve.ts'
import type { SentenceFeeling } from '../domain/emotion.ts'
import { passageLanguage } from '../analysis/analyze-passages.ts'
import { createAttributor, type CastMember } from '../text/voices/attribute.ts'
import { createNameFinder, type FoundName } from '../text/voices/find-names.ts'
import { countWords } from '../text/words.ts'
import { createTurns } from './book-feelings.ts'
import { decidedIn, decidedSpeakers } from './book-quotations.ts'
import type { OpenProject } from './context.ts'
import type { EngineParts } from './engine-parts.ts'
import { findingsOf } from './finding-cache.ts'
import { sceneParagraphs } from './scene-feelings.ts'
import { labelBookOf } from './sentence-labels.ts'

/** The id of the telling itself: every sentence that is not spoken. */
export const NARRATION = 'narration'

export interface BookVoice {
  readonly id: string
  readonly name: string
  readonly aliases: readonly string[]
  readonly source: 'cast' | 'text' | 'narration'
  readonly sentences: number
  readonly words: number
  readonly spoken: number
}

interface VoiceRow {
  readonly blockId: string
  words: number
  readonly feelings: SentenceFeeling[]
  readonly lengths: number[]
}

type Rows = Map<string, Map<string, VoiceRow[]>>

export interface BookVoices {
  readonly voices: readonly BookVoice[]
  /** By voice, by scene, a row per paragraph in which it is heard. */
  readonly rows: ReadonlyMap<string, ReadonlyMap<string, readonly VoiceRow[]>>
}

interface Tally {
  sentences: number
  words: number
  spoken: number
}

const SILENT: Tally = { sentences: 0, words: 0, spoken: 0 }

/** People the writer wrote down, then those the text shows, each under names nobody else has. */
const castOf = (
  project: OpenProject,
  names: readonly FoundName[],
): readonly (CastMember & { source: 'cast' | 'text' })[] => {
  const written = project.store.characters.list()
  const taken = new Set(written.flatMap(namesOf))
  const found = names.filter((person) => !namesOf(person).some((each) => taken.has(each)))
  return [
    ...written.map((person) => ({ ...person, source: 'cast' as const })),
    ...found.map(({ name, aliases }) => ({ id: `name:${name}`, name, aliases, source: 'text' as const })),
  ]
}

const read = async (engine: EngineParts, project: OpenProject): Promise<BookVoices> => {
  const takeTurns = createTurns()
  const scenes = []
  for (const { id, kind } of project.store.binder.tree()) {
    if (kind !== 'scene') continue
    await takeTurns()
    scenes.push({ id, paragraphs: sceneParagraphs(project, id) ?? [] })
  }
  const names = createNameFinder()
  for (const { paragraphs } of scenes)
    for (const { text } of paragraphs) {
      await takeTurns()
      names.add(text, passageLanguage(text))
    }
  const cast = castOf(project, names.people())
  const labels = labelBookOf(project)
  const { attribute } = createAttributor(cast)
  const decided = decidedSpeakers(project)
  const rows: Rows = new Map()
  const tallies = new Map<string, Tally>()
  for (const { id: sceneId, paragraphs } of scenes) {
    await takeTurns()
    const findings = await findingsOf(engine, project, paragraphs)
    const read = paragraphs.map(({ blockId, hash, text }) => ({
      blockId,
      text,
      language: passageLanguage(text),
      ...decidedIn(decided, blockId),
      sentences: labels.apply(findings.get(hash)!, text, blockId).finding.sentences,
    }))
    attribute(read).forEach((voices, index) => {
      const { blockId, text, sentences } = read[index]
      voices.forEach(({ spoken, who }, at) => {
        const sentence = sentences[at]
        const words = countWords(text.slice(sentence.from, sentence.to))
        for (const voice of [spoken ? null : NARRATION, who]) {
          if (voice === null) continue
          const tally = tallies.get(voice) ?? { sentences: 0, words: 0, spoken: 0 }
          tallies.set(voice, tally)
          tally.sentences += 1
          tally.words += words
          if (spoken) tally.spoken += 1
          const byScene = rows.get(voice) ?? new Map<string, VoiceRow[]>()
          rows.set(voice, byScene)
          const own = byScene.get(sceneId) ?? []
          byScene.set(sceneId, own)
          if (own.at(-1)?.blockId !== blockId) own.push({ blockId, words: 0, feelings: [], lengths: [] })
          const row = own.at(-1)!
          row.words += words
          row.feelings.push(sentence)
          row.lengths.push(sentence.to - sentence.from)
        }
      })
    })
  }
  const people = cast.flatMap(({ id, name, aliases, source }): BookVoice[] => {
    const tally = tallies.get(id)
    // Somebody of the cast may have an arc before the book has them say a word.
    return tally || source === 'cast' ? [{ id, name, aliases, source, ...(tally ?? SILENT) }] : []
  })
  const narration = tallies.get(NARRATION) ?? SILENT
  return {
    voices: [
      { id: NARRATION, name: '', aliases: [], source: NARRATION, ...narration },
      ...people.toSorted((a, b) => b.words - a.words),
    ],
    rows,
  }
}

const known = new WeakMap<OpenProject, Promise<BookVoices>>()
const followed = new WeakSet<OpenProject>()

/** Read once for a state of the text; any change of text, order or labels reads it anew. */
export const bookVoices = (engine: EngineParts, project: OpenProject): Promise<BookVoices> => {
  if (!followed.has(project)) {
    followed.add(project)
    project.events.subscribe('change', ({ kind }) => {
      if (kind === 'scene' || kind === 'binder' || kind === 'labels' || kind === 'cast') known.delete(project)
    })
  }
  const found = known.get(project) ?? read(engine, project)
  known.set(project, found)
  // A failed reading is not kept: the next caller tries again.
  found.catch(() => known.delete(project))
  return found
}

/** What a voice feels in each scene where it is heard. */
export const voiceScenes = ({ rows }: BookVoices, voiceId: string) =>
  [...(rows.get(voiceId) ?? [])].map(([sceneId, paragraphs]) => {
    const feelings = paragraphs.map(({ feelings, lengths }) => blendFeelings(feelings, lengths)!)
    return {
      sceneId,
      blockIds: paragraphs.map(({ blockId }) => blockId),
      words: paragraphs.map(({ words }) => words),
      valence: feelings.map(({ valence }) => valence),
      arousal: feelings.map(({ arousal }) => arousal),
      mix: feelings.map(({ mix }) => [...mix]),
      confidence: feelings.map(({ confidence }) => confidence),
    }
  })
