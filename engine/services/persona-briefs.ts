// Puts together what somebody of the cast knows, feels and whom they face at a place of the story, for whoever lets them speak.
import { spokenFeeling } from '../domain/cast/emotional-state.ts'
import { STRANGERS, type Relation } from '../domain/cast/relation.ts'
import { knows, type StoryFact, type StoryPlace } from '../domain/cast/story-fact.ts'
import { targetAt } from '../domain/curve.ts'
import type { LineEmotion } from '../domain/dialogue/dialogue.ts'
import { feelingOfValence } from '../domain/emotion-label.ts'
import type { PersonaBrief } from '../generation/cast/persona-prompt.ts'
import type { OpenProject } from './context.ts'

type Store = Pick<OpenProject['store'], 'binder' | 'cast' | 'characters' | 'project'>

const sceneIds = ({ binder }: Pick<Store, 'binder'>): readonly string[] =>
  binder
    .tree()
    .filter(({ kind }) => kind === 'scene')
    .map(({ id }) => id)

/** The story up to the end of a scene; everything where that is null. NOT_FOUND. */
export const placeOf = (store: Pick<Store, 'binder'>, sceneId: string | null): StoryPlace => {
  if (sceneId === null) return null
  store.binder.get(sceneId)
  const order = sceneIds(store)
  return new Set(order.slice(0, order.indexOf(sceneId) + 1))
}

/** The story's facts: those that somebody knows at a place, and those they must not give away. */
export const knowledgeOf = (
  store: Pick<Store, 'binder' | 'cast'>,
  characterId: string,
  place: StoryPlace,
): { readonly known: readonly StoryFact[]; readonly unknown: readonly StoryFact[] } => {
  const scenes = new Set(sceneIds(store))
  const facts = store.cast.facts()
  return {
    known: facts.filter((fact) => knows(fact, characterId, place, scenes)),
    unknown: facts.filter((fact) => !knows(fact, characterId, place, scenes)),
  }
}

/**
 * The feeling that somebody's own arc asks for at the end of a scene; null where none is drawn, or no scene is named.
 * NOT_FOUND.
 */
export const arcFeeling = (
  { binder, characters }: Pick<Store, 'binder' | 'characters'>,
  characterId: string,
  sceneId: string | null,
): LineEmotion | null => {
  const { arc } = characters.get(characterId)
  if (sceneId === null || arc.length === 0) return null
  const scenes = binder.tree().filter(({ kind }) => kind === 'scene')
  const at = scenes.findIndex(({ id }) => id === sceneId)
  const wordsOf = (list: typeof scenes): number => list.reduce((sum, { words }) => sum + words, 0)
  const all = wordsOf(scenes)
  const valence = all === 0 || at < 0 ? null : targetAt(arc, wordsOf(scenes.slice(0, at + 1)) / all)
  return valence === null ? null : feelingOfValence(valence)
}

/** What one holds another for; strangers where nothing is written down. */
export const relationOf = ({ cast }: Pick<Store, 'cast'>, fromId: string, toId: string): Relation =>
  cast.relations().find((each) => each.fromId === fromId && each.toId === toId) ?? STRANGERS

/**
 * @param wish towards whom, where in the story, and in which feeling; left out: nobody, at the end, as they feel. NOT_FOUND.
 */
export const personaBrief = (
  store: Store,
  characterId: string,
  wish: {
    readonly listener?: PersonaBrief['listener']
    readonly place?: StoryPlace
    readonly feeling?: LineEmotion
  } = {},
): PersonaBrief => {
  const character = store.characters.get(characterId)
  return {
    character,
    language: store.project.get().language,
    facts: knowledgeOf(store, characterId, wish.place ?? null).known.map(({ text }) => text),
    listener: wish.listener ?? null,
    feeling: wish.feeling ?? spokenFeeling(character.state),
  }
}
