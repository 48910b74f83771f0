// What can be put into the text at the caret.
import type { ReactElement } from 'react'
import { runCommand } from '../commands/run-command.ts'
import { Menu, MenuItem } from '../ui/index.ts'
import { useText } from '../locales/index.ts'
import { insertTable } from './table-commands.ts'
import { insertFootnote, insertSceneBreak, setBlockStyle, togglePullQuote } from './formatting.ts'

export const InsertMenu = (): ReactElement => {
  const t = useText()
  return (
    <Menu aria-label={t('app:menuInsert')}>
      <MenuItem id="break" label={t('manuscript:sceneBreak')} onAction={insertSceneBreak} />
      <MenuItem id="note" label={t('manuscript:note')} onAction={() => setBlockStyle('note')} />
      <MenuItem id="footnote" label={t('manuscript:footnote')} onAction={insertFootnote} />
      <MenuItem id="comment" label={t('comments:add')} onAction={() => void runCommand('comments.add')} />
      <MenuItem id="pull" label={t('manuscript:pullQuote')} onAction={togglePullQuote} />
      <MenuItem id="table" label={t('manuscript:table')} onAction={insertTable} />
    </Menu>
  )
}
