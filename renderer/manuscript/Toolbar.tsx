// The quiet strip above the page: paragraph style, emphasis, lists, insertions, and how the book is shown.
import {
  Bold,
  Focus,
  Italic,
  Link,
  List,
  ListOrdered,
  MessageSquareQuote,
  Plus,
  Search,
  Strikethrough,
  Table2,
  TextQuote,
  Underline,
  type LucideIcon,
} from 'lucide-react'
import type { ReactElement } from 'react'
import { useApp } from '../app/app-store.ts'
import { updateSettings, useSettings } from '../app/settings-store.ts'
import { shortcutOf } from '../commands/keymap.ts'
import { FoldingStrip, type StripItem } from '../ui/index.ts'
import { useText } from '../locales/index.ts'
import { AskMenu } from '../talk/AskMenu.tsx'
import { openFind } from './find.ts'
import {
  activeEditor,
  BLOCK_STYLES,
  blockStyleOf,
  setBlockStyle,
  toggleBlockquote,
  toggleList,
  toggleMark,
  type MarkName,
} from './formatting.ts'
import { InsertMenu } from './InsertMenu.tsx'
import { LinkForm } from './LinkForm.tsx'
import { TableMenu } from './TableMenu.tsx'
import { useManuscript } from './manuscript-store.ts'

const MARK_BUTTONS = [
  ['bold', Bold],
  ['italic', Italic],
  ['underline', Underline],
  ['strike', Strikethrough],
] as const satisfies readonly (readonly [MarkName, LucideIcon])[]

/** What stays where the page is narrow: first what is wanted while writing and has no keys of its own. */
const WANTED = [
  'style',
  'bold',
  'italic',
  'table',
  'ask',
  'insert',
  'underline',
  'link',
  'blockquote',
  'bulletList',
  'orderedList',
  'strike',
  'find',
  'focus',
  'view',
]

export const Toolbar = (): ReactElement => {
  const t = useText()
  // Only so that the strip is drawn again: the editor itself is asked what is on.
  useManuscript((state) => state.format)
  const view = useSettings((settings) => settings.view)
  const focusMode = useSettings((settings) => settings.focusMode)
  const mayWrite = useApp((state) => (state.project?.readOnly ?? null) === null)
  const editor = mayWrite ? activeEditor() : null
  const isOn = (name: string): boolean => editor?.isActive(name) ?? false
  const toggle = (id: string, icon: LucideIcon, label: string, onToggle: () => void): StripItem => ({
    kind: 'toggle',
    id,
    icon,
    label,
    isOn: isOn(id),
    isDisabled: !editor,
    onToggle,
    shortcut: shortcutOf(`format.${id}`),
  })
  const items: readonly StripItem[] = [
    {
      kind: 'choice',
      look: 'list',
      id: 'style',
      label: t('manuscript:blockStyle'),
      value: editor ? blockStyleOf(editor) : 'paragraph',
      isDisabled: !mayWrite,
      choices: BLOCK_STYLES.map((id) => ({
        id,
        label: t(`manuscript:${id}`),
        choose: () => setBlockStyle(id),
      })),
    },
    ...MARK_BUTTONS.map(([mark, icon]) =>
      toggle(mark, icon, t(`manuscript:${mark}`), () => toggleMark(mark)),
    ),
    {
      kind: 'panel',
      id: 'link',
      icon: Link,
      label: t('manuscript:link'),
      isOn: isOn('link'),
      isDisabled: !editor || (!isOn('link') && editor.state.selection.empty),
      panel: (close) => editor && <LinkForm editor={editor} onDone={close} />,
    },
    toggle('blockquote', TextQuote, t('manuscript:blockquote'), toggleBlockquote),
    toggle('bulletList', List, t('manuscript:bulletList'), () => toggleList('bulletList')),
    toggle('orderedList', ListOrdered, t('manuscript:orderedList'), () => toggleList('orderedList')),
    {
      kind: 'menu',
      id: 'insert',
      icon: Plus,
      label: t('app:menuInsert'),
      isDisabled: !editor,
      menu: <InsertMenu />,
    },
    {
      kind: 'menu',
      id: 'ask',
      icon: MessageSquareQuote,
      label: t('talk:askMenu'),
      isDisabled: !editor,
      testId: 'ask-selection',
      menu: <AskMenu />,
    },
    ...(isOn('table')
      ? [
          {
            kind: 'menu',
            id: 'table',
            icon: Table2,
            label: t('manuscript:tableMenu'),
            menu: <TableMenu />,
          } as const,
        ]
      : []),
    {
      kind: 'press',
      id: 'find',
      icon: Search,
      label: t('manuscript:find'),
      shortcut: shortcutOf('manuscript.find'),
      atEnd: true,
      onPress: openFind,
    },
    {
      kind: 'toggle',
      id: 'focus',
      icon: Focus,
      label: t('manuscript:focusMode'),
      shortcut: shortcutOf('manuscript.focusMode'),
      isOn: focusMode,
      atEnd: true,
      onToggle: () => void updateSettings({ focusMode: !focusMode }),
    },
    {
      kind: 'choice',
      look: 'segments',
      id: 'view',
      label: t('manuscript:view'),
      value: view,
      atEnd: true,
      choices: [
        {
          id: 'scene',
          label: t('manuscript:sceneView'),
          choose: () => void updateSettings({ view: 'scene' }),
        },
        {
          id: 'continuous',
          label: t('manuscript:continuousView'),
          choose: () => void updateSettings({ view: 'continuous' }),
        },
      ],
    },
  ]
  return (
    <FoldingStrip
      label={t('manuscript:toolbar')}
      moreLabel={t('manuscript:toolbarMore')}
      items={items}
      wanted={WANTED}
    />
  )
}
