// The footnote: an inline mark whose text is edited in a popover; numbered by the page's own counter.
import { Node } from '@tiptap/core'
import { t } from '../../locales/index.ts'
import { manuscriptStore } from '../manuscript-store.ts'

export const Footnote = (sceneId: string) =>
  Node.create({
    name: 'footnote',
    group: 'inline',
    inline: true,
    atom: true,
    addAttributes: () => ({ text: { default: '', rendered: false } }),
    parseHTML: () => [
      { tag: 'sup[data-footnote]', getAttrs: (element) => ({ text: element.dataset['footnote'] ?? '' }) },
    ],
    renderHTML: ({ node }) => ['sup', { 'data-footnote': String(node.attrs['text']) }],
    addNodeView:
      () =>
      ({ node, getPos }) => {
        const dom = document.createElement('sup')
        dom.className = 'footnote'
        dom.tabIndex = 0
        dom.setAttribute('role', 'button')
        let text = ''
        const draw = (value: string): void => {
          text = value
          dom.title = text || t('manuscript:footnoteEmpty')
          dom.setAttribute('aria-label', `${t('manuscript:footnote')}: ${dom.title}`)
        }
        const edit = (event: Event): void => {
          if (event instanceof KeyboardEvent && event.key !== 'Enter' && event.key !== ' ') return
          event.preventDefault()
          const pos = getPos()
          if (pos !== undefined) manuscriptStore.setState({ footnote: { sceneId, pos, text } })
        }
        dom.addEventListener('click', edit)
        dom.addEventListener('keydown', edit)
        draw(String(node.attrs['text']))
        return {
          dom,
          update: (next) => {
            if (next.type.name !== 'footnote') return false
            draw(String(next.attrs['text']))
            return true
          },
          stopEvent: (event) => event.type === 'keydown',
        }
      },
  })
