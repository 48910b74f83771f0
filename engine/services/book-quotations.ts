// Who says what in the manuscript: every quotation with its speaker, by the rules of engine/text/voices and by what the
// writer decided, which goes before them.
import { namesOf } from '../domain/cast/names-of.ts'
import type { Language } from '../domain/project.ts'
import { passageLanguage } from '../analysis/analyze-passages.ts'
import { splitSentences } from '../text/sentences.ts'
import { createAttributor, type CastMember, type How } from '../text/voices/attribute.ts'
import { createNameFinder, type FoundName } from '../text/voices/find-names.ts'
import { createTurns } from './book-feelings.ts'
import type { OpenProject } from './context.ts'
import { sceneParagraphs } from './scene-feelings.ts'

export interface BookQuotation {
  readonly sceneId: string
  readonly blockId: string
  /** Characters into the block's plain text. */
  readonly from: number
  readonly to: number
  readonly text: string
  /** Of the cast. */
  readonly characterId: string | null
  /** Of somebody who is in the text and not in the cast; '' otherwise. */
  readonly name: string
  readonly how: How | null
}

export interface BookSpeakers {
  /** People whom the text shows, most often named first. */
  readonly people: readonly FoundName[]
  readonly quotations: readonly BookQuotation[]
}

/** Of those who are in the text and not in the cast. */
const FOUND = 'name:'

/** Which of the written cast a found person is. */
export const knownAs = (
  cast: readonly (CastMember & { readonly id: string })[],
  found: FoundName,
): string | null => {
  const names = new Set(namesOf(found))
  return cast.find((person) => namesOf(person).some((each) => names.has(each)))?.id ?? null
}

/** What the writer decided, by the block that a quotation stands in; who has left the cast is nobody of it. */
export const decidedSpeakers = ({
  store,
}: OpenProject): ReadonlyMap<string, ReadonlyMap<string, string | null>> => {
  const ids = new Set(store.characters.list().map(({ id }) => id))
  const decided = new Map<string, Map<string, string | null>>()
  for (const { blockId, quotation, characterId } of store.cast.labels()) {
    const own = decided.get(blockId) ?? new Map<string, string | null>()
    decided.set(blockId, own)
    own.set(quotation, characterId !== null && ids.has(characterId) ? characterId : null)
  }
  return decided
}

/** For a paragraph of the attributor. */
export const decidedIn = (
  decided: ReturnType<typeof decidedSpeakers>,
  blockId: string,
): { readonly decided?: ReadonlyMap<string, string | null> } => {
  const own = decided.get(blockId)
  return own ? { decided: own } : {}
}

/** @param sceneId of one scene only; the people are found in the whole book all the same. */
export const readSpeakers = async (
  project: OpenProject,
  sceneId: string | null = null,
): Promise<BookSpeakers> => {
  const takeTurns = createTurns()
  const names = createNameFinder()
  const scenes: {
    id: string
    paragraphs: { blockId: string; text: string; language: Language }[]
  }[] = []
  for (const { id, kind } of project.store.binder.tree()) {
    if (kind !== 'scene') continue
    await takeTurns()
    const paragraphs = (sceneParagraphs(project, id) ?? []).map(({ blockId, text }) => {
      const language = passageLanguage(text)
      names.add(text, language)
      return { blockId, text, language }
    })
    scenes.push({ id, paragraphs })
  }
  const people = names.people()
  const written = project.store.characters.list()
  const others = people
    .filter((person) => knownAs(written, person) === null)
    .map(({ name, aliases }) => ({ id: `${FOUND}${name}`, name, aliases }))
  const ids = new Set(written.map(({ id }) => id))
  const decided = decidedSpeakers(project)
  const { listen } = createAttributor([...written, ...others])
  const found: BookQuotation[] = []
  for (const scene of scenes) {
    await takeTurns()
    const read = scene.paragraphs.map((paragraph) => ({
      ...paragraph,
      sentences: splitSentences(paragraph.text, paragraph.language),
      ...decidedIn(decided, paragraph.blockId),
    }))
    const heard = listen(read)
    if (sceneId !== null && scene.id !== sceneId) continue
    read.forEach(({ blockId, text }, at) => {
      for (const { from, to, who, how } of heard[at].quotations) {
        found.push({
          sceneId: scene.id,
          blockId,
          from,
          to,
          text: text.slice(from, to),
          characterId: who !== null && ids.has(who) ? who : null,
          name: who?.startsWith(FOUND) ? who.slice(FOUND.length) : '',
          how,
        })
      }
    })
  }
  return { people, quotations: found }
}
