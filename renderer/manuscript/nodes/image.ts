// A picture in the text: shown from the media panel's copy, with its caption; the alt text is spoken.
import { Node } from '@tiptap/core'
import type { Node as ProseMirrorNode } from '@tiptap/pm/model'
import type { NodeView } from '@tiptap/pm/view'
import { t } from '../../locales/index.ts'
import { pictureUrl } from './picture-url.ts'

class ImageView implements NodeView {
  readonly dom = document.createElement('figure')
  readonly #image = document.createElement('img')
  readonly #caption = document.createElement('figcaption')
  #mediaId = ''

  constructor(node: ProseMirrorNode) {
    this.dom.className = 'picture'
    this.dom.contentEditable = 'false'
    this.#image.draggable = false
    this.dom.append(this.#image, this.#caption)
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

  #draw(node: ProseMirrorNode): void {
    const { id, mediaId, alt, caption } = node.attrs as Readonly<Record<string, string | null>>
    this.dom.dataset['blockId'] = id ?? ''
    this.#image.alt = alt ?? ''
    this.#caption.textContent = caption ?? ''
    this.#caption.hidden = !caption
    if (mediaId && mediaId !== this.#mediaId) this.#load(mediaId)
  }

  #load(mediaId: string): void {
    this.#mediaId = mediaId
    this.dom.classList.add('loading')
    pictureUrl(mediaId).then(
      (url) => {
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

export const Image = Node.create({
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
    ({ node }) =>
      new ImageView(node),
})
