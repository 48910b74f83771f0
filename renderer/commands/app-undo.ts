// The window's one undo stack, wired to the engine's recorded acts.
import { engine } from '../engine-client/engine.ts'
import { createUndoStack } from './undo.ts'

export const appUndo = createUndoStack({
  undo: async () => (await engine.project.undo()).label,
  redo: async () => (await engine.project.redo()).label,
})

/** Features call this after a recorded engine act (binder, targets, media, import) has succeeded. */
export const { recordEngineAct } = appUndo
