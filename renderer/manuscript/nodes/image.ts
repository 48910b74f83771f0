// A picture in the text: shown from the media panel's copy, with its caption; the alt text is spoken. Both are edited in
// a popover that the frame shows.
import { Node } from '@tiptap/core'
import { NodeSelection } from '@tiptap/pm/state'
import type { Node as ProseMirrorNode } from '@tiptap/pm/model'
import type { NodeView } from '@tiptap/pm/view'
import { t } from '../../locales/index.ts'
import { acquireMediaUrl, releaseMediaUrl } from '../../media/media-url.ts'
import { manuscriptStore } from '../manuscript-store.ts'

const attrsOf = (node: ProseMirrorNode): Readonly<Record<'id' | 'mediaId' | 'alt' | 'caption', string>> => {
  const { id, mediaId, alt, caption } = node.attrs as Readonly<Record<string, string | null>>
  return { id: id ?? '', mediaId: mediaId ?? '', alt: alt ?? '', caption: caption ?? '' }
}

const editPicture = (sceneId: string, pos: number, node: ProseMirrorNode): void => {
  const { alt, caption } = attrsOf(node)
  manuscriptStore.setState({ picture: { sceneId, pos, alt, caption } })
}

class ImageView implements NodeView {
  readonly dom = document.createElement('figure')
  readonly #image = document.createElement('img')
  readonly #caption = document.createElement('figcaption')
  readonly #edit = document.createElement('button')
  #node: ProseMirrorNode
  #mediaId = ''

  constructor(node: ProseMirrorNode, onEdit: (node: ProseMirrorNode) => void) {
    this.#node = node
    this.dom.className = 'picture'
    this.dom.contentEditable = 'false'
    this.#image.draggable = false
    this.#edit.type = 'button'
    this.#edit.className = 'picture-edit'
    this.#edit.textContent = t('manuscript:imageEdit')
    this.#edit.addEventListener('click', () => onEdit(this.#node))
    this.dom.append(this.#image, this.#caption, this.#edit)
    this.#draw(node)
  }

  update(node: ProseMirrorNode): boolean {
    if (node.type.name !== 'image') return false
    this.#draw(node)
    return true
  }

  ignoreMutation(): boolean {
    return true
  }

  /** Its button is no part of the text. */
  stopEvent(event: Event): boolean {
    return event.target === this.#edit
  }

  destroy(): void {
    if (this.#mediaId) releaseMediaUrl(this.#mediaId, 'original')
  }

  #draw(node: ProseMirrorNode): void {
    this.#node = node
    const { id, mediaId, alt, caption } = attrsOf(node)
    this.dom.dataset['blockId'] = id
    this.#image.alt = alt
    this.#caption.textContent = caption
    this.#caption.hidden = caption === ''
    if (mediaId && mediaId !== this.#mediaId) this.#load(mediaId)
  }

  #load(mediaId: string): void {
    if (this.#mediaId) releaseMediaUrl(this.#mediaId, 'original')
    this.#mediaId = mediaId
    this.dom.classList.add('loading')
    acquireMediaUrl(mediaId, 'original').then(
      (url) => {
        if (mediaId !== this.#mediaId) return
        this.#image.src = url
        this.dom.classList.remove('loading', 'missing')
      },
      () => {
        this.dom.classList.remove('loading')
        this.dom.classList.add('missing')
        this.#caption.hidden = false
        this.#caption.textContent = t('manuscript:imageMissing')
      },
    )
  }
}

export const Image = (sceneId: string) =>
  Node.create({
    name: 'image',
    group: 'block',
    atom: true,
    draggable: true,
    addAttributes: () => ({
      mediaId: { default: '', rendered: false },
      alt: { default: '', rendered: false },
      caption: { default: '', rendered: false },
    }),
    parseHTML: () => [
      {
        tag: 'figure[data-media-id]',
        getAttrs: (element) => ({
          mediaId: element.dataset['mediaId'] ?? '',
          alt: element.dataset['alt'] ?? '',
          caption: element.dataset['caption'] ?? '',
        }),
      },
    ],
    renderHTML: ({ node }) => {
      const { mediaId, alt, caption } = node.attrs as Readonly<Record<string, string>>
      return ['figure', { 'data-media-id': mediaId, 'data-alt': alt, 'data-caption': caption }]
    },
    addNodeView:
      () =>
      ({ node, getPos }) =>
        new ImageView(node, (current) => {
          const pos = getPos()
          if (pos !== undefined) editPicture(sceneId, pos, current)
        }),
    addKeyboardShortcuts() {
      return {
        Enter: ({ editor }) => {
          const { selection } = editor.state
          if (!(selection instanceof NodeSelection) || selection.node.type.name !== 'image') return false
          editPicture(sceneId, selection.from, selection.node)
          return true
        },
      }
    },
  })
