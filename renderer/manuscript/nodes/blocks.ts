// The manuscript's blocks as editor nodes: exactly those of the contract's document, no more.
import { Extension, Node, textblockTypeInputRule, wrappingInputRule, nodeInputRule } from '@tiptap/core'
import { ParagraphView } from './ParagraphView.ts'

/** A paragraph or a list: what quotes and list items hold. */
const FLOW = '(paragraph | bulletList | orderedList)'

export const DocumentNode = Node.create({ name: 'doc', topNode: true, content: 'block+' })

export const Paragraph = Node.create({
  name: 'paragraph',
  group: 'block',
  content: 'inline*',
  priority: 1000,
  parseHTML: () => [{ tag: 'p' }],
  renderHTML: () => ['p', 0],
  addNodeView:
    () =>
    ({ node }) =>
      new ParagraphView(node),
  addKeyboardShortcuts() {
    return { 'Mod-Alt-0': () => this.editor.commands.setNode(this.name) }
  },
})

export const Heading = Node.create({
  name: 'heading',
  group: 'block',
  content: 'inline*',
  defining: true,
  addAttributes: () => ({ level: { default: 2, rendered: false } }),
  parseHTML: () => [
    ...([1, 2, 3] as const).map((level) => ({ tag: `h${level}`, attrs: { level } })),
    ...([4, 5, 6] as const).map((level) => ({ tag: `h${level}`, attrs: { level: 3 } })),
  ],
  // One lower than they are: the scene's title stands above them in the page's outline.
  renderHTML: ({ node }) => [
    `h${Number(node.attrs['level']) + 3}`,
    { class: `heading-${String(node.attrs['level'])}` },
    0,
  ],
  addKeyboardShortcuts() {
    return Object.fromEntries(
      [1, 2, 3].map((level) => [
        `Mod-Alt-${level}`,
        () => this.editor.commands.toggleNode(this.name, 'paragraph', { level }),
      ]),
    )
  },
  addInputRules() {
    return [1, 2, 3].map((level) =>
      textblockTypeInputRule({
        find: new RegExp(`^(#{${level}})\\s$`),
        type: this.type,
        getAttributes: { level },
      }),
    )
  },
})

export const Blockquote = Node.create({
  name: 'blockquote',
  group: 'block',
  content: `${FLOW}+`,
  defining: true,
  addAttributes: () => ({ pull: { default: false, rendered: false } }),
  parseHTML: () => [
    { tag: 'blockquote', getAttrs: (element) => ({ pull: element.classList.contains('pull-quote') }) },
  ],
  renderHTML: ({ node }) => ['blockquote', node.attrs['pull'] === true ? { class: 'pull-quote' } : {}, 0],
  addKeyboardShortcuts() {
    return { 'Mod-Shift-b': () => this.editor.commands.toggleWrap(this.name) }
  },
  addInputRules() {
    return [wrappingInputRule({ find: /^\s*>\s$/, type: this.type })]
  },
})

export const ListItem = Node.create({
  name: 'listItem',
  content: `paragraph ${FLOW}*`,
  defining: true,
  parseHTML: () => [{ tag: 'li' }],
  renderHTML: () => ['li', 0],
  addKeyboardShortcuts() {
    return {
      Enter: () => this.editor.commands.splitListItem(this.name),
      Tab: () => this.editor.commands.sinkListItem(this.name),
      'Shift-Tab': () => this.editor.commands.liftListItem(this.name),
    }
  },
})

export const SceneBreak = Node.create({
  name: 'sceneBreak',
  group: 'block',
  atom: true,
  selectable: true,
  parseHTML: () => [{ tag: 'hr' }],
  renderHTML: () => ['hr', { class: 'scene-break' }],
  addInputRules() {
    return [nodeInputRule({ find: /^(?:\*\*\*|\* \* \*|___)\s$/, type: this.type })]
  },
})

export const Note = Node.create({
  name: 'note',
  group: 'block',
  content: 'inline*',
  defining: true,
  parseHTML: () => [{ tag: 'aside' }],
  renderHTML: () => ['aside', { class: 'note' }, 0],
  addKeyboardShortcuts() {
    return { 'Mod-Alt-n': () => this.editor.commands.toggleNode(this.name, 'paragraph') }
  },
})

/** Every block carries an id; it is never taken from or given to the clipboard, so that copies get their own. */
export const BlockIdAttribute = Extension.create({
  name: 'blockIdAttribute',
  addGlobalAttributes: () => [
    {
      types: [
        'paragraph',
        'heading',
        'blockquote',
        'bulletList',
        'orderedList',
        'sceneBreak',
        'image',
        'note',
        'table',
      ],
      attributes: {
        id: {
          default: null,
          parseHTML: () => null,
          renderHTML: ({ id }) => (typeof id === 'string' ? { 'data-block-id': id } : {}),
        },
      },
    },
  ],
})
