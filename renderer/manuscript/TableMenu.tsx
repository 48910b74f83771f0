// Rows and columns of the table the caret stands in; shown only there.
import type { ReactElement } from 'react'
import { Menu, MenuItem } from '../ui/index.ts'
import { useText } from '../locales/index.ts'
import { changeTable, mayChangeTable, TABLE_ACTS } from './table-commands.ts'

export const TableMenu = (): ReactElement => {
  const t = useText()
  return (
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
  )
}
