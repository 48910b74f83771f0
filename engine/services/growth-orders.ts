// Makes an order of one beat of a growth: who speaks, what was said on the way there, what must not slip out. How lines are
// written and checked is the lines' own.
import { BOND_RELATIONS } from '../domain/cast/relation.ts'
import { NEW_CHARACTER } from '../domain/character.ts'
import type { Dialogue } from '../domain/dialogue/dialogue.ts'
import type { Beat, Growth, GrowthWish } from '../domain/dialogue/growth/growth.ts'
import type { GrowthWorld } from '../domain/dialogue/growth/plan-growth.ts'
import { feelingOfCell, type LineCell } from '../domain/lines/line-matrix.ts'
import type { Language } from '../domain/project.ts'
import { beatSituation } from '../generation/growth/beat-words.ts'
import type { PersonaBrief } from '../generation/cast/persona-prompt.ts'
import type { LineOrder } from '../generation/lines/line-order.ts'
import type { OpenProject } from './context.ts'
import { knowledgeOf, personaBrief, placeOf, relationOf } from './persona-briefs.ts'

type Store = OpenProject['store']

/** A player of whom nothing is known. */
const VISITOR: Readonly<Record<Language, string>> = { en: 'the visitor', zh: '来客' }
/** What a button has room for. */
const OPTION_CHARACTERS = 90

/** The cast and what they know, as a plan of a growth asks for it. NOT_FOUND. */
export const growthWorld = (store: Store, wish: GrowthWish, dialogue: Dialogue): GrowthWorld => {
  const cast = store.characters.list()
  const place = placeOf(store, wish.sceneId)
  const { castIds, playerId, bond } = wish
  const relation = playerId === null ? BOND_RELATIONS[bond] : relationOf(store, castIds[0], playerId)
  const known = playerId === null ? [] : knowledgeOf(store, playerId, place).known
  return {
    speakerOf: (characterId) => ({
      characterId,
      name: characterId === null ? '' : store.characters.get(characterId).name,
    }),
    secretsOf: (characterId) =>
      knowledgeOf(store, characterId, place)
        .known.filter((fact) => !known.includes(fact))
        // What everybody knows is none.
        .filter(({ knowers }) => cast.length === 1 || knowers.length < cast.length)
        .map(({ id }) => id),
    trust: relation.trust,
    taken: new Set(dialogue.variables.map(({ name }) => name)),
  }
}

interface OrderedBeat {
  readonly order: LineOrder
  /** What is told or asked about; '' for none. */
  readonly fact: string
}

type Grown = Pick<Growth, 'wish' | 'plan' | 'parts'>

const nameOf = (store: Store, id: string | null): string =>
  id === null ? VISITOR[store.project.get().language] : store.characters.get(id).name

/** The other words of the same choice, and those on the way there. */
const nearby = ({ plan, parts }: Grown, beat: Beat): readonly string[] =>
  plan.beats
    .filter((each) => each.id !== beat.id)
    .filter(({ id, nodeId }) => nodeId === beat.nodeId || beat.before.includes(id))
    .flatMap(({ id }) => parts.get(id)?.text || [])

/** Everything that the same one says anywhere. */
const everything = ({ plan, parts }: Grown, beat: Beat): readonly string[] =>
  plan.beats
    .filter(({ id, speakerId }) => id !== beat.id && speakerId === beat.speakerId)
    .flatMap(({ id }) => parts.get(id)?.text || [])

/**
 * @param attempt how often it was written already.
 * @param isFar whether it may repeat what is said on another way.
 */
export const orderOfBeat = (
  store: Store,
  growth: Grown,
  beat: Beat,
  attempt: number,
  isFar: boolean,
): OrderedBeat => {
  const { wish, plan, parts } = growth
  const { language } = store.project.get()
  const place = placeOf(store, wish.sceneId)
  const relation = (from: string | null, to: string | null) =>
    from === null || to === null ? BOND_RELATIONS[wish.bond] : relationOf(store, from, to)
  const isPlayer = beat.role === 'choice'
  const cell: LineCell = {
    key: beat.id,
    characterId: beat.speakerId ?? '',
    situation: '',
    // The player's words are as they come; what they are tagged with follows their tone.
    emotion: isPlayer ? null : beat.emotion,
    bond: wish.bond,
    state: 'calm',
  }
  const facts = store.cast.facts()
  const told = facts.find(({ id }) => id === beat.factId)
  // A secret is out once it has been told on the way here; before, it is nobody's to know.
  const secrets = new Set(plan.beats.flatMap(({ factId }) => factId ?? []))
  const open = new Set([
    ...(told ? [told.id] : []),
    ...plan.beats.flatMap(({ id, factId }) => (factId !== null && beat.before.includes(id) ? factId : [])),
  ])
  const own =
    beat.speakerId === null ? { known: [], unknown: facts } : knowledgeOf(store, beat.speakerId, place)
  const isClosed = ({ id }: { readonly id: string }): boolean => secrets.has(id) && !open.has(id)
  const unknown = [...own.unknown, ...own.known.filter(isClosed)].filter(({ id }) => !open.has(id))
  const listener = nameOf(store, beat.listenerId)
  const feeling = feelingOfCell({ emotion: beat.emotion, state: 'calm' })
  const base: PersonaBrief =
    beat.speakerId === null
      ? {
          character: { ...NEW_CHARACTER, name: VISITOR[language] },
          language,
          facts: [],
          listener: { name: listener, relation: relation(null, beat.listenerId) },
          feeling,
        }
      : personaBrief(store, beat.speakerId, {
          listener: { name: listener, relation: relation(beat.speakerId, beat.listenerId) },
          place,
          feeling,
        })
  const hidden = new Set(own.known.filter(isClosed).map(({ text }) => text))
  const speakers = new Map(plan.beats.map(({ id, speakerId }) => [id, speakerId]))
  const fact = told?.text ?? ''
  const said = beat.before.flatMap((id) => {
    const text = parts.get(id)?.text ?? ''
    return text === '' ? [] : [{ name: nameOf(store, speakers.get(id) ?? null), text }]
  })
  const scene = { goal: wish.goal, name: base.character.name, listener, fact, said }
  const order: LineOrder = {
    cell: { ...cell, situation: beatSituation(beat, language, scene) },
    brief: { ...base, facts: base.facts.filter((text) => !hidden.has(text)) },
    unknown,
    sceneId: wish.sceneId,
    count: 1,
    maxCharacters: isPlayer ? Math.min(OPTION_CHARACTERS, wish.maxCharacters) : wish.maxCharacters,
    filter: wish.filter,
    // No id of the project takes part: the same wish with the same seed grows the same in any of them.
    seed: `${wish.seed}/${beat.id}/${attempt}${isFar ? '/far' : ''}`,
    known: isFar
      ? nearby(growth, beat)
      : [...new Set([...everything(growth, beat), ...nearby(growth, beat)])],
  }
  return { order, fact }
}
