// Words that something is said of, as a mark that goes with them. Which threads are open, and so shown, is told by a style
// sheet of the comments; a thread that is gone leaves nothing to be seen.
import { Mark } from '@tiptap/core'

/** What is typed inside belongs to it, what is typed at its ends does not; several may lie over one another. */
export const CommentMark = Mark.create({
  name: 'comment',
  inclusive: false,
  excludes: '',
  addAttributes: () => ({ id: { default: '' } }),
  parseHTML: () => [
    {
      tag: 'span[data-comment]',
      getAttrs: (element) => {
        const { comment = '' } = element.dataset
        return /^[\w-]{1,64}$/.test(comment) ? { id: comment } : false
      },
    },
  ],
  renderHTML: ({ mark }) => ['span', { 'data-comment': String(mark.attrs['id']) }, 0],
})
