// Short messages to the writer: what happened, what was kept, what to do. Drawn by Notices.tsx.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { errorCode, errorDetail, isAborted, isForeseen } from '../engine-client/engine-error.ts'
import { en, sayEngine, t, type TextKey } from '../locales/index.ts'

export interface Notice {
  readonly id: number
  /** Warnings and errors stay until they are dismissed. */
  readonly tone: 'error' | 'warning' | 'info' | 'success'
  readonly message: string
  /** What exactly it was, in the writer's language. */
  readonly detail?: string | undefined
  /** The engine's own sentence, which is English, for those who look for it. */
  readonly said?: string | undefined
  readonly code?: string | undefined
  readonly action?: { readonly label: string; readonly run: () => void } | undefined
}

interface NoticesState {
  readonly notices: readonly Notice[]
}

export const noticesStore = createStore<NoticesState>()(() => ({ notices: [] }))

const MAX_SHOWN = 4
let lastId = 0

/** A notice without words of its own says what the writer should know about its error code. */
type NewNotice = Omit<Notice, 'id' | 'message'> & { readonly message?: string | undefined }

const wordsFor = (code: string | undefined): string =>
  t(code !== undefined && code in en.errors ? (`errors:${code}` as TextKey) : 'errors:INTERNAL')

/** Its trouble or reason, where there are words for it, says more than its code. */
const particularOf = (error: unknown): string | undefined => {
  const { trouble, reason } = errorDetail(error)
  return [trouble, reason]
    .map((each) => `${errorCode(error)}-${String(each)}`)
    .find((key) => key in en.errors)
}

/** What the writer is told of a failed call. */
export const wordsForError = (error: unknown): string => wordsFor(particularOf(error) ?? errorCode(error))

/** What the engine said, where the window has words for it; else for those who look. */
export const moreOfMessage = (message: string): Pick<Notice, 'detail' | 'said'> => {
  const detail = sayEngine(message)
  return detail === null ? { said: message } : { detail }
}

/** What more can be said of it: in the writer's language where the engine meant it for the writer, else for those who look. */
export const moreOfError = (error: unknown): Pick<Notice, 'detail' | 'said'> => {
  if (particularOf(error) !== undefined) {
    const { detail } = errorDetail(error)
    return { said: typeof detail === 'string' && detail !== '' ? detail : undefined }
  }
  const message = error instanceof Error ? error.message : String(error)
  return isForeseen(error) ? moreOfMessage(message) : { said: message }
}

/** Shows a notice; the same words are not shown twice at a time. Returns its id. */
export const notify = (given: NewNotice): number => {
  const notice = { ...given, message: given.message ?? wordsFor(given.code) }
  lastId += 1
  const id = lastId
  noticesStore.setState(({ notices }) => ({
    notices: [
      ...notices.filter((other) => other.message !== notice.message || other.tone !== notice.tone),
      { ...notice, id },
    ].slice(-MAX_SHOWN),
  }))
  return id
}

export const dismissNotice = (id: number): void =>
  noticesStore.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }))

type Remedy = () => Notice['action']
const remedies = new Map<string, Remedy>()

/** What can be done about every failure with this code, by whoever knows it; undefined: nothing just now. */
export const offerRemedy = (code: string, remedy: Remedy): void => {
  remedies.set(code, remedy)
}

/** An engine call failed: says it in the writer's words. A stop by the writer's own hand is no failure. */
export const notifyError = (error: unknown): void => {
  if (isAborted(error)) return
  const code = errorCode(error)
  const action = remedies.get(code)?.()
  notify({ tone: 'error', code, message: wordsForError(error), ...moreOfError(error), action })
}

export const useNotices = <T>(selector: (state: NoticesState) => T): T => useStore(noticesStore, selector)
