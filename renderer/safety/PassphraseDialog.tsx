// Asks for the passphrase of an encrypted project that is being opened.
import { useState, type ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { Button, Dialog } from '../ui/index.ts'
import { PassphraseField } from './PassphraseField.tsx'
import { closePassphrase, unlock, usePassphrase } from './passphrase-store.ts'
import { openRecovery } from './recovery-store.ts'

const Form = ({ path }: { readonly path: string }): ReactElement => {
  const t = useText()
  const [passphrase, setPassphrase] = useState('')
  const wrong = usePassphrase((state) => state.wrong)
  const busy = usePassphrase((state) => state.busy)
  const opens = usePassphrase((state) => state.apply === null)
  return (
    <Dialog
      title={t('safety:unlockTitle')}
      isOpen
      onClose={closePassphrase}
      testId="passphrase-dialog"
      widthPx={440}
      foot={
        <Button look="primary" onPress={() => void unlock(passphrase)} isDisabled={busy || passphrase === ''}>
          {t(busy ? 'safety:unlocking' : opens ? 'safety:unlock' : 'safety:goOn')}
        </Button>
      }
    >
      <div className="safety-part">
        <p className="hint">{path}</p>
        <PassphraseField
          label={t('safety:passphrase')}
          value={passphrase}
          onChange={setPassphrase}
          onSubmit={() => void unlock(passphrase)}
          error={wrong ? t('errors:PASSPHRASE_WRONG') : undefined}
          isFirst
          testId="passphrase"
        />
        {wrong && opens && (
          // A damaged first page cannot be told from a wrong passphrase.
          <p className="recovery-backup">
            <span className="hint">{t('safety:passphraseRight')}</span>
            <Button
              onPress={() => {
                closePassphrase()
                void openRecovery(path)
              }}
            >
              {t('safety:recover')}
            </Button>
          </p>
        )}
      </div>
    </Dialog>
  )
}

export const PassphraseDialog = (): ReactElement | null => {
  const path = usePassphrase((state) => state.path)
  return path === null ? null : <Form key={path} path={path} />
}
