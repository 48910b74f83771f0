// The quiet strip above the page: paragraph style, emphasis, lists, insertions, and how the book is shown.
import {
  Bold,
  Focus,
  Italic,
  List,
  ListOrdered,
  MessageSquareQuote,
  Search,
  Strikethrough,
  TextQuote,
  Underline,
  type LucideIcon,
} from 'lucide-react'
import type { ReactElement } from 'react'
import { Toolbar as AriaToolbar } from 'react-aria-components'
import { updateSettings, useApp } from '../app/app-store.ts'
import { shortcutOf } from '../commands/keymap.ts'
import { shortcutLabel } from '../commands/shortcut.ts'
import { IconButton, IconToggle, Segmented, Select } from '../ui/index.ts'
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
import { LinkButton } from './LinkButton.tsx'
import { TableMenu } from './TableMenu.tsx'
import { useManuscript } from './manuscript-store.ts'

const MARK_BUTTONS = [
  ['bold', Bold],
  ['italic', Italic],
  ['underline', Underline],
  ['strike', Strikethrough],
] as const satisfies readonly (readonly [MarkName, LucideIcon])[]

export const Toolbar = (): ReactElement => {
  const t = useText()
  // Only so that the strip is drawn again: the editor itself is asked what is on.
  useManuscript((state) => state.format)
  const view = useApp((state) => state.settings.view)
  const focusMode = useApp((state) => state.settings.focusMode)
  const mayWrite = useApp((state) => (state.project?.readOnly ?? null) === null)
  const editor = mayWrite ? activeEditor() : null
  const isOn = (name: string): boolean => editor?.isActive(name) ?? false
  return (
    <AriaToolbar className="toolbar" aria-label={t('manuscript:toolbar')}>
      <Select
        label={t('manuscript:blockStyle')}
        hideLabel
        value={editor ? blockStyleOf(editor) : 'paragraph'}
        choices={BLOCK_STYLES.map((id) => ({ id, label: t(`manuscript:${id}`) }))}
        onChange={setBlockStyle}
        isDisabled={!mayWrite}
      />
      {MARK_BUTTONS.map(([mark, Icon]) => (
        <IconToggle
          key={mark}
          label={t(`manuscript:${mark}`)}
          shortcut={shortcutLabel(shortcutOf(`format.${mark}`) ?? '')}
          isSelected={isOn(mark)}
          isDisabled={!editor}
          onChange={() => toggleMark(mark)}
        >
          <Icon />
        </IconToggle>
      ))}
      <LinkButton editor={editor} />
      <IconToggle
        label={t('manuscript:blockquote')}
        isSelected={isOn('blockquote')}
        isDisabled={!editor}
        onChange={toggleBlockquote}
      >
        <TextQuote />
      </IconToggle>
      <IconToggle
        label={t('manuscript:bulletList')}
        isSelected={isOn('bulletList')}
        isDisabled={!editor}
        onChange={() => toggleList('bulletList')}
      >
        <List />
      </IconToggle>
      <IconToggle
        label={t('manuscript:orderedList')}
        isSelected={isOn('orderedList')}
        isDisabled={!editor}
        onChange={() => toggleList('orderedList')}
      >
        <ListOrdered />
      </IconToggle>
      <InsertMenu isDisabled={!editor} />
      <AskMenu>
        <IconButton label={t('talk:askMenu')} isDisabled={!editor} data-testid="ask-selection">
          <MessageSquareQuote />
        </IconButton>
      </AskMenu>
      {isOn('table') && <TableMenu />}
      <span className="spacer" />
      <IconButton
        label={t('manuscript:find')}
        shortcut={shortcutLabel(shortcutOf('manuscript.find') ?? '')}
        onPress={openFind}
      >
        <Search />
      </IconButton>
      <IconToggle
        label={t('manuscript:focusMode')}
        shortcut={shortcutLabel(shortcutOf('manuscript.focusMode') ?? '')}
        isSelected={focusMode}
        onChange={(on) => void updateSettings({ focusMode: on })}
      >
        <Focus />
      </IconToggle>
      <Segmented
        label={t('manuscript:view')}
        value={view}
        choices={[
          { id: 'scene', label: t('manuscript:sceneView') },
          { id: 'continuous', label: t('manuscript:continuousView') },
        ]}
        onChange={(next) => void updateSettings({ view: next })}
      />
    </AriaToolbar>
  )
}
