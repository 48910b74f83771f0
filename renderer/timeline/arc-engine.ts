// The timeline's talk with the engine about whole arcs: voices, turns, kept drafts, shapes, corrections, copies.
import { followProject } from '../app/follow-project.ts'
import { flushAll } from '../app/app-store.ts'
import { notify, notifyError } from '../app/notices-store.ts'
import { recordEngineAct } from '../commands/app-undo.ts'
import { engine } from '../engine-client/engine.ts'
import { errorCode, isAborted } from '../engine-client/engine-error.ts'
import { t } from '../locales/index.ts'
import type { Emotion, SentenceFeeling, Target, TargetPoint } from './feelings.ts'
import { timelineStore } from './timeline-store.ts'

/** Typing goes on while the arc is read anew: once it has rested so long. */
const REST_MS = 1500

let life: AbortSignal | null = null
let timer: ReturnType<typeof setTimeout> | undefined

const report = (error: unknown): void => {
  if (isAborted(error) || life?.aborted !== false || errorCode(error) === 'ENGINE_GONE') return
  notifyError(error)
}

/** Runs while the project is open; what was asked for in a former life is dropped. */
const inLife = async (run: (signal: AbortSignal) => Promise<void>): Promise<void> => {
  const signal = life
  if (!signal || signal.aborted) return
  try {
    await run(signal)
  } catch (error) {
    if (!signal.aborted) report(error)
  }
}

export const loadVoices = (): Promise<void> =>
  inLife(async (signal) => timelineStore.setState({ voices: await engine.arc.voices(undefined, { signal }) }))

/** @param voiceId null for the text as a whole. */
export const chooseVoice = (voiceId: string | null): Promise<void> =>
  inLife(async (signal) => {
    if (voiceId === null) return timelineStore.setState({ voiceId: null, voice: null, ownArc: null })
    const [scenes, ownArc] = await Promise.all([
      engine.arc.voice({ voiceId }, { signal }),
      ownArcOf(voiceId, signal),
    ])
    const voice = new Map(scenes.map((scene) => [scene.sceneId, scene]))
    timelineStore.setState({ voiceId, voice, ownArc })
  })

/** Null for whoever is not in the cast. */
const ownArcOf = async (voiceId: string, signal: AbortSignal): Promise<Target | null> => {
  const found = (await engine.cast.list(undefined, { signal })).find(({ id }) => id === voiceId)
  return found ? { scopeId: null, measure: 'valence', points: found.arc, shape: null } : null
}

/** Own arcs on their way to the engine, and how many were ever sent: what it knew before them must not take them away. */
const storing = { now: 0, ever: 0 }

const loadOwnArc = (): Promise<void> =>
  inLife(async (signal) => {
    const { voiceId } = timelineStore.getState()
    if (voiceId === null) return
    const { ever } = storing
    const ownArc = await ownArcOf(voiceId, signal)
    if (storing.now > 0 || storing.ever !== ever) return
    if (timelineStore.getState().voiceId === voiceId) timelineStore.setState({ ownArc })
  })

/** The arc of the character whose feelings are shown. One undo step. */
export const storeOwnArc = async (points: readonly TargetPoint[]): Promise<void> => {
  const { voiceId, ownArc } = timelineStore.getState()
  if (voiceId === null || ownArc === null) return
  timelineStore.setState({ ownArc: { ...ownArc, points: [...points] }, draft: null })
  storing.now++
  storing.ever++
  try {
    await engine.cast.edit({ id: voiceId, change: { arc: [...points] } })
    recordEngineAct()
  } catch (error) {
    if (timelineStore.getState().voiceId === voiceId) timelineStore.setState({ ownArc })
    report(error)
  } finally {
    storing.now--
    if (storing.now === 0) void loadOwnArc()
  }
}

const loadTurns = (): Promise<void> =>
  inLife(async (signal) => {
    const { measure, scopeId, voiceId, turns } = timelineStore.getState()
    if (turns === null) return
    const asked = { measure, scopeId, ...(voiceId === null ? {} : { voiceId }) }
    const found = await engine.arc.turns(asked, { signal })
    const now = timelineStore.getState()
    if (now.turns !== null && now.measure === measure && now.scopeId === scopeId && now.voiceId === voiceId)
      timelineStore.setState({ turns: found })
  })

export const showTurns = (shown: boolean): void => {
  timelineStore.setState({ turns: shown ? [] : null })
  void loadTurns()
}

const loadDrafts = (): Promise<void> =>
  inLife(async (signal) => {
    const drafts = await engine.arc.drafts(undefined, { signal })
    const { compared } = timelineStore.getState()
    const kept = drafts.some(({ id }) => id === compared?.id) ? compared : null
    timelineStore.setState({ drafts, compared: kept })
  })

/** @param draftId null takes the other curve away. */
export const compareDraft = (draftId: string | null): Promise<void> =>
  inLife(async (signal) =>
    timelineStore.setState({
      compared: draftId === null ? null : await engine.arc.draft({ draftId }, { signal }),
    }),
  )

/** Keeps how the book feels now, or how a version of it felt, and shows it beside the book. One undo step. */
export const keepDraft = (name: string, version?: string): Promise<void> =>
  inLife(async (signal) => {
    await flushAll()
    const { id } = await engine.arc.keepDraft(
      { name, ...(version === undefined ? {} : { version }) },
      { signal },
    )
    recordEngineAct()
    notify({ tone: 'info', message: t('arc:draftKept', { name }) })
    await loadDrafts()
    await compareDraft(id)
  })

export const removeDraft = (draftId: string): Promise<void> =>
  inLife(async (signal) => {
    await engine.arc.removeDraft({ draftId }, { signal })
    recordEngineAct()
    await loadDrafts()
  })

/** Corrects how a sentence feels. One undo step. */
export const correctSentence = (
  sceneId: string,
  { blockId, text }: SentenceFeeling,
  feeling: { readonly emotion: Emotion; readonly valence: number; readonly arousal: number },
): Promise<void> =>
  inLife(async (signal) => {
    await flushAll()
    await engine.feeling.correct({ sceneId, blockId, text, ...feeling }, { signal })
    recordEngineAct()
  })

export const uncorrectSentence = (sceneId: string, { blockId, text }: SentenceFeeling): Promise<void> =>
  inLife(async (signal) => {
    await engine.feeling.uncorrect({ sceneId, blockId, text }, { signal })
    recordEngineAct()
  })

/** Copies another scope's target, or how a scope really feels, onto the scope in view. One undo step. */
export const copyTarget = (kind: 'target' | 'actual', from: string | null): Promise<void> =>
  inLife(async (signal) => {
    const { scopeId, measure } = timelineStore.getState()
    await flushAll()
    await engine.feeling.copyTarget({ scopeId, measure, from: { kind, scopeId: from } }, { signal })
    recordEngineAct()
  })

const loadShapes = (): Promise<void> =>
  inLife(async (signal) =>
    timelineStore.setState({ shapes: await engine.feeling.shapes(undefined, { signal }) }),
  )

/** What is derived from the whole text follows it, a little later. */
const refresh = (): void => {
  clearTimeout(timer)
  timer = setTimeout(() => {
    const { voiceId } = timelineStore.getState()
    void loadTurns()
    // Somebody who is no longer in the text gives the curve back to the text.
    if (voiceId !== null)
      void inLife(async (signal) => {
        const scenes = await engine.arc.voice({ voiceId }, { signal }).catch(() => null)
        if (timelineStore.getState().voiceId !== voiceId) return
        timelineStore.setState(
          scenes === null
            ? { voiceId: null, voice: null }
            : { voice: new Map(scenes.map((scene) => [scene.sceneId, scene])) },
        )
      })
  }, REST_MS)
}

followProject({
  opened: (signal) => {
    life = signal
    void loadDrafts()
    void loadShapes()
  },
  changed: ({ kind }) => {
    if (kind === 'arcs') void loadDrafts()
    if (kind === 'cast') void loadOwnArc()
    if (kind === 'scene' || kind === 'binder' || kind === 'labels') refresh()
  },
  closed: () => {
    clearTimeout(timer)
    life = null
  },
})

timelineStore.subscribe((now, before) => {
  if (now.turns === null) return
  if (now.measure !== before.measure || now.scopeId !== before.scopeId || now.voiceId !== before.voiceId)
    void loadTurns()
})
