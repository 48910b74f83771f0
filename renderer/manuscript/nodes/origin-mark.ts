// Where words came from, as a mark that goes with them: shown on demand, never typed over, never the writer's to set.
import { Mark } from '@tiptap/core'

export const ORIGIN_KINDS = ['pasted', 'imported', 'generated'] as const
export type OriginKind = (typeof ORIGIN_KINDS)[number]

const isKind = (value: unknown): value is OriginKind => ORIGIN_KINDS.some((kind) => kind === value)

/** The contract's limit. */
const MOST_CHARACTERS = 200

/** What is typed at either end is not part of it; what is typed inside it is cleared by the origins plugin. */
export const OriginMark = Mark.create({
  name: 'origin',
  inclusive: false,
  excludes: '',
  addAttributes: () => ({ by: { default: 'pasted' }, of: { default: '' } }),
  parseHTML: () => [
    {
      tag: 'span[data-origin]',
      getAttrs: (element) => {
        const { origin, of = '' } = element.dataset
        return isKind(origin) ? { by: origin, of: of.slice(0, MOST_CHARACTERS) } : false
      },
    },
  ],
  renderHTML: ({ mark }) => [
    'span',
    { class: 'origin', 'data-origin': String(mark.attrs['by']), 'data-of': String(mark.attrs['of']) },
    0,
  ],
})
