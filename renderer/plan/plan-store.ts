// The plan's state and acts: what it is made from, its beats, and every change of them. Beats are the engine's truth.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Inputs, Outputs } from '../../engine/contract/index.ts'
import { followProject } from '../app/follow-project.ts'
import { notify, notifyError } from '../app/notices-store.ts'
import { engine } from '../engine-client/engine.ts'
import { isAborted } from '../engine-client/engine-error.ts'
import { t } from '../locales/index.ts'

export type Beat = Outputs['plan']['add']
export type Wish = Outputs['plan']['get']['wish']
export type Template = Outputs['plan']['templates'][number]
type Changes = Omit<Inputs['plan']['update'], 'beatId'>

export interface Scope {
  readonly id: string | null
  readonly title: string
}

export interface PlanState {
  readonly templates: readonly Template[]
  readonly scopes: readonly Scope[]
  readonly scopeId: string | null
  /** Null until it is known. */
  readonly beats: readonly Beat[] | null
  readonly wish: Wish
  /** Beats of a plan without a template. */
  readonly count: number
  /** While the whole plan is made. */
  readonly work: { readonly done: number; readonly total: number } | null
  /** Beats that are planned anew. */
  readonly renewing: ReadonlySet<string>
}

const EMPTY: Omit<PlanState, 'templates'> = {
  scopes: [],
  scopeId: null,
  beats: null,
  wish: { template: 'story', premise: '', cast: [], place: '' },
  count: 8,
  work: null,
  renewing: new Set(),
}

export const planStore = createStore<PlanState>()(() => ({ templates: [], ...EMPTY }))

export const usePlan = <T>(selector: (state: PlanState) => T): T => useStore(planStore, selector)

let life: AbortSignal | null = null
let making: AbortController | null = null

const load = async (withWish: boolean): Promise<void> => {
  const { scopeId } = planStore.getState()
  const { beats, wish } = await engine.plan.get({ scopeId })
  if (planStore.getState().scopeId === scopeId) planStore.setState(withWish ? { beats, wish } : { beats })
}

const loadScopes = async (): Promise<void> => {
  const tree = await engine.binder.tree()
  const scopes = tree.filter(({ kind }) => kind === 'part' || kind === 'chapter')
  const isGone = !scopes.some(({ id }) => id === planStore.getState().scopeId)
  planStore.setState({ scopes: scopes.map(({ id, title }) => ({ id, title })) })
  if (isGone && planStore.getState().scopeId !== null) await chooseScope(null)
}

followProject({
  opened: (signal) => {
    life = signal
    void Promise.all([
      engine.plan.templates().then((templates) => planStore.setState({ templates })),
      loadScopes(),
      load(true),
    ]).catch(notifyError)
  },
  changed: (change) => {
    if (change.kind === 'targets') void load(false).catch(notifyError)
    if (change.kind === 'binder')
      void loadScopes()
        .then(() => load(false))
        .catch(notifyError)
  },
  closed: () => {
    making?.abort()
    life = null
    planStore.setState(EMPTY)
  },
})

/** Null without a project. */
export const planSignal = (): AbortSignal | null => life

export const chooseScope = async (scopeId: string | null): Promise<void> => {
  making?.abort()
  planStore.setState({ scopeId, beats: null })
  await load(true).catch(notifyError)
}

export const setWish = (part: Partial<Wish>): void =>
  planStore.setState(({ wish }) => ({ wish: { ...wish, ...part } }))

export const setCount = (count: number): void => planStore.setState({ count })

export const stopPlanning = (): void => making?.abort()

/** The whole plan; locked beats stay. Stopped, it is what it was. */
export const makePlan = async (): Promise<void> => {
  if (!life) return
  making?.abort()
  const own = new AbortController()
  making = own
  const { scopeId, wish, count, templates } = planStore.getState()
  const steps = templates.find(({ id }) => id === wish.template)?.steps.length ?? 0
  planStore.setState({ work: { done: 0, total: 0 } })
  try {
    const request = { scopeId, ...wish, cast: [...wish.cast], ...(steps === 0 ? { count } : {}) }
    const signal = AbortSignal.any([life, own.signal])
    for await (const event of await engine.plan.create(request, { signal }))
      if (making === own)
        planStore.setState(
          event.kind === 'progress'
            ? { work: { done: event.done, total: event.total } }
            : { beats: event.beats },
        )
  } catch (error) {
    if (!own.signal.aborted && !isAborted(error)) notifyError(error)
  } finally {
    if (making === own) {
      making = null
      planStore.setState({ work: null })
    }
  }
}

/** What the engine then tells everyone comes back as a change of the project. */
const doing = async (act: () => Promise<unknown>): Promise<void> => {
  try {
    await act()
    await load(false)
  } catch (error) {
    notifyError(error)
  }
}

const setRenewing = (id: string, is: boolean): void =>
  planStore.setState(({ renewing }) => {
    const next = new Set(renewing)
    if (is) next.add(id)
    else next.delete(id)
    return { renewing: next }
  })

export const renewBeat = async (beatId: string): Promise<void> => {
  setRenewing(beatId, true)
  await doing(() => engine.plan.regenerate({ beatId }))
  setRenewing(beatId, false)
}

export const changeBeat = (beatId: string, changes: Changes): Promise<void> =>
  doing(() => engine.plan.update({ beatId, ...changes }))

/** One place up or down. */
export const moveBeat = (beat: Beat, step: -1 | 1): Promise<void> => {
  const beats = planStore.getState().beats ?? []
  const others = beats.filter(({ id }) => id !== beat.id)
  const at = Math.max(0, Math.min(others.length, beat.position + step))
  return doing(() => engine.plan.move({ beatId: beat.id, afterId: others[at - 1]?.id ?? null }))
}

export const removeBeat = (beatId: string): Promise<void> =>
  doing(() => engine.plan.remove({ beatIds: [beatId] }))

export const addBeat = (): Promise<void> => {
  const { scopeId, beats } = planStore.getState()
  return doing(() => engine.plan.add({ scopeId, afterId: beats?.at(-1)?.id ?? null }))
}

export const makeScenes = (): Promise<void> =>
  doing(async () => {
    const { sceneIds } = await engine.plan.makeScenes({ scopeId: planStore.getState().scopeId })
    notify({ tone: 'info', message: t('plan:scenesMade', { count: sceneIds.length }) })
  })
