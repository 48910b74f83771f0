// The keys that answer a suggestion, shown while one stands after the caret.
import type { ReactElement } from 'react'
import { useText } from '../locales/index.ts'
import { useManuscript } from './manuscript-store.ts'

export const GhostHint = (): ReactElement | null => {
  const t = useText()
  const shown = useManuscript((state) => state.ghost !== null)
  if (!shown) return null
  return (
    <div className="ghost-hint" data-testid="ghost-hint">
      <kbd>Tab</kbd> {t('manuscript:ghostAccept')}
      <kbd>Esc</kbd> {t('manuscript:ghostReject')}
      <kbd>←</kbd>
      <kbd>→</kbd> {t('manuscript:ghostOthers')}
    </div>
  )
}
