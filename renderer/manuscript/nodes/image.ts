// A picture, sound or clip in the text: shown from the media panel's copy at its width, with its caption; the alt text is spoken.
// Both and the width are edited in a popover that the frame shows.
import { Node } from '@tiptap/core'
import { NodeSelection } from '@tiptap/pm/state'
import type { Node as ProseMirrorNode } from '@tiptap/pm/model'
import type { NodeView } from '@tiptap/pm/view'
import { t } from '../../locales/index.ts'
import { acquireMedia, releaseMediaUrl, type MediaAddress } from '../../media/media-url.ts'
import { manuscriptStore } from '../manuscript-store.ts'
import { FULL, type FigureSize } from '../figure-size.ts'

interface Attrs {
  readonly id: string
  readonly mediaId: string
  readonly alt: string
  readonly caption: string
  readonly size: FigureSize
}

const attrsOf = (node: ProseMirrorNode): Attrs => {
  const { id, mediaId, alt, caption, size } = node.attrs as Readonly<Record<string, string | null>>
  return {
    id: id ?? '',
    mediaId: mediaId ?? '',
    alt: alt ?? '',
    caption: caption ?? '',
    size: size === 'small' || size === 'half' ? size : FULL,
  }
}

const editPicture = (sceneId: string, pos: number, node: ProseMirrorNode): void => {
  const { alt, caption, size } = attrsOf(node)
  manuscriptStore.setState({ picture: { sceneId, pos, alt, caption, size } })
}

type Shown = HTMLImageElement | HTMLAudioElement | HTMLVideoElement

const elementFor = (mime: string): Shown => {
  const tag = mime.startsWith('audio/') ? 'audio' : mime.startsWith('video/') ? 'video' : 'img'
  const element = document.createElement(tag)
  if (element instanceof HTMLMediaElement) {
    element.controls = true
    element.preload = 'metadata'
  } else element.draggable = false
  return element
}

class ImageView implements NodeView {
  readonly dom = document.createElement('figure')
  #shown: Shown = document.createElement('img')
  readonly #caption = document.createElement('figcaption')
  readonly #edit = document.createElement('button')
  #node: ProseMirrorNode
  #mediaId = ''

  constructor(node: ProseMirrorNode, onEdit: (node: ProseMirrorNode) => void) {
    this.#node = node
    this.dom.className = 'picture'
    this.dom.contentEditable = 'false'
    this.#edit.type = 'button'
    this.#edit.className = 'picture-edit'
    this.#edit.textContent = t('manuscript:imageEdit')
    this.#edit.addEventListener('click', () => onEdit(this.#node))
    this.dom.append(this.#shown, this.#caption, this.#edit)
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

  /** Its button and the controls of a player are no part of the text. */
  stopEvent(event: Event): boolean {
    return event.target === this.#edit || event.target instanceof HTMLMediaElement
  }

  destroy(): void {
    if (this.#mediaId) releaseMediaUrl(this.#mediaId, 'original')
  }

  #draw(node: ProseMirrorNode): void {
    this.#node = node
    const { id, mediaId, caption, size } = attrsOf(node)
    this.dom.dataset['blockId'] = id
    this.dom.dataset['size'] = size
    this.#describe()
    this.#caption.textContent = caption
    this.#caption.hidden = caption === ''
    if (mediaId && mediaId !== this.#mediaId) this.#load(mediaId)
  }

  /** What is said in place of it, or of what a player plays. */
  #describe(): void {
    const { alt, caption } = attrsOf(this.#node)
    if (this.#shown instanceof HTMLImageElement) this.#shown.alt = alt
    else this.#shown.setAttribute('aria-label', alt || caption || t('manuscript:imageCaption'))
  }

  #show({ url, mime }: MediaAddress): void {
    const next = elementFor(mime)
    if (next.tagName !== this.#shown.tagName) {
      this.#shown.replaceWith(next)
      this.#shown = next
    }
    this.#shown.src = url
    this.#describe()
  }

  #load(mediaId: string): void {
    if (this.#mediaId) releaseMediaUrl(this.#mediaId, 'original')
    this.#mediaId = mediaId
    this.dom.classList.add('loading')
    acquireMedia(mediaId, 'original').then(
      (address) => {
        if (mediaId !== this.#mediaId) return
        this.#show(address)
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
      size: { default: FULL, rendered: false },
    }),
    parseHTML: () => [
      {
        tag: 'figure[data-media-id]',
        getAttrs: (element) => ({
          mediaId: element.dataset['mediaId'] ?? '',
          alt: element.dataset['alt'] ?? '',
          caption: element.dataset['caption'] ?? '',
          size: element.dataset['size'] ?? FULL,
        }),
      },
    ],
    renderHTML: ({ node }) => {
      const { mediaId, alt, caption, size } = attrsOf(node)
      return [
        'figure',
        { 'data-media-id': mediaId, 'data-alt': alt, 'data-caption': caption, 'data-size': size },
      ]
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
