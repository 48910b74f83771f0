// The editor's extensions for one scene: the contract's nodes and marks, and the aids around them.
import type { AnyExtension } from '@tiptap/core'
import { StarterKit } from '@tiptap/starter-kit'
import {
  BlockIdAttribute,
  Blockquote,
  DocumentNode,
  Heading,
  ListItem,
  Note,
  Paragraph,
  SceneBreak,
} from './nodes/blocks.ts'
import { CodeMark } from './nodes/code-mark.ts'
import { CommentMark } from './nodes/comment-mark.ts'
import { Footnote } from './nodes/footnote.ts'
import { Image } from './nodes/image.ts'
import { Table, TableCell, TableHeader, TableRow } from './nodes/table.ts'
import { OriginMark } from './nodes/origin-mark.ts'
import { BlockIds } from './plugins/block-ids-plugin.ts'
import { CaretReturn } from './plugins/caret-return-plugin.ts'
import { Comments } from './plugins/comments-plugin.ts'
import { Ghost } from './plugins/ghost-plugin.ts'
import { Origins } from './plugins/origins-plugin.ts'
import { CurrentBlock, Marks } from './plugins/marks-plugin.ts'
import { Spelling } from './plugins/spelling-plugin.ts'
import { Typewriter } from './plugins/typewriter-plugin.ts'
import type { TypingLanguage } from './smart-typing.ts'
import { SceneHistory, SmartTyping } from './plugins/typing.ts'

export interface SceneExtensions {
  readonly sceneId: string
  /** Null: what is typed stays. */
  readonly language: () => TypingLanguage | null
  readonly isTypewriter: () => boolean
  readonly ghostElement: HTMLElement
}

export const editorExtensions = (scene: SceneExtensions): AnyExtension[] => [
  StarterKit.configure({
    document: false,
    paragraph: false,
    heading: false,
    blockquote: false,
    listItem: false,
    code: false,
    codeBlock: false,
    horizontalRule: false,
    undoRedo: false,
    trailingNode: false,
    link: {
      openOnClick: false,
      autolink: false,
      linkOnPaste: true,
      HTMLAttributes: { target: null, rel: null, class: null },
    },
    dropcursor: { color: 'var(--accent)', width: 2 },
  }),
  DocumentNode,
  Paragraph,
  Heading,
  Blockquote,
  ListItem,
  SceneBreak,
  Note,
  Table,
  TableRow,
  TableCell,
  TableHeader,
  Image(scene.sceneId),
  Footnote(scene.sceneId),
  CodeMark,
  OriginMark,
  CommentMark,
  BlockIdAttribute,
  BlockIds,
  Origins,
  Comments,
  Marks,
  CurrentBlock,
  CaretReturn,
  Ghost(scene.ghostElement),
  SmartTyping(scene.language),
  Spelling(scene.sceneId),
  Typewriter(scene.isTypewriter),
  SceneHistory,
]
