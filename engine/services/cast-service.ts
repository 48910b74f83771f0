// cast.*: the people of the story kept, tied to each other, found in the manuscript and moved by what happens.
// What a feeling is and how it fades lies in domain/cast; who speaks, in text/voices.
import type { Inputs, Outputs } from '../contract/index.ts'
import { afterEvent, decayed, restingState, spokenFeeling } from '../domain/cast/emotional-state.ts'
import { restingMood } from '../domain/cast/personality.ts'
import { bondOf, type PairRelation } from '../domain/cast/relation.ts'
import type { StoryFact } from '../domain/cast/story-fact.ts'
import { NEW_CHARACTER, type Character, type CharacterSheet } from '../domain/character.ts'
import { EngineError } from '../domain/errors.ts'
import { newId } from '../domain/ids.ts'
import { personaPrompt } from '../generation/cast/persona-prompt.ts'
import { textBlocks } from '../text/plain-text.ts'
import { act } from './act.ts'
import { knownAs, readSpeakers } from './book-quotations.ts'
import { castCards } from './cast-cards.ts'
import type { OpenProject } from './context.ts'
import { os, projectOf } from './os.ts'
import { personaBrief, placeOf, relationOf } from './persona-briefs.ts'

type Shown = Outputs['cast']['list'][number]
type Change = Inputs['cast']['edit']['change']

const CHANGED = [{ kind: 'cast' }] as const
/** Sample lines that a found person brings along. */
const SAMPLES = 5
/** Longer than that, somebody tells a story: not a line by which a voice is known. */
const LONGEST_SAMPLE = 400

/** A copy that the contract may hand out. */
export const toContractCharacter = (character: Character): Shown => ({
  ...(structuredClone(character) as Omit<Shown, 'feeling' | 'rest'>),
  feeling: { ...spokenFeeling(character.state) },
  rest: { ...restingMood(character.personality) },
})

const toRelation = (relation: PairRelation): Outputs['cast']['relations'][number] => ({
  ...relation,
  bond: bondOf(relation),
})

const toFact = (fact: StoryFact): Outputs['cast']['facts'][number] =>
  structuredClone(fact) as Outputs['cast']['facts'][number]

const unique = (words: readonly string[]): readonly string[] => [...new Set(words)]

const increasing = (points: CharacterSheet['arc']): CharacterSheet['arc'] => {
  const sorted = points.toSorted((a, b) => a.x - b.x)
  return sorted.filter(({ x }, at) => at === 0 || x > (sorted[at - 1]?.x ?? -1))
}

const given = <T extends object>(part: T): Partial<T> =>
  Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined)) as Partial<T>

/** The sheet with what was given in place of what it had; nobody is their own alias. */
const changed = (
  sheet: CharacterSheet,
  { voice = {}, personality = {}, ...rest }: Change,
): CharacterSheet => {
  const next = { ...sheet, ...(given(rest) as Partial<CharacterSheet>) }
  return {
    ...next,
    aliases: unique(next.aliases).filter((alias) => alias !== next.name),
    arc: increasing(next.arc),
    voice: { ...sheet.voice, ...(given(voice) as Partial<CharacterSheet['voice']>) },
    personality: { ...sheet.personality, ...(given(personality) as Partial<CharacterSheet['personality']>) },
  }
}

const listOf = ({ store }: OpenProject): Shown[] => store.characters.list().map(toContractCharacter)

export const castRouter = {
  ...castCards(toContractCharacter),

  list: os.cast.list.handler(({ context }) => listOf(projectOf(context))),

  add: os.cast.add.handler(({ input, context }) => {
    const project = projectOf(context)
    const sheet = changed({ ...NEW_CHARACTER, name: input.name }, input)
    return toContractCharacter(
      act(project, 'cast.add', CHANGED, () => project.store.characters.put(newId(), sheet)),
    )
  }),

  edit: os.cast.edit.handler(({ input, context }) => {
    const project = projectOf(context)
    const before = project.store.characters.get(input.id)
    const sheet = changed(before, input.change)
    return toContractCharacter(
      act(project, 'cast.edit', CHANGED, () => project.store.characters.put(input.id, sheet)),
    )
  }),

  remove: os.cast.remove.handler(({ input: { ids }, context }) => {
    const project = projectOf(context)
    const { cast, characters } = project.store
    act(project, 'cast.remove', CHANGED, () => {
      for (const id of ids) {
        characters.remove(id)
        cast.forget(id)
      }
    })
  }),

  move: os.cast.move.handler(({ input: { id, afterId }, context }) => {
    const project = projectOf(context)
    const { characters } = project.store
    characters.get(id)
    const others = characters
      .list()
      .map((each) => each.id)
      .filter((each) => each !== id)
    const at = afterId === null ? 0 : others.indexOf(afterId) + 1
    if (afterId !== null) characters.get(afterId)
    act(project, 'cast.move', CHANGED, () => characters.order(others.toSpliced(at, 0, id)))
    return listOf(project)
  }),

  relations: os.cast.relations.handler(({ context }) =>
    projectOf(context).store.cast.relations().map(toRelation),
  ),

  relate: os.cast.relate.handler(({ input: { fromId, toId, change }, context }) => {
    const project = projectOf(context)
    const { cast, characters } = project.store
    if (fromId === toId)
      throw new EngineError('BAD_INPUT', 'A relation is between two people. Nothing was changed.', { fromId })
    characters.get(fromId)
    characters.get(toId)
    const known = cast.relations().find((each) => each.fromId === fromId && each.toId === toId)
    const relation: PairRelation = {
      note: '',
      ...relationOf(project.store, fromId, toId),
      ...known,
      ...(given(change) as Partial<PairRelation>),
      fromId,
      toId,
    }
    act(project, 'cast.relate', CHANGED, () => cast.relate(relation))
    return toRelation(relation)
  }),

  unrelate: os.cast.unrelate.handler(({ input: { fromId, toId }, context }) => {
    const project = projectOf(context)
    act(project, 'cast.relate', CHANGED, () => project.store.cast.unrelate(fromId, toId))
  }),

  facts: os.cast.facts.handler(({ context }) => projectOf(context).store.cast.facts().map(toFact)),

  addFact: os.cast.addFact.handler(({ input, context }) => {
    const project = projectOf(context)
    const fact = { id: newId(), ...input }
    act(project, 'cast.addFact', CHANGED, () => project.store.cast.putFact(fact))
    return toFact(fact)
  }),

  editFact: os.cast.editFact.handler(({ input: { id, change }, context }) => {
    const project = projectOf(context)
    const fact = { ...project.store.cast.fact(id), ...(given(change) as Partial<StoryFact>) }
    act(project, 'cast.editFact', CHANGED, () => project.store.cast.putFact(fact))
    return toFact(fact)
  }),

  removeFact: os.cast.removeFact.handler(({ input: { id }, context }) => {
    const project = projectOf(context)
    act(project, 'cast.removeFact', CHANGED, () => project.store.cast.removeFact(id))
  }),

  feel: os.cast.feel.handler(({ input: { id, minutes, event, rest }, context }) => {
    const project = projectOf(context)
    const { characters } = project.store
    const { personality, state } = characters.get(id)
    const at = state.atMinutes + minutes
    const before = rest ? restingState(personality, at) : decayed(state, personality, at)
    const after = event ? afterEvent(before, personality, given(event), at) : before
    return toContractCharacter(act(project, 'cast.feel', CHANGED, () => characters.feel(id, after)))
  }),

  prompt: os.cast.prompt.handler(({ input: { id, toId, sceneId }, context }) => {
    const { store } = projectOf(context)
    const listener =
      toId === null ? null : { name: store.characters.get(toId).name, relation: relationOf(store, id, toId) }
    return { text: personaPrompt(personaBrief(store, id, { listener, place: placeOf(store, sceneId) })) }
  }),

  find: os.cast.find.handler(async ({ context }) => {
    const project = projectOf(context)
    const { people, quotations } = await readSpeakers(project)
    const written = project.store.characters.list()
    return people.map((person) => {
      const characterId = knownAs(written, person)
      const own = quotations.filter((each) =>
        characterId === null ? each.name === person.name : each.characterId === characterId,
      )
      return {
        name: person.name,
        aliases: [...person.aliases],
        mentions: person.mentions,
        quotations: own.length,
        samples: own
          .filter(({ how }) => how === 'tag' || how === 'confirmed')
          .map(({ text }) => text.slice(1, -1).trim())
          .filter(({ length }) => length <= LONGEST_SAMPLE)
          .toSorted((a, b) => b.length - a.length)
          .slice(0, SAMPLES),
        characterId,
        couldBe: [...person.couldBe],
      }
    })
  }),

  quotations: os.cast.quotations.handler(async ({ input: { sceneId }, context }) => {
    const project = projectOf(context)
    if (sceneId !== null) project.store.binder.get(sceneId)
    const { quotations } = await readSpeakers(project, sceneId)
    return structuredClone(quotations) as Outputs['cast']['quotations']
  }),

  confirm: os.cast.confirm.handler(({ input: { sceneId, blockId, text, characterId }, context }) => {
    const project = projectOf(context)
    const { cast, characters, scenes } = project.store
    if (characterId != null) characters.get(characterId)
    const block = textBlocks(scenes.get(sceneId).document).find(({ id }) => id === blockId)
    if (!block?.text.includes(text))
      throw new EngineError('NOT_FOUND', 'This paragraph no longer holds these words. Nothing was changed.', {
        blockId,
      })
    const label = { sceneId, blockId, quotation: text }
    act(project, 'cast.confirm', CHANGED, () =>
      characterId === undefined ? cast.unlabel(label) : cast.label({ ...label, characterId }),
    )
  }),
}
