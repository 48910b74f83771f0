// Short messages to the writer: what happened, what was kept, what to do. Drawn by Notices.tsx.
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { errorCode, errorDetail, isAborted } from '../engine-client/engine-error.ts'
import { en, t, type TextKey } from '../locales/index.ts'

export interface Notice {
  readonly id: number
  /** Warnings and errors stay until they are dismissed. */
  readonly tone: 'error' | 'warning' | 'info' | 'success'
  readonly message: string
  /** The technical sentence, for those who want it. */
  readonly detail?: string | undefined
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

/** What the writer is told of a failed call: its trouble or reason, where there are words for it, says more than its code. */
export const wordsForError = (error: unknown): string => {
  const code = errorCode(error)
  const { trouble, reason } = errorDetail(error)
  const known = [trouble, reason].map((each) => `${code}-${String(each)}`).find((key) => key in en.errors)
  return wordsFor(known ?? code)
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

/** An engine call failed: says it in the writer's words. A stop by the writer's own hand is no failure. */
export const notifyError = (error: unknown): void => {
  if (isAborted(error)) return
  const code = errorCode(error)
  const detail = error instanceof Error ? error.message : String(error)
  notify({ tone: 'error', code, message: wordsForError(error), detail })
}

export const useNotices = <T>(selector: (state: NoticesState) => T): T => useStore(noticesStore, selector)
