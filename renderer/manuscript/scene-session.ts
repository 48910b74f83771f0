// One scene being written: its editor (mounted on the page or resting), its revision, its saving. Lives as long as the
// project is open, so that undo reaches scenes that have left the page. Knows nothing of the other scenes.
import { Editor } from '@tiptap/core'
import { closeHistory, redo, undo, undoDepth } from '@tiptap/pm/history'
import type { Command as EditorCommand, EditorState, Transaction } from '@tiptap/pm/state'
import { engine } from '../engine-client/engine.ts'
import { errorCode } from '../engine-client/engine-error.ts'
import { documentJson, editorJson, nodeCharacters, nodeWords, type SceneDocument } from './document-json.ts'
import { editorExtensions } from './editor-extensions.ts'
import { editorProps, type SceneEvents } from './editor-props.ts'
import { createGhostElement, hasGhost, placeGhost } from './plugins/ghost-plugin.ts'
import type { Node } from '@tiptap/pm/model'
import { originOf } from './origin.ts'
import type { TypingLanguage } from './smart-typing.ts'
import { WrittenLog, type ScriptWords } from './written-log.ts'
import { SaveQueue, windowClock, type QueueState, type Verdict } from './save-queue.ts'

export interface SessionOptions {
  readonly sceneId: string
  readonly rev: number
  readonly document: SceneDocument
  readonly title: () => string
  readonly language: () => TypingLanguage | null
  readonly isTypewriter: () => boolean
  /** False: the text can be read, selected and copied. */
  readonly editable: boolean
  readonly events: SceneEvents
  readonly onSaveState: (state: QueueState) => void
  /** A save was refused for good reason; `failed` ones are tried again. */
  readonly onSaveProblem: (error: unknown) => void
  readonly onSaved: (bookWords: number) => void
}

const judge = (error: unknown): Verdict => {
  const code = errorCode(error)
  if (code === 'CONFLICT' || code === 'NOT_FOUND') return 'blocked'
  return code === 'ENGINE_GONE' || code === 'NO_PROJECT' ? 'waiting' : 'failed'
}

const scriptWords = (doc: Node): ScriptWords => {
  const characters = nodeCharacters(doc)
  return { words: nodeWords(doc) - characters, characters }
}

export class SceneSession {
  readonly sceneId: string
  readonly editor: Editor
  readonly queue: SaveQueue
  readonly ghostElement = createGhostElement()
  readonly #written = new WrittenLog()
  /** The revision on disk that the text here stems from. */
  rev: number
  /** The newest revision heard of from other windows or from structural acts. */
  remoteRev: number
  readonly #options: SessionOptions
  #disposed = false
  #historyDepth = 0
  #mounted = false
  #waiting: (() => void)[] = []

  constructor(options: SessionOptions) {
    this.#options = options
    this.sceneId = options.sceneId
    this.rev = options.rev
    this.remoteRev = options.rev
    this.editor = new Editor({
      element: null,
      injectCSS: false,
      editable: options.editable,
      content: editorJson(options.document),
      extensions: editorExtensions({
        sceneId: options.sceneId,
        language: options.language,
        isTypewriter: options.isTypewriter,
        ghostElement: this.ghostElement,
      }),
      enableCoreExtensions: { delete: false },
      editorProps: editorProps(this, options.title, options.events),
    })
    this.editor.on('transaction', ({ transaction }) => this.#after(transaction))
    this.queue = new SaveQueue({
      save: () => this.#save(),
      judge,
      onState: (state) => options.onSaveState(state),
      clock: windowClock,
    })
  }

  get state(): EditorState {
    return this.editor.state
  }

  /** The project was closed: nothing may touch the editor any more. */
  get disposed(): boolean {
    return this.#disposed
  }

  get mounted(): boolean {
    return this.#mounted
  }

  get words(): number {
    return nodeWords(this.state.doc)
  }

  get hasGhost(): boolean {
    return hasGhost(this.state)
  }

  mount(element: HTMLElement): void {
    if (this.#mounted) return
    this.editor.mount(element)
    this.#mounted = true
    for (const run of this.#waiting.splice(0)) run()
  }

  unmount(): void {
    if (!this.#mounted) return
    this.#mounted = false
    this.editor.unmount()
  }

  /** Resolves when the scene stands on the page. */
  whenMounted(): Promise<void> {
    return this.#mounted ? Promise.resolve() : new Promise((resolve) => this.#waiting.push(resolve))
  }

  /** Runs an editor command, also while the scene is not on the page. */
  apply(command: EditorCommand): boolean {
    return command(this.state, (transaction) => this.dispatch(transaction))
  }

  dispatch(transaction: Transaction): void {
    if (this.#mounted) {
      this.editor.view.dispatch(transaction)
      return
    }
    this.editor.view.updateState(this.state.apply(transaction))
    this.#after(transaction)
  }

  undo(): boolean {
    return this.apply(undo)
  }

  redo(): boolean {
    return this.apply(redo)
  }

  /** What is typed next is an undo step of its own. */
  closeGroup(): void {
    if (!this.disposed && this.#mounted && !this.editor.view.composing)
      this.dispatch(closeHistory(this.state.tr).setMeta('addToHistory', false))
  }

  showGhost(at: number | null): void {
    this.dispatch(placeGhost(this.state.tr, at))
  }

  /** Puts another version in place of this one: only what differs is touched, the caret stays where it can. */
  replaceWith(document: SceneDocument, asUndoStep: boolean): void {
    const next = this.editor.schema.nodeFromJSON(editorJson(document))
    const { doc, tr } = this.state
    const from = doc.content.findDiffStart(next.content)
    if (from === null) return
    const end = doc.content.findDiffEnd(next.content)!
    const overlap = Math.max(0, from - Math.min(end.a, end.b))
    tr.replace(from, end.a + overlap, next.slice(from, end.b + overlap))
    this.dispatch(tr.setMeta('addToHistory', asUndoStep).setMeta('fromDisk', !asUndoStep))
  }

  /** Takes what is on disk, unless something here is not saved yet. */
  async reload(): Promise<void> {
    if (!this.queue.clean || (this.#mounted && this.editor.view.composing)) return
    const stored = await engine.scene.get({ sceneId: this.sceneId })
    if (!this.queue.clean || stored.rev < this.rev) return
    this.rev = stored.rev
    this.remoteRev = Math.max(this.remoteRev, stored.rev)
    this.replaceWith(stored.document, false)
  }

  dispose(): void {
    this.#disposed = true
    this.queue.dispose()
    this.unmount()
    this.editor.destroy()
  }

  /** What counts as written: the writer's own edits, less what undo takes back; nothing that came from the disk. */
  #count(transaction: Transaction, isNewGroup: boolean): void {
    const history = transaction.getMeta('history$') as { readonly redo?: boolean } | undefined
    if (history) {
      if (history.redo) this.#written.redo()
      else this.#written.undo()
    } else if (transaction.getMeta('fromDisk') !== true) {
      const before = scriptWords(transaction.before)
      const after = scriptWords(transaction.doc)
      this.#written.edit(before, after, originOf(transaction), isNewGroup)
    }
  }

  async #save(): Promise<void> {
    const written = this.#written.take()
    try {
      const saved = await engine.scene.save({
        sceneId: this.sceneId,
        baseRev: this.rev,
        document: documentJson(this.state.doc),
        ...(written ? { written } : {}),
      })
      this.rev = saved.rev
      this.#options.onSaved(saved.bookWords)
    } catch (error) {
      this.#written.giveBack(written)
      this.#options.onSaveProblem(error)
      throw error
    }
  }

  #after(transaction: Transaction): void {
    const { events } = this.#options
    if (transaction.docChanged) {
      const depth = Number(undoDepth(this.state))
      const ownStep =
        transaction.getMeta('history$') === undefined && transaction.getMeta('addToHistory') !== false
      const isNewGroup = depth !== this.#historyDepth
      if (ownStep && isNewGroup) events.onNewGroup(this)
      this.#count(transaction, ownStep && isNewGroup)
      this.#historyDepth = depth
      if (transaction.getMeta('fromDisk') !== true) this.queue.touch()
      events.onEdit(this, ownStep)
    }
    if (transaction.docChanged || transaction.selectionSet || transaction.storedMarksSet)
      events.onSelection(this)
  }
}
