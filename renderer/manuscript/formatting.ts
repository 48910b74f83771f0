// What the toolbar, the menu and the shortcuts do to the text, and what is in force at the selection.
import type { Editor } from '@tiptap/core'
import { newBlockId } from './block-ids.ts'
import type { FigureSize } from './figure-size.ts'
import { manuscriptStore } from './manuscript-store.ts'
import { sessionOf } from './scene-sessions.ts'

export const MARKS = ['bold', 'italic', 'underline', 'strike', 'code'] as const
export type MarkName = (typeof MARKS)[number]

export const BLOCK_STYLES = ['paragraph', 'heading1', 'heading2', 'heading3', 'note'] as const
export type BlockStyle = (typeof BLOCK_STYLES)[number]

export const activeEditor = (): Editor | null => {
  const session = sessionOf(manuscriptStore.getState().activeSceneId)
  return session?.mounted ? session.editor : null
}

export const toggleMark = (mark: MarkName): void =>
  void activeEditor()?.chain().focus().toggleMark(mark).run()

export const blockStyleOf = (editor: Editor): BlockStyle => {
  if (editor.isActive('note')) return 'note'
  for (const level of [1, 2, 3] as const) if (editor.isActive('heading', { level })) return `heading${level}`
  return 'paragraph'
}

export const setBlockStyle = (style: BlockStyle): void => {
  const chain = activeEditor()?.chain().focus()
  switch (style) {
    case 'paragraph':
    case 'note':
      chain?.setNode(style).run()
      return
    case 'heading1':
    case 'heading2':
    case 'heading3':
      chain?.setNode('heading', { level: Number(style.slice(-1)) }).run()
  }
}

export const toggleBlockquote = (): void =>
  void activeEditor()?.chain().focus().toggleWrap('blockquote').run()

/** A quotation that repeats words of the text to draw the eye; again, and it is text like the rest. */
export const togglePullQuote = (): void => {
  const editor = activeEditor()
  if (!editor) return
  const isPull = editor.getAttributes('blockquote')['pull'] === true
  if (!editor.isActive('blockquote')) editor.chain().focus().toggleWrap('blockquote', { pull: true }).run()
  else if (isPull) editor.chain().focus().toggleWrap('blockquote').run()
  else editor.chain().focus().updateAttributes('blockquote', { pull: true }).run()
}

export const toggleList = (list: 'bulletList' | 'orderedList'): void =>
  void activeEditor()?.chain().focus().toggleList(list, 'listItem').run()

/** A scene break after the caret's block, and a paragraph to go on in. */
export const insertSceneBreak = (): void => {
  const editor = activeEditor()
  if (!editor) return
  const { $head } = editor.state.selection
  const at = $head.depth === 0 ? $head.pos : $head.after(1)
  editor
    .chain()
    .focus()
    .insertContentAt(at, [
      { type: 'sceneBreak', attrs: { id: newBlockId() } },
      { type: 'paragraph', attrs: { id: newBlockId() } },
    ])
    .setTextSelection(at + 2)
    .scrollIntoView()
    .run()
}

/** A footnote at the caret, opened for its text. */
export const insertFootnote = (): void => {
  const session = sessionOf(manuscriptStore.getState().activeSceneId)
  const editor = activeEditor()
  if (!session || !editor) return
  const pos = editor.state.selection.to
  editor
    .chain()
    .focus()
    .insertContentAt(pos, { type: 'footnote', attrs: { text: '' } })
    .run()
  manuscriptStore.setState({ footnote: { sceneId: session.sceneId, pos, text: '' } })
}

/** @param text null removes the footnote. */
export const setFootnote = (sceneId: string, pos: number, text: string | null): void => {
  const session = sessionOf(sceneId)
  const node = session?.state.doc.nodeAt(pos)
  if (!session?.editor.isEditable || node?.type.name !== 'footnote') return
  const { tr } = session.state
  session.dispatch(text === null ? tr.delete(pos, pos + 1) : tr.setNodeAttribute(pos, 'text', text))
}

/** What is shown under a picture, what is said in place of it, and how wide it stands. */
export const setPicture = (
  sceneId: string,
  pos: number,
  change: { readonly alt: string; readonly caption: string; readonly size: FigureSize },
): void => {
  const session = sessionOf(sceneId)
  const node = session?.state.doc.nodeAt(pos)
  if (!session?.editor.isEditable || node?.type.name !== 'image') return
  session.dispatch(session.state.tr.setNodeMarkup(pos, null, { ...node.attrs, ...change }))
}

export const linkAt = (editor: Editor): string => String(editor.getAttributes('link')['href'] ?? '')

/** An address without a scheme is taken for the web; an empty one removes the link. */
export const setLink = (address: string): void => {
  const chain = activeEditor()?.chain().focus().extendMarkRange('link')
  const href = address.trim()
  if (href === '') chain?.unsetMark('link').run()
  else
    chain?.setMark('link', { href: /^[a-z][a-z0-9+.-]*:|^[#/]/i.test(href) ? href : `https://${href}` }).run()
}
