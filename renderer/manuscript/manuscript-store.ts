// The manuscript's state as other features see it: where the caret and the eye are, which scene is active, what is saved.
import type { FigureSize } from './figure-size.ts'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

export interface Place {
  readonly sceneId: string
  readonly blockId: string
  /** Characters into the block's plain text. */
  readonly offset: number
}

export interface Playhead {
  readonly sceneId: string
  readonly blockId: string
  /** 0 … 1: the share of the scene's words before the caret, or before the top visible block while reading. */
  readonly fraction: number
}

export type SaveState = 'saved' | 'dirty' | 'saving' | 'failed' | 'waiting'

/** A scene that was changed in two windows; both versions are kept until the writer chooses. */
export interface Conflict {
  readonly sceneId: string
}

export interface ManuscriptState {
  readonly caret: Place | null
  readonly activeSceneId: string | null
  readonly playhead: Playhead | null
  readonly saveState: SaveState
  /** When the last save was acknowledged; null before the first. */
  readonly savedAtMs: number | null
  readonly conflicts: readonly Conflict[]
  /** Live words of the active scene. */
  readonly sceneWords: number
  /** The suggestion shown after the caret, never part of the document. */
  readonly ghost: string | null
  readonly find: {
    readonly open: boolean
    readonly query: string
    readonly current: number
    readonly total: number
  }
  /** The footnote whose text is being edited. */
  readonly footnote: { readonly sceneId: string; readonly pos: number; readonly text: string } | null
  /** The picture whose caption and description are being edited. */
  readonly picture: {
    readonly sceneId: string
    readonly pos: number
    readonly alt: string
    readonly caption: string
    readonly size: FigureSize
  } | null
  /** What is in force at the selection, as one word per mark and block: the toolbar is drawn again when it changes. */
  readonly format: string
}

export const EMPTY_MANUSCRIPT: ManuscriptState = {
  caret: null,
  activeSceneId: null,
  playhead: null,
  saveState: 'saved',
  savedAtMs: null,
  conflicts: [],
  sceneWords: 0,
  ghost: null,
  find: { open: false, query: '', current: 0, total: 0 },
  footnote: null,
  picture: null,
  format: '',
}

export const manuscriptStore = createStore<ManuscriptState>()(() => EMPTY_MANUSCRIPT)

export const useManuscript = <T>(selector: (state: ManuscriptState) => T): T =>
  useStore(manuscriptStore, selector)
