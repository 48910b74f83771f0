// The service as the window shows it: whether it is on, its keys, the sessions of characters, and who else works.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Inputs, Outputs } from '../../engine/contract/index.ts'
import type { ToldContext } from '../cowriter/ToldView.tsx'
import { notifyError } from '../app/notices-store.ts'
import { engine } from '../engine-client/engine.ts'

export type ServiceState = Outputs['service']['state']
export type ServiceKey = Outputs['service']['keys'][number]
export type NpcSummary = Outputs['npc']['list'][number]
export type NpcSession = Outputs['npc']['get']
export type WorkState = Outputs['work']['state']

interface Store {
  readonly isOpen: boolean
  readonly state: ServiceState | null
  readonly keys: readonly ServiceKey[]
  /** Shown once. */
  readonly secret: { readonly name: string; readonly text: string } | null
  readonly sessions: readonly NpcSummary[]
  readonly cast: readonly { readonly id: string; readonly name: string }[]
  readonly talk: NpcSession | null
  /** What a model was told for the last answer in this conversation. */
  readonly told: ToldContext | null
  /** What is being said, so far. */
  readonly speaking: string | null
  readonly work: WorkState | null
  readonly busy: boolean
}

const EMPTY: Store = {
  isOpen: false,
  state: null,
  keys: [],
  secret: null,
  sessions: [],
  cast: [],
  talk: null,
  told: null,
  speaking: null,
  work: null,
  busy: false,
}

const serviceStore = createStore<Store>()(() => EMPTY)
const { setState, getState } = serviceStore

export const useService = <T>(selector: (state: Store) => T): T => useStore(serviceStore, selector)

let speech: AbortController | null = null

/** One act at a time; what went wrong is told. @returns whether it went well */
const ask = async (act: () => Promise<Partial<Store>>): Promise<boolean> => {
  if (getState().busy) return false
  setState({ busy: true })
  try {
    setState(await act())
    return true
  } catch (error) {
    notifyError(error)
    return false
  } finally {
    setState({ busy: false })
  }
}

const everything = async (): Promise<Partial<Store>> => {
  const [state, keys, sessions, cast, work] = await Promise.all([
    engine.service.state(),
    engine.service.keys({}),
    engine.npc.list(),
    engine.cast.list(),
    engine.work.state(),
  ])
  return { state, keys, sessions, cast: cast.map(({ id, name }) => ({ id, name })), work }
}

export const openService = (): void => {
  setState({ isOpen: true, secret: null, talk: null })
  void ask(everything)
}

export const closeService = (): void => {
  speech?.abort()
  setState({ isOpen: false, secret: null, talk: null })
}

/** What it is doing, while somebody looks. Silent where the engine is away: its own notice says that. */
export const lookAgain = async (): Promise<void> => {
  if (getState().busy) return
  try {
    setState({ state: await engine.service.state() })
  } catch {
    // The next look will tell.
  }
}

export const switchOn = (wish: Inputs['service']['start']): Promise<boolean> =>
  ask(async () => ({ state: await engine.service.start(wish) }))

export const switchOff = (): Promise<boolean> => ask(async () => ({ state: await engine.service.stop() }))

export const makeKey = (wish: Inputs['service']['addKey']): Promise<boolean> =>
  ask(async () => {
    const { secret, name } = await engine.service.addKey(wish)
    return { secret: { name, text: secret }, keys: await engine.service.keys({}) }
  })

export const forgetSecret = (): void => setState({ secret: null })

export const revokeKey = (id: string): Promise<boolean> =>
  ask(async () => ({ keys: await engine.service.removeKey({ id }) }))

export const beginTalk = (characterId: string): Promise<boolean> =>
  ask(async () => ({
    talk: await engine.npc.create({ characterId }),
    told: null,
    sessions: await engine.npc.list(),
  }))

export const openTalk = (id: string): Promise<boolean> =>
  ask(async () => ({ talk: await engine.npc.get({ id }), told: null }))

export const forgetTalk = (id: string): Promise<boolean> =>
  ask(async () => {
    await engine.npc.remove({ id })
    const { talk } = getState()
    return { talk: talk?.id === id ? null : talk, sessions: await engine.npc.list() }
  })

export const stopTalking = (): void => speech?.abort()

/** What breaks off was never said. @returns whether it was said */
export const sayToTalk = async (text: string): Promise<boolean> => {
  const { talk, speaking } = getState()
  if (!talk || speaking !== null) return false
  const controller = new AbortController()
  speech = controller
  setState({ speaking: '' })
  let isSaid = false
  try {
    const stream = await engine.npc.say({ id: talk.id, text }, { signal: controller.signal })
    for await (const event of stream) {
      if (event.kind === 'text') setState(({ speaking: so }) => ({ speaking: (so ?? '') + event.text }))
      if (event.kind === 'told') setState({ told: event.told })
      if (event.kind === 'line') isSaid = true
    }
  } catch (error) {
    if (!controller.signal.aborted) notifyError(error)
  }
  setState({ speaking: null })
  if (isSaid)
    await ask(async () => ({
      talk: await engine.npc.get({ id: talk.id }),
      sessions: await engine.npc.list(),
    }))
  return isSaid
}

export const shareWork = (url: string | null): Promise<boolean> =>
  ask(async () => ({ work: await engine.work.use({ url }) }))
