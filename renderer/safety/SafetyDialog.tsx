// What keeps the words safe and private, in one dialog.
import type { ReactElement } from 'react'
import { useApp } from '../app/app-store.ts'
import { Dialog } from '../ui/index.ts'
import { useText } from '../locales/index.ts'
import { Backups } from './Backups.tsx'
import { Doors } from './Doors.tsx'
import { Passphrase } from './Passphrase.tsx'
import { usePassphrase } from './passphrase-store.ts'
import { closeSafety, useSafetyOpen } from './safety-store.ts'
import './safety.css'

export const SafetyDialog = (): ReactElement => {
  const t = useText()
  const open = useSafetyOpen()
  const encrypting = usePassphrase((state) => state.busy)
  const isOpen = useApp((state) => state.project !== null)
  return (
    <Dialog
      title={t('safety:title')}
      isOpen={open}
      onClose={closeSafety}
      widthPx={560}
      testId="safety-dialog"
      // Encrypting closes the project and opens it again: the fields that had the focus go meanwhile.
      step={`${encrypting} ${isOpen}`}
    >
      <div className="safety">
        <Backups />
        <Passphrase />
        <Doors />
      </div>
    </Dialog>
  )
}
