// A paragraph on the page: carries its id for others to find, and hangs an opening quotation mark into the margin.
import type { Node } from '@tiptap/pm/model'
import type { NodeView } from '@tiptap/pm/view'

const HANGS = /^[“‘«„]/u
/** Chinese opening marks are full-width: half of it hangs. */
const HANGS_WIDE = /^[「『《（【]/u

export class ParagraphView implements NodeView {
  readonly dom: HTMLElement
  readonly contentDOM: HTMLElement
  #hang = ''
  #id = ''

  constructor(node: Node) {
    this.dom = document.createElement('p')
    this.contentDOM = this.dom
    this.#draw(node)
  }

  update(node: Node): boolean {
    if (node.type.name !== 'paragraph') return false
    this.#draw(node)
    return true
  }

  /** Touches the element only where something changed: an input method may be composing in it. */
  #draw(node: Node): void {
    const id = String(node.attrs['id'] ?? '')
    if (id !== this.#id) {
      this.dom.dataset['blockId'] = id
      this.#id = id
    }
    const start = node.firstChild?.text ?? ''
    const hang = HANGS.test(start) ? 'hang' : HANGS_WIDE.test(start) ? 'hang-wide' : ''
    if (hang !== this.#hang) {
      this.dom.className = hang
      this.#hang = hang
    }
  }

  /** Our own class and id are no edits. */
  ignoreMutation(mutation: { readonly type: string; readonly target: globalThis.Node }): boolean {
    return mutation.type === 'attributes' && mutation.target === this.dom
  }
}
