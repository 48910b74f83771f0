// Wavy lines under words that no dictionary knows: only blocks in view are looked at, in a pause of typing, by the engine;
// the word under the caret is left alone while it is written.
import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'
import { currentSettings, settingsStore } from '../../app/settings-store.ts'
import { engine } from '../../engine-client/engine.ts'
import { openWord, spellingStore } from '../../spelling/spelling-store.ts'
import { plainText, toParentOffset } from '../document-json.ts'

interface Wrong {
  readonly from: number
  readonly to: number
  readonly word: string
}

interface Block {
  readonly node: Node
  /** Right before its content. */
  readonly start: number
}

const key = new PluginKey<DecorationSet>('spelling')

/** Typing comes first. */
const PAUSE_MS = 350

/** What was found in a block, whose node is another one after every edit; void when the version is another. */
const found = new WeakMap<Node, { readonly version: number; readonly wrong: readonly Wrong[] }>()

const isOn = (): boolean => {
  const { spell } = spellingStore.getState()
  return currentSettings().spellcheck && spell !== null
}

const blocksInView = (view: EditorView): Block[] => {
  const { top, bottom, left } = view.dom.getBoundingClientRect()
  const height = window.innerHeight
  if (bottom < 0 || top > height) return []
  const at = (y: number): number | undefined => view.posAtCoords({ left: left + 60, top: y })?.pos
  const from = top < 0 ? (at(4) ?? 0) : 0
  const to = bottom > height ? (at(height - 4) ?? view.state.doc.content.size) : view.state.doc.content.size
  const blocks: Block[] = []
  view.state.doc.nodesBetween(Math.min(from, to), Math.max(from, to), (node, pos) => {
    if (!node.isTextblock) return true
    blocks.push({ node, start: pos + 1 })
    return false
  })
  return blocks
}

const draw = (state: EditorState, blocks: readonly Block[], before: DecorationSet): DecorationSet => {
  const { ignored } = spellingStore.getState()
  const { head, empty } = state.selection
  let drawn = before
  for (const { node, start } of blocks) {
    const wrong = found.get(node)?.wrong ?? []
    const end = start + node.content.size
    const old = drawn.find(start, end)
    const fresh = wrong.flatMap(({ from, to, word }) => {
      const a = start + toParentOffset(node, from)
      const b = start + toParentOffset(node, to)
      if (ignored.has(word) || (empty && head >= a && head <= b)) return []
      return [Decoration.inline(a, b, { class: 'misspelt' }, { word })]
    })
    const isSame =
      old.length === fresh.length &&
      old.every((one, index) => one.from === fresh[index]!.from && one.to === fresh[index]!.to)
    if (!isSame) drawn = drawn.remove(old).add(state.doc, fresh)
  }
  return drawn
}

/** The word that is being changed loses its line: within one, the page would draw every key anew. */
const alongWith = (transaction: Transaction, before: DecorationSet): DecorationSet => {
  const drawn = before.map(transaction.mapping, transaction.doc)
  const { head } = transaction.selection
  const touched = drawn.find(head, head)
  return touched.length > 0 ? drawn.remove(touched) : drawn
}

class Checker {
  readonly #view: EditorView
  readonly #sceneId: string
  readonly #scroller: Element | null
  readonly #unsubscribe: (() => void)[]
  #timer: number | null = null
  #asking = false

  constructor(view: EditorView, sceneId: string) {
    this.#view = view
    this.#sceneId = sceneId
    this.#scroller = view.dom.closest('.manuscript-scroll')
    this.#scroller?.addEventListener('scroll', this.soon, { passive: true })
    // A key moves the browser's caret at once, ProseMirror learns of it only later.
    view.dom.addEventListener('keydown', this.soon)
    this.#unsubscribe = [
      spellingStore.subscribe((state, before) => {
        if (state.version !== before.version) this.soon()
      }),
      settingsStore.subscribe(({ settings }, before) => {
        if (settings?.spellcheck !== before.settings?.spellcheck) this.soon()
      }),
    ]
    this.soon()
  }

  readonly soon = (): void => {
    if (this.#timer !== null) window.clearTimeout(this.#timer)
    this.#timer = window.setTimeout(() => {
      this.#timer = null
      void this.#check()
    }, PAUSE_MS)
  }

  update(view: EditorView, before: EditorState): void {
    if (view.state.doc !== before.doc || !view.state.selection.eq(before.selection)) this.soon()
  }

  destroy(): void {
    if (this.#timer !== null) window.clearTimeout(this.#timer)
    this.#timer = null
    this.#scroller?.removeEventListener('scroll', this.soon)
    this.#view.dom.removeEventListener('keydown', this.soon)
    for (const end of this.#unsubscribe) end()
  }

  async #check(): Promise<void> {
    const view = this.#view
    if (view.isDestroyed || view.composing || this.#asking) return
    if (!isOn()) {
      this.#show(DecorationSet.empty)
      return
    }
    const { version } = spellingStore.getState()
    const unknown = blocksInView(view).filter(({ node }) => found.get(node)?.version !== version)
    if (unknown.length > 0) {
      this.#asking = true
      try {
        const texts = unknown.map(({ node }) => plainText(node))
        const answers = await engine.spell.check({ nodeId: this.#sceneId, texts })
        unknown.forEach(({ node }, index) => found.set(node, { version, wrong: answers[index] ?? [] }))
      } catch {
        // The engine is starting again, or the dictionary cannot be read, which its choice says: the next pause asks anew.
        return
      } finally {
        this.#asking = false
      }
    }
    // The writer has gone on: drawing now would put the caret back to where it was before the last key.
    if (this.#timer !== null) return
    if (!view.isDestroyed && !view.composing)
      this.#show(draw(view.state, blocksInView(view), key.getState(view.state) ?? DecorationSet.empty))
  }

  #show(drawn: DecorationSet): void {
    if (drawn !== key.getState(this.#view.state))
      this.#view.dispatch(this.#view.state.tr.setMeta(key, drawn).setMeta('addToHistory', false))
  }
}

/** The wrong word at a place of the document. */
const misspeltAt = (state: EditorState, pos: number): (Wrong & { readonly word: string }) | null => {
  const [one] = key.getState(state)?.find(pos, pos) ?? []
  return one ? { from: one.from, to: one.to, word: String((one.spec as { word?: string }).word) } : null
}

/** The wrong word at the caret, or the next one after it; null when there is none in view. */
export const nextMisspelt = (state: EditorState): Wrong | null => {
  const at = misspeltAt(state, state.selection.head)
  if (at) return at
  const [next] = (key.getState(state)?.find(state.selection.head) ?? []).sort((a, b) => a.from - b.from)
  return next ? { from: next.from, to: next.to, word: String((next.spec as { word?: string }).word) } : null
}

export const Spelling = (sceneId: string) =>
  Extension.create({
    name: 'spelling',
    addProseMirrorPlugins: () => [
      new Plugin<DecorationSet>({
        key,
        state: {
          init: () => DecorationSet.empty,
          apply: (transaction, before) => {
            const drawn = transaction.getMeta(key) as DecorationSet | undefined
            return drawn ?? (transaction.docChanged ? alongWith(transaction, before) : before)
          },
        },
        view: (view) => new Checker(view, sceneId),
        props: {
          decorations: (state) => key.getState(state),
          handleDOMEvents: {
            contextmenu: (view, event) => {
              const pos = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos
              const wrong = pos === undefined ? null : misspeltAt(view.state, pos)
              if (!wrong) return false
              event.preventDefault()
              void openWord({ sceneId, ...wrong })
              return true
            },
          },
        },
      }),
    ],
  })
