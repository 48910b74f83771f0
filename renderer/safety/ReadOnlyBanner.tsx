// Says that the project may only be read, who is writing it, how old what is shown is; and looks again.
import { Eye } from 'lucide-react'
import type { ReactElement } from 'react'
import { openProject, useApp } from '../app/app-store.ts'
import { currentLocale, useText } from '../locales/index.ts'
import { Button } from '../ui/index.ts'
import { holderWords } from './holder-words.ts'

const time = (at: number): string =>
  new Intl.DateTimeFormat(currentLocale(), { timeStyle: 'short', dateStyle: 'medium' }).format(at)

export const ReadOnlyBanner = (): ReactElement | null => {
  const t = useText()
  const path = useApp((state) => state.project?.path)
  const readOnly = useApp((state) => state.project?.readOnly)
  if (!readOnly || path === undefined) return null
  const { asOf, holder } = readOnly
  return (
    <div className="read-only-banner" role="status" data-testid="read-only-banner">
      <Eye aria-hidden />
      <p>
        <b>{t('safety:readOnly')}</b>{' '}
        {t('safety:readOnlyLead', { who: holderWords(holder), time: time(asOf) })}
      </p>
      <Button onPress={() => void openProject(path, true)}>{t('safety:lookAgain')}</Button>
      <Button look="primary" onPress={() => void openProject(path)}>
        {t('safety:openToWrite')}
      </Button>
    </div>
  )
}
