// What keeps the words safe and private, in one dialog.
import type { ReactElement } from 'react'
import { Dialog } from '../ui/index.ts'
import { useText } from '../locales/index.ts'
import { Backups } from './Backups.tsx'
import { Doors } from './Doors.tsx'
import { Passphrase } from './Passphrase.tsx'
import { closeSafety, useSafetyOpen } from './safety-store.ts'
import './safety.css'

export const SafetyDialog = (): ReactElement => {
  const t = useText()
  const open = useSafetyOpen()
  return (
    <Dialog title={t('safety:title')} isOpen={open} onClose={closeSafety} testId="safety-dialog">
      <div className="safety">
        <Backups />
        <Passphrase />
        <Doors />
      </div>
    </Dialog>
  )
}
