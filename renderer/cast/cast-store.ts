// The cast's state and acts: sheets, ties, facts, people found in the manuscript, who says what. The engine keeps the truth.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Inputs, Outputs } from '../../engine/contract/index.ts'
import { followProject } from '../app/follow-project.ts'
import { notify, notifyError } from '../app/notices-store.ts'
import { engine } from '../engine-client/engine.ts'
import { t } from '../locales/index.ts'

export type Character = Outputs['cast']['list'][number]
export type Relation = Outputs['cast']['relations'][number]
export type StoryFact = Outputs['cast']['facts'][number]
export type FoundPerson = Outputs['cast']['find'][number]
export type Quotation = Outputs['cast']['quotations'][number]
export type CharacterChange = Inputs['cast']['edit']['change']
type StoryEvent = NonNullable<Inputs['cast']['feel']['event']>

interface SceneName {
  readonly id: string
  readonly title: string
}

type CastView = 'list' | 'sheet' | 'found' | 'quotations'

export interface CastState {
  /** Null until they are known. */
  readonly characters: readonly Character[] | null
  readonly relations: readonly Relation[]
  readonly facts: readonly StoryFact[]
  readonly scenes: readonly SceneName[]
  readonly view: CastView
  readonly selectedId: string | null
  readonly found: readonly FoundPerson[]
  readonly quotations: readonly Quotation[]
  /** Whose quotations are shown: of one scene; null: all. */
  readonly sceneId: string | null
  /** While the manuscript is read. */
  readonly isReading: boolean
}

const EMPTY: CastState = {
  characters: null,
  relations: [],
  facts: [],
  scenes: [],
  view: 'list',
  selectedId: null,
  found: [],
  quotations: [],
  sceneId: null,
  isReading: false,
}

export const castStore = createStore<CastState>()(() => EMPTY)

export const useCast = <T>(selector: (state: CastState) => T): T => useStore(castStore, selector)

let isOpen = false

const load = async (): Promise<void> => {
  const [characters, relations, facts] = await Promise.all([
    engine.cast.list(),
    engine.cast.relations(),
    engine.cast.facts(),
  ])
  castStore.setState({ characters, relations, facts })
  const { selectedId, view } = castStore.getState()
  if (view === 'sheet' && !characters.some(({ id }) => id === selectedId))
    castStore.setState({ view: 'list' })
}

const loadScenes = async (): Promise<void> => {
  const tree = await engine.binder.tree()
  castStore.setState({
    scenes: tree
      .filter(({ kind }) => kind === 'scene')
      .map(({ id, title, opening }) => ({ id, title: title === '' ? opening : title })),
  })
}

followProject({
  opened: () => {
    isOpen = true
    void Promise.all([load(), loadScenes()]).catch(notifyError)
  },
  changed: (change) => {
    if (change.kind === 'cast')
      void load()
        .then(() => (castStore.getState().view === 'quotations' ? readQuotations() : undefined))
        .catch(notifyError)
    if (change.kind === 'binder') void loadScenes().catch(notifyError)
  },
  closed: () => {
    isOpen = false
    castStore.setState(EMPTY)
  },
})

export const hasProject = (): boolean => isOpen

/** What was done comes back as a change of the project. */
const doing = async <Result>(act: () => Promise<Result>): Promise<Result | undefined> => {
  try {
    return await act()
  } catch (error) {
    notifyError(error)
    return undefined
  }
}

export const showList = (): void => castStore.setState({ view: 'list', selectedId: null })

export const showSheet = (selectedId: string): void => castStore.setState({ view: 'sheet', selectedId })

export const addCharacter = async (): Promise<void> => {
  const taken = new Set((castStore.getState().characters ?? []).map(({ name }) => name))
  const plain = t('cast:newName')
  let name = plain
  for (let number = 2; taken.has(name); number++) name = `${plain} ${number}`
  const made = await doing(() => engine.cast.add({ name }))
  if (!made) return
  await doing(load)
  showSheet(made.id)
}

export const editCharacter = (id: string, change: CharacterChange): Promise<unknown> =>
  doing(() => engine.cast.edit({ id, change }))

export const removeCharacter = async (id: string): Promise<void> => {
  showList()
  await doing(() => engine.cast.remove({ ids: [id] }))
}

export const moveCharacter = (id: string, step: -1 | 1): Promise<unknown> => {
  const others = (castStore.getState().characters ?? []).map((each) => each.id)
  const at = others.indexOf(id)
  const rest = others.filter((each) => each !== id)
  return doing(() => engine.cast.move({ id, afterId: rest[at + step - 1] ?? null }))
}

export const relate = (
  fromId: string,
  toId: string,
  change: Inputs['cast']['relate']['change'],
): Promise<unknown> => doing(() => engine.cast.relate({ fromId, toId, change }))

export const addFact = (text: string, characterId: string): Promise<unknown> =>
  doing(() => engine.cast.addFact({ text, knowers: [{ characterId, fromSceneId: null }] }))

export const editFact = (id: string, change: Inputs['cast']['editFact']['change']): Promise<unknown> =>
  doing(() => engine.cast.editFact({ id, change }))

export const removeFact = (id: string): Promise<unknown> => doing(() => engine.cast.removeFact({ id }))

export const happens = (id: string, event: StoryEvent): Promise<unknown> =>
  doing(() => engine.cast.feel({ id, event }))

export const timePasses = (id: string, minutes: number): Promise<unknown> =>
  doing(() => engine.cast.feel({ id, minutes }))

export const comesToRest = (id: string): Promise<unknown> => doing(() => engine.cast.feel({ id, rest: true }))

const reading = async (read: () => Promise<Partial<CastState>>): Promise<void> => {
  castStore.setState({ isReading: true })
  const found = await doing(read)
  castStore.setState({ isReading: false, ...found })
}

export const findPeople = (): Promise<void> => {
  castStore.setState({ view: 'found', found: [] })
  return reading(async () => ({ found: await engine.cast.find() }))
}

/** The writer says whose name it is: one more of theirs. */
export const joinFound = async (found: FoundPerson, owner: FoundPerson): Promise<void> => {
  const names = [found.name, ...found.aliases]
  const { characterId: id, name, aliases, samples } = owner
  const known = castStore.getState().characters?.find((each) => each.id === id)
  await doing(() =>
    known
      ? engine.cast.edit({ id: known.id, change: { aliases: [...known.aliases, ...names] } })
      : engine.cast.add({ name, aliases: [...aliases, ...names], voice: { samples: [...samples] } }),
  )
  await findPeople()
}

/** Those who are not in the cast yet. */
export const addFound = async (people: readonly FoundPerson[]): Promise<void> => {
  const fresh = people.filter(({ characterId }) => characterId === null)
  for (const { name, aliases, samples } of fresh)
    await doing(() => engine.cast.add({ name, aliases: [...aliases], voice: { samples: [...samples] } }))
  notify({ tone: 'success', message: t('cast:added', { count: fresh.length }) })
  await findPeople()
}

export const readQuotations = (sceneId = castStore.getState().sceneId): Promise<void> => {
  castStore.setState({ view: 'quotations', sceneId })
  return reading(async () => ({ quotations: await engine.cast.quotations({ sceneId }) }))
}

/** @param characterId null: nobody of the cast; undefined: as the rules find it. */
export const confirmSpeaker = (
  { sceneId, blockId, text }: Quotation,
  characterId: string | null | undefined,
): Promise<unknown> =>
  doing(() =>
    engine.cast.confirm({ sceneId, blockId, text, ...(characterId === undefined ? {} : { characterId }) }),
  )
