// What spelling does to the text: another word in place of a wrong one, and the way from one wrong word to the next.
import { TextSelection } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { openWord, type OpenWord } from '../spelling/spelling-store.ts'
import { centre } from './centre.ts'
import { manuscriptStore } from './manuscript-store.ts'
import { nextMisspelt } from './plugins/spelling-plugin.ts'
import { sessionOf } from './scene-sessions.ts'

/** Null while the scene is not on the page. */
export const sceneView = (sceneId: string): EditorView | null => {
  const session = sessionOf(sceneId)
  return session?.mounted ? session.editor.view : null
}

/** The new word looks like the old one; nothing happens where the text is another one by now. */
export const replaceWord = ({ sceneId, from, to, word }: OpenWord, suggestion: string): void => {
  const session = sessionOf(sceneId)
  if (!session || session.state.doc.textBetween(from, to) !== word) return
  const tr = session.state.tr.insertText(suggestion, from, to)
  session.dispatch(tr.setSelection(TextSelection.create(tr.doc, from + suggestion.length)))
  session.closeGroup()
}

/** Suggestions for the wrong word at the caret, else for the next one in view. False when there is none. */
export const suggestHere = (): boolean => {
  const session = sessionOf(manuscriptStore.getState().activeSceneId)
  const wrong = session?.mounted ? nextMisspelt(session.state) : null
  if (!session || !wrong) return false
  session.dispatch(
    session.state.tr.setSelection(TextSelection.create(session.state.doc, wrong.from, wrong.to)),
  )
  centre(session, wrong.from)
  void openWord({ sceneId: session.sceneId, ...wrong })
  return true
}
