// The service in one dialog: its switch, its keys, the characters that answer, and other machines.
import type { ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { Dialog } from '../ui/index.ts'
import { Machines } from './Machines.tsx'
import { ServiceKeys } from './ServiceKeys.tsx'
import { ServiceSwitch } from './ServiceSwitch.tsx'
import { Talks } from './Talks.tsx'
import { closeService, useService } from './service-store.ts'
import './service.css'

export const ServiceDialog = (): ReactElement => {
  const t = useText()
  const isOpen = useService((state) => state.isOpen)
  const step = useService(({ secret, talk, keys }) => `${secret === null} ${talk?.id ?? ''} ${keys.length}`)
  return (
    <Dialog
      title={t('service:title')}
      isOpen={isOpen}
      onClose={closeService}
      widthPx={640}
      testId="service-dialog"
      step={step}
    >
      <div className="service">
        <ServiceSwitch />
        <ServiceKeys />
        <Talks />
        <Machines />
      </div>
    </Dialog>
  )
}
