// Find in the active scene: counts, steps through and shows the matches.
import { TextSelection } from '@tiptap/pm/state'
import { centre } from './centre.ts'
import { manuscriptStore } from './manuscript-store.ts'
import { askMarks, marksOf } from './plugins/marks-plugin.ts'
import { sessionOf } from './scene-sessions.ts'
import type { SceneSession } from './scene-session.ts'

let searched: SceneSession | null = null

const publish = (session: SceneSession): void => {
  const marks = marksOf(session.state)
  manuscriptStore.setState(({ find }) => ({
    find: {
      ...find,
      query: marks?.query ?? '',
      current: marks?.current ?? -1,
      total: marks?.matches.length ?? 0,
    },
  }))
}

const show = (session: SceneSession): void => {
  const marks = marksOf(session.state)
  const match = marks?.matches[marks.current]
  if (match) centre(session, match.from)
}

const leave = (): void => {
  if (searched && !searched.disposed)
    searched.dispatch(askMarks(searched.state.tr, { query: '', current: -1 }))
  searched = null
}

export const openFind = (): void =>
  manuscriptStore.setState(({ find }) => ({ find: { ...find, open: true } }))

/** The match that was found last is selected: one goes on from there. */
export const closeFind = (): void => {
  const session = searched
  const marks = session && !session.disposed ? marksOf(session.state) : undefined
  const match = marks?.matches[marks.current]
  if (session && match)
    session.dispatch(
      session.state.tr.setSelection(TextSelection.create(session.state.doc, match.from, match.to)),
    )
  leave()
  manuscriptStore.setState({ find: { open: false, query: '', current: 0, total: 0 } })
  session?.editor.commands.focus()
}

/** Looks for the words from the caret on. */
export const setFindQuery = (query: string): void => {
  const session = sessionOf(manuscriptStore.getState().activeSceneId)
  if (searched !== session) leave()
  manuscriptStore.setState(({ find }) => ({ find: { ...find, query } }))
  if (!session) return
  searched = session
  session.dispatch(askMarks(session.state.tr, { query, current: 0 }))
  const { matches } = marksOf(session.state) ?? { matches: [] }
  const ahead = matches.findIndex((match) => match.from >= session.state.selection.from)
  if (ahead > 0) session.dispatch(askMarks(session.state.tr, { current: ahead }))
  publish(session)
  show(session)
}

export const stepFind = (way: 1 | -1): void => {
  const session = searched
  const marks = session && marksOf(session.state)
  if (!session || !marks || marks.matches.length === 0) return
  const count = marks.matches.length
  session.dispatch(askMarks(session.state.tr, { current: (marks.current + way + count) % count }))
  publish(session)
  show(session)
}
