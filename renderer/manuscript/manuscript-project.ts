// Ties the manuscript to the project's life: where one left off, changes from elsewhere, saving before it closes.
import { onProject } from '../app/app-store.ts'
import { binderStore, nodeById, scenesOf } from '../binder/binder-store.ts'
import { EMPTY_MANUSCRIPT, manuscriptStore } from './manuscript-store.ts'
import { closeScenes, flushScenes, refreshScenes, resumeRestored, sceneChanged } from './scene-sessions.ts'

const PLACE_KEY = 'arcwright.place.'
let projectId = ''

const rememberPlace = (): void => {
  const { activeSceneId } = manuscriptStore.getState()
  if (projectId && activeSceneId) localStorage.setItem(PLACE_KEY + projectId, activeSceneId)
}

/** The active scene may have been deleted: the first one takes its place. */
const keepActive = (): void => {
  const { activeSceneId } = manuscriptStore.getState()
  if (activeSceneId !== null && nodeById(activeSceneId)) return
  const first = scenesOf(binderStore.getState().nodes)[0]?.id ?? null
  manuscriptStore.setState({ activeSceneId: first, caret: null, ghost: null })
}

onProject({
  onOpen: (project) => {
    projectId = project.id
    const last = localStorage.getItem(PLACE_KEY + project.id)
    manuscriptStore.setState({ ...EMPTY_MANUSCRIPT, activeSceneId: last })
    keepActive()
  },
  onChange: (change) => {
    if (change.kind === 'scene') sceneChanged(change.sceneId, change.rev)
  },
  onResume: () => refreshScenes(),
  onFlush: async () => {
    rememberPlace()
    await flushScenes()
  },
  onClose: () => {
    closeScenes()
    manuscriptStore.setState(EMPTY_MANUSCRIPT)
    projectId = ''
  },
})

binderStore.subscribe((state, before) => {
  if (state.nodes === before.nodes || !state.loaded) return
  keepActive()
  resumeRestored()
})
