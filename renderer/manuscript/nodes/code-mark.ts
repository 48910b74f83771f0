// Inline code: excludes every other form of text, but not where its words came from.
import { Mark, markInputRule } from '@tiptap/core'

export const CodeMark = Mark.create({
  name: 'code',
  excludes: 'bold italic underline strike link code',
  code: true,
  exitable: true,
  parseHTML: () => [{ tag: 'code' }],
  renderHTML: () => ['code', 0],
  addKeyboardShortcuts() {
    return { 'Mod-e': () => this.editor.commands.toggleMark(this.name) }
  },
  addInputRules() {
    return [markInputRule({ find: /(?<!`)`([^`]+)`$/, type: this.type })]
  },
})
