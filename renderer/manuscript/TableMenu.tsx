// Rows and columns of the table the caret stands in; shown only there.
import { Table2 } from 'lucide-react'
import type { ReactElement } from 'react'
import { MenuTrigger } from 'react-aria-components'
import { IconButton, Menu, MenuItem, MenuPopover } from '../ui/index.ts'
import { useText } from '../locales/index.ts'
import { changeTable, mayChangeTable, TABLE_ACTS } from './table-commands.ts'

export const TableMenu = (): ReactElement => {
  const t = useText()
  return (
    <MenuTrigger>
      <IconButton label={t('manuscript:tableMenu')}>
        <Table2 />
      </IconButton>
      <MenuPopover>
        <Menu aria-label={t('manuscript:tableMenu')}>
          {TABLE_ACTS.map((act) => (
            <MenuItem
              key={act}
              id={act}
              label={t(`manuscript:${act}`)}
              isDisabled={!mayChangeTable(act)}
              onAction={() => changeTable(act)}
            />
          ))}
        </Menu>
      </MenuPopover>
    </MenuTrigger>
  )
}
