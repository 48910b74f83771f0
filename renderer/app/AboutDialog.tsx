// What this program is, in one breath.
import type { ReactElement } from 'react'
import { Dialog } from '../ui/index.ts'
import { useText } from '../locales/index.ts'
import { useApp } from './app-store.ts'
import { closeDialog, useShell } from './shell-store.ts'

export const AboutDialog = (): ReactElement => {
  const t = useText()
  const open = useShell((state) => state.dialog === 'about')
  const version = useApp((state) => state.info?.version ?? '')
  return (
    <Dialog title={t('app:name')} isOpen={open} onClose={closeDialog} widthPx={380}>
      <p>{t('app:startLead')}</p>
      <p className="muted">{t('app:aboutText', { version })}</p>
    </Dialog>
  )
}
