// Reads the manuscript aloud from the caret on, sentence by sentence, with the voices of the platform; the sentence that
// is spoken is marked and in sight. Voices that would send the text elsewhere are not used.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { appStore, onProject } from '../app/app-store.ts'
import { currentSettings } from '../app/settings-store.ts'
import { notify } from '../app/notices-store.ts'
import { neighbourScene } from '../binder/binder-store.ts'
import { t } from '../locales/index.ts'
import { centre } from './centre.ts'
import { findBlock, plainText, toParentOffset, toTextOffset } from './document-json.ts'
import { manuscriptStore } from './manuscript-store.ts'
import { bringScene } from './page.ts'
import { askMarks } from './plugins/marks-plugin.ts'
import { sentencesFrom, type SpokenSentence } from './spoken-sentences.ts'
import { sessionOf } from './scene-sessions.ts'
import type { SceneSession } from './scene-session.ts'

export type Reading = 'off' | 'speaking' | 'paused'

const readingStore = createStore<{ readonly reading: Reading }>()(() => ({ reading: 'off' }))
export const useReading = (): Reading => useStore(readingStore, (state) => state.reading)
export const isReading = (): boolean => readingStore.getState().reading !== 'off'

/** Which reading is meant: events of one that was stopped come late. */
let run = 0

/** Speech that is made on this machine, in the language of the story. */
const localVoice = (language: string): SpeechSynthesisVoice | undefined => {
  const here = speechSynthesis.getVoices().filter((voice) => voice.localService)
  return (
    here.find((voice) => voice.lang.toLowerCase().startsWith(language) && voice.default) ??
    here.find((voice) => voice.lang.toLowerCase().startsWith(language))
  )
}

const mark = (session: SceneSession, range: { from: number; to: number } | null): void => {
  if (!session.disposed) session.dispatch(askMarks(session.state.tr, { highlight: range }))
}

const show = (session: SceneSession, { blockId, from, to }: SpokenSentence): void => {
  const found = findBlock(session.state.doc, blockId)
  if (!found) return
  const start = found.pos + 1
  const range = {
    from: start + toParentOffset(found.node, from),
    to: start + toParentOffset(found.node, Math.min(to, plainText(found.node).length)),
  }
  mark(session, range)
  centre(session, range.from)
}

const speak = (text: string, voice: SpeechSynthesisVoice): Promise<void> =>
  new Promise((resolve) => {
    const utterance = new SpeechSynthesisUtterance(text)
    utterance.voice = voice
    utterance.lang = voice.lang
    utterance.rate = currentSettings().readAloudRate
    utterance.onend = () => resolve()
    utterance.onerror = () => resolve()
    speechSynthesis.speak(utterance)
  })

const readScene = async (
  session: SceneSession,
  from: number,
  voice: SpeechSynthesisVoice,
  isMine: () => boolean,
): Promise<void> => {
  for (const sentence of sentencesFrom(session.state.doc, from, voice.lang)) {
    if (!isMine()) return
    show(session, sentence)
    await speak(sentence.text, voice)
  }
  if (isMine()) mark(session, null)
}

export const stopReading = (): void => {
  if (!isReading()) return
  run += 1
  readingStore.setState({ reading: 'off' })
  speechSynthesis.cancel()
  const session = sessionOf(manuscriptStore.getState().activeSceneId)
  if (session) mark(session, null)
}

export const pauseReading = (): void => {
  const { reading } = readingStore.getState()
  if (reading === 'speaking') speechSynthesis.pause()
  if (reading === 'paused') speechSynthesis.resume()
  if (reading !== 'off') readingStore.setState({ reading: reading === 'paused' ? 'speaking' : 'paused' })
}

/** From the caret to the end of the book, or until it is stopped. */
export const readAloud = async (): Promise<void> => {
  const language = appStore.getState().project?.language ?? 'en'
  const voice = 'speechSynthesis' in window ? localVoice(language) : undefined
  if (!voice) {
    notify({ tone: 'info', message: t('manuscript:noVoice') })
    return
  }
  let session = sessionOf(manuscriptStore.getState().activeSceneId)
  if (!session) return
  const mine = ++run
  const isMine = (): boolean => mine === run
  speechSynthesis.cancel()
  readingStore.setState({ reading: 'speaking' })
  const { $head } = session.state.selection
  let from = $head.parent.isTextblock
    ? $head.start() + toTextOffset($head.parent, $head.parentOffset)
    : $head.pos
  while (isMine()) {
    await readScene(session, from, voice, isMine)
    const next = isMine() ? neighbourScene(session.sceneId, 'after') : null
    if (next === null) break
    session = await bringScene(next, false)
    manuscriptStore.setState({ activeSceneId: next })
    from = 0
  }
  if (isMine()) readingStore.setState({ reading: 'off' })
}

onProject({ onClose: stopReading })
