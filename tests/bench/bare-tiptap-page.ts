// Runs inside the page of the bare editor: makes it, fills it, focuses its middle. Knows nothing of Arcwright.
import { Editor } from '@tiptap/core'
import { StarterKit } from '@tiptap/starter-kit'

const openPage = (texts: readonly string[]): void => {
  const content = texts.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] }))
  const editor = new Editor({
    element: document.querySelector('#page'),
    extensions: [StarterKit],
    content: { type: 'doc', content },
  })
  editor.commands.focus(Math.floor(editor.state.doc.content.size / 2))
}

Object.assign(window, { openPage })
