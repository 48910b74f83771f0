// Spelling as the window knows it: the project's dictionary and own words, what is ignored for now, and which word's
// suggestions are shown. The engine checks; the editor's plugin draws.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Outputs } from '../../engine/contract/index.ts'
import { onProject } from '../app/app-store.ts'
import { notifyError } from '../app/notices-store.ts'
import { recordEngineAct } from '../commands/app-undo.ts'
import { engine } from '../engine-client/engine.ts'
import { errorCode } from '../engine-client/engine-error.ts'

export type SpellState = Outputs['spell']['state']

/** A wrong word whose suggestions are shown: positions in the scene's document. */
export interface OpenWord {
  readonly sceneId: string
  readonly from: number
  readonly to: number
  readonly word: string
  /** Null while they are looked up. */
  readonly suggestions: readonly string[] | null
}

interface SpellingState {
  readonly spell: SpellState | null
  /** Until the project is closed; not kept. */
  readonly ignored: ReadonlySet<string>
  readonly word: OpenWord | null
  readonly dialogOpen: boolean
  /** Counts up whenever what is right may be another: what was found before is void. */
  readonly version: number
}

const EMPTY: SpellingState = { spell: null, ignored: new Set(), word: null, dialogOpen: false, version: 0 }

export const spellingStore = createStore<SpellingState>()(() => EMPTY)
export const useSpelling = <T>(selector: (state: SpellingState) => T): T => useStore(spellingStore, selector)

const { getState, setState } = spellingStore

const take = (spell: SpellState): void => setState({ spell, version: getState().version + 1 })

const load = async (): Promise<void> => {
  try {
    take(await engine.spell.state())
  } catch (error) {
    const code = errorCode(error)
    if (code !== 'ENGINE_GONE' && code !== 'NO_PROJECT') notifyError(error)
  }
}

/** One recorded act on the project's words or dictionary. */
const change = async (run: () => Promise<SpellState>): Promise<void> => {
  try {
    take(await run())
    recordEngineAct()
  } catch (error) {
    notifyError(error)
  }
}

export const addWord = (word: string): Promise<void> => change(() => engine.spell.add({ words: [word] }))
export const removeWord = (word: string): Promise<void> =>
  change(() => engine.spell.remove({ words: [word] }))
/** @param dictionary null: by the project's language; '' none. */
export const chooseDictionary = (dictionary: string | null): Promise<void> =>
  change(() => engine.spell.choose({ dictionary }))

export const ignoreWord = (word: string): void =>
  setState(({ ignored, version }) => ({ ignored: new Set(ignored).add(word), version: version + 1 }))

export const openWord = async (found: Omit<OpenWord, 'suggestions'>): Promise<void> => {
  setState({ word: { ...found, suggestions: null } })
  try {
    const suggestions = await engine.spell.suggest({ nodeId: found.sceneId, word: found.word })
    const { word } = getState()
    if (word?.from === found.from && word.sceneId === found.sceneId)
      setState({ word: { ...word, suggestions } })
  } catch (error) {
    setState({ word: null })
    notifyError(error)
  }
}

export const closeWord = (): void => setState({ word: null })
export const openDictionary = (): void => setState({ dialogOpen: true })
export const closeDictionary = (): void => setState({ dialogOpen: false })

onProject({
  onOpen: () => load(),
  onResume: () => load(),
  onChange: ({ kind }) => {
    if (kind === 'spelling') void load()
  },
  onClose: () => setState(EMPTY),
})
