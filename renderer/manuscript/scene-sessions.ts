// All scenes that were opened in this project: loads them, tells the window's undo stack and state what happens in them,
// and keeps them in step with the disk and with other windows.
import { notifyError } from '../app/notices-store.ts'
import { appStore, isReadOnly, setBookWords } from '../app/app-store.ts'
import { currentSettings } from '../app/settings-store.ts'
import { neighbourScene, nodeById, nodeLabel } from '../binder/binder-store.ts'
import { appUndo } from '../commands/app-undo.ts'
import { runCommand } from '../commands/run-command.ts'
import { askAgain } from '../engine-client/ask-again.ts'
import { engine } from '../engine-client/engine.ts'
import { errorCode } from '../engine-client/engine-error.ts'
import { setCommentLookup } from './comment-anchors.ts'
import { manuscriptStore, type SaveState } from './manuscript-store.ts'
import { publishPlace, publishPlaceSoon } from './place.ts'
import type { SceneEvents } from './editor-props.ts'
import { typingLanguage, type TypingLanguage } from './smart-typing.ts'
import { spellingStore } from '../spelling/spelling-store.ts'
import { SceneSession } from './scene-session.ts'

const sessions = new Map<string, SceneSession>()
const loading = new Map<string, Promise<SceneSession>>()

/** A scene that was deleted stays here, so that its return finds its text and its history. */
const exists = (sceneId: string): boolean => nodeById(sceneId) !== undefined

export const sessionOf = (sceneId: string | null): SceneSession | undefined =>
  sceneId === null ? undefined : sessions.get(sceneId)

setCommentLookup((id) => {
  for (const session of sessions.values()) {
    let found = false
    session.state.doc.descendants((node) => {
      found ||= node.marks.some(({ type, attrs }) => type.name === 'comment' && attrs['id'] === id)
      return !found
    })
    if (found && exists(session.sceneId)) return true
  }
  return false
})

const RANK: Readonly<Record<SaveState, number>> = { saved: 0, dirty: 1, saving: 2, waiting: 3, failed: 4 }

/** The truth about saving is that of the scene which is worst off. */
const publishSaveState = (): void => {
  let worst: SaveState = 'saved'
  for (const session of sessions.values()) {
    const { state } = session.queue
    const shown: SaveState = state === 'blocked' ? (exists(session.sceneId) ? 'failed' : 'saved') : state
    if (RANK[shown] > RANK[worst]) worst = shown
  }
  const before = manuscriptStore.getState()
  if (worst === 'saved' && before.saveState !== 'saved')
    manuscriptStore.setState({ saveState: worst, savedAtMs: Date.now() })
  else if (worst !== before.saveState) manuscriptStore.setState({ saveState: worst })
}

const onSaveProblem = (session: () => SceneSession, error: unknown): void => {
  const code = errorCode(error)
  if (code === 'CONFLICT') {
    const { sceneId } = session()
    manuscriptStore.setState(({ conflicts }) => ({
      conflicts: [...conflicts.filter((conflict) => conflict.sceneId !== sceneId), { sceneId }],
    }))
  } else if (
    code !== 'ENGINE_GONE' &&
    code !== 'NO_PROJECT' &&
    !(code === 'NOT_FOUND' && !exists(session().sceneId))
  )
    notifyError(error)
}

let enterScene: (sceneId: string, edge: 'start' | 'end' | 'stay') => void = () => undefined
/** The view that can bring a scene to the page and put the caret into it. */
export const setSceneEntrance = (enter: (sceneId: string, edge: 'start' | 'end' | 'stay') => void): void => {
  enterScene = enter
}

const events: SceneEvents = {
  onNewGroup: (session) => appUndo.recordText(session.sceneId),
  onEdit: (session, own) => {
    if (own && session.hasGhost && !runCommand('cowriter.reject')) {
      session.showGhost(null)
      manuscriptStore.setState({ ghost: null })
    }
    publishPlaceSoon(session)
  },
  onSelection: (session) => publishPlaceSoon(session),
  onFocus: (session) => publishPlace(session),
  onBlur: (session) => void session.queue.flush(),
  onGhostKey: (act) => runCommand(`cowriter.${act}`),
  onUndoWish: (way) => void runCommand(`app.${way}`),
  onLeave: (session, where) => {
    if (currentSettings().view !== 'continuous') return false
    const next = neighbourScene(session.sceneId, where)
    if (next === null) return false
    enterScene(next, where === 'after' ? 'start' : 'end')
    return true
  },
}

/** The writer's choice, else that of the dictionary, else the project's language. */
const typedLanguage = (): TypingLanguage | null => {
  const { smartTyping } = currentSettings()
  if (smartTyping !== 'auto') return typingLanguage(smartTyping)
  const { spell } = spellingStore.getState()
  return typingLanguage(spell?.project ?? '') ?? appStore.getState().project?.language ?? 'en'
}

const open = async (sceneId: string): Promise<SceneSession> => {
  const stored = await askAgain(() => engine.scene.get({ sceneId }))
  const session: SceneSession = new SceneSession({
    sceneId,
    rev: stored.rev,
    document: stored.document,
    title: () => nodeLabel(nodeById(sceneId) ?? { kind: 'scene', title: '' }),
    language: typedLanguage,
    isTypewriter: () => currentSettings().typewriter,
    editable: !isReadOnly(),
    events,
    onSaveState: (state) => {
      publishSaveState()
      if (state === 'saved') catchUp(session)
    },
    onSaveProblem: (error) => onSaveProblem(() => session, error),
    onSaved: setBookWords,
  })
  sessions.set(sceneId, session)
  return session
}

/** The scene's session, loaded on first use. */
export const loadScene = (sceneId: string): Promise<SceneSession> => {
  const known = sessions.get(sceneId)
  if (known) return Promise.resolve(known)
  const running = loading.get(sceneId)
  if (running) return running
  const promise = open(sceneId).finally(() => loading.delete(sceneId))
  loading.set(sceneId, promise)
  return promise
}

/** Another window, or an act on the structure, changed the text on disk: take it if nothing here would be lost. */
const catchUp = (session: SceneSession): void => {
  if (session.remoteRev > session.rev && session.queue.clean)
    session.reload().catch((error: unknown) => {
      if (errorCode(error) !== 'NOT_FOUND' && errorCode(error) !== 'ENGINE_GONE') notifyError(error)
    })
}

export const sceneChanged = (sceneId: string, rev: number): void => {
  const session = sessions.get(sceneId)
  if (!session) return
  session.remoteRev = Math.max(session.remoteRev, rev)
  catchUp(session)
}

/** Looks at every scene again: after the engine came back, or after undo may have changed any of them. */
export const refreshScenes = async (): Promise<void> => {
  for (const session of sessions.values()) {
    if (!exists(session.sceneId)) continue
    if (session.queue.state !== 'blocked' || !isInConflict(session.sceneId)) await session.queue.resume()
    if (session.queue.clean) await session.reload().catch(() => undefined)
  }
}

const isInConflict = (sceneId: string): boolean =>
  manuscriptStore.getState().conflicts.some((conflict) => conflict.sceneId === sceneId)

/** Saves everything that is pending. Resolves true when all of it is on disk. */
export const flushScenes = async (): Promise<boolean> => {
  const saved = await Promise.all(
    [...sessions.values()].map(async (session) => (await session.queue.flush()) || !exists(session.sceneId)),
  )
  return saved.every(Boolean)
}

/** Texts that exist only in this window, for the page that is shown when it breaks. */
export const unsavedTexts = (): string[] =>
  [...sessions.values()]
    .filter((session) => !session.queue.clean)
    .map((session) => session.state.doc.textBetween(0, session.state.doc.content.size, '\n\n'))

export const closeScenes = (): void => {
  for (const session of sessions.values()) session.dispose()
  sessions.clear()
  loading.clear()
}

const stepText = async (sceneId: string, way: 'undo' | 'redo'): Promise<boolean> => {
  const session = sessions.get(sceneId)
  if (!session || !exists(sceneId)) return false
  const worked = session[way]()
  if (worked) {
    if (session.mounted) session.editor.view.focus()
    else enterScene(sceneId, 'stay')
  }
  return worked
}

appUndo.useTextHistory({
  undo: (sceneId) => stepText(sceneId, 'undo'),
  redo: (sceneId) => stepText(sceneId, 'redo'),
  closeGroup: (sceneId) => sessions.get(sceneId)?.closeGroup(),
})

/** Scenes that were deleted and came back: what was typed and not saved meanwhile is saved now. */
export const resumeRestored = (): void => {
  for (const session of sessions.values()) {
    if (session.queue.state === 'blocked' && exists(session.sceneId) && !isInConflict(session.sceneId))
      void session.queue.resume()
  }
}
