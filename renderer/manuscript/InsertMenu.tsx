// What can be put into the text at the caret.
import { Plus } from 'lucide-react'
import type { ReactElement } from 'react'
import { MenuTrigger } from 'react-aria-components'
import { runCommand } from '../commands/run-command.ts'
import { IconButton, Menu, MenuItem, MenuPopover } from '../ui/index.ts'
import { useText } from '../locales/index.ts'
import { insertTable } from './table-commands.ts'
import { insertFootnote, insertSceneBreak, setBlockStyle, togglePullQuote } from './formatting.ts'

export const InsertMenu = ({ isDisabled }: { readonly isDisabled: boolean }): ReactElement => {
  const t = useText()
  return (
    <MenuTrigger>
      <IconButton label={t('app:menuInsert')} isDisabled={isDisabled}>
        <Plus />
      </IconButton>
      <MenuPopover>
        <Menu aria-label={t('app:menuInsert')}>
          <MenuItem id="break" label={t('manuscript:sceneBreak')} onAction={insertSceneBreak} />
          <MenuItem id="note" label={t('manuscript:note')} onAction={() => setBlockStyle('note')} />
          <MenuItem id="footnote" label={t('manuscript:footnote')} onAction={insertFootnote} />
          <MenuItem id="comment" label={t('comments:add')} onAction={() => void runCommand('comments.add')} />
          <MenuItem id="pull" label={t('manuscript:pullQuote')} onAction={togglePullQuote} />
          <MenuItem id="table" label={t('manuscript:table')} onAction={insertTable} />
        </Menu>
      </MenuPopover>
    </MenuTrigger>
  )
}
